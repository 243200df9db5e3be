import { expect, test } from "@jest/globals";
import type { ContributorFacts } from "../../../src/model/pull-request.ts";
import { contributorHistory } from "../../../src/signals/pull-request/contributor-history.ts";
import { jsonl, pair } from "../../rows/support.ts";
import { evidenceOf, honest, observe, reason } from "../support/evidence.ts";

const facts: ContributorFacts = {
  login: "somebody",
  isBot: false,
  association: "CONTRIBUTOR",
  merged: [
    { number: 1, mergedAt: "2024-02-01T00:00:00Z", changedRows: 10 },
    { number: 2, mergedAt: "2024-03-01T00:00:00Z", changedRows: 40 },
    { number: 3, mergedAt: "2024-04-01T00:00:00Z", changedRows: 20 },
  ],
  openedAt: "2024-12-31T00:00:00Z",
};
const { base, added } = honest(50, 30);
const files = [pair("d.jsonl", jsonl(base), jsonl([...base, ...added]))];

test("states earlier work and the usual size as facts", async () => {
  const [found, ...others] = observe(contributorHistory, await evidenceOf(files, facts));
  expect(others).toEqual([]);
  expect(found).toMatchObject({
    grade: "informative",
    // The median of 10, 40 and 20 is 20.
    evidence: { mergedPullRequests: 3, changedRows: 30, medianChangedRows: 20 },
  });
  expect(found!.message).toContain("their median is 20");
});

test("a first-time author with a large pull request is a fact too: a third of honest ones are like that", async () => {
  const first = { ...facts, association: "FIRST_TIME_CONTRIBUTOR" as const, merged: [] };
  const [found] = observe(contributorHistory, await evidenceOf(files, first));
  expect(found).toMatchObject({
    grade: "informative",
    evidence: { mergedPullRequests: 0, medianChangedRows: null },
  });
});

test("what is unknown is said to be unknown, not none", async () => {
  const unknown = { ...facts, merged: null };
  const [found] = observe(contributorHistory, await evidenceOf(files, unknown));
  expect(found).toMatchObject({ evidence: { mergedPullRequests: null } });
  expect(found!.message).toContain("could not be read");
});

test("outside of a pull request nothing is known", async () => {
  expect(reason(contributorHistory, await evidenceOf(files))).toContain("Nothing is known");
});
