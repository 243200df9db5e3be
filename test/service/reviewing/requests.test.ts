// How many requests to GitHub a review takes: the table in docs/operations.md.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import nock from "nock";
import { keptBlobs } from "../../../src/github/blobs/kept-blobs.ts";
import { answerCache, askConditionally } from "../../../src/github/client/conditional.ts";
import type { Job } from "../../../src/model/job.ts";
import type { Conclusion } from "../../../src/model/result.ts";
import { holdDrill } from "../../../src/service/drill/hold.ts";
import { reviewPullRequest } from "../../../src/service/review-pull-request.ts";
import { openStore } from "../../../src/store/open.ts";
import type { Store } from "../../../src/store/store.ts";
import {
  type FakeCommit,
  type FakeFiles,
  fakeGitHub,
  owner,
  pullNumber,
  repo,
  shas,
} from "../../support/fake-github.ts";
import { claimed } from "../../support/in-memory-queue.ts";
import { quietResult } from "../../support/result-builder.ts";
import { sampleReply } from "../../support/sample.ts";

let home: string;
let store: Store;

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), "dr-requests-"));
  store = await openStore({ url: join(home, "s.db") });
});
afterEach(async () => {
  nock.cleanAll();
  await store.close();
  rmSync(home, { recursive: true, force: true });
});

const ago = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();

/** Settings of models, in which labels are numbered. */
const settings = (count: number, version: number): FakeFiles =>
  Object.fromEntries(
    Array.from({ length: count }, (_, i) => {
      const value = { id2label: { 0: "bad", 1: "good" }, model: i, version };
      return [`models/${i}.json`, JSON.stringify(value)];
    }),
  );

/** A pull request that changes one of some files, how its reviews come out, what its base was made on, and how many settings change too. */
function pullRequest(
  files: number,
  conclusion: Conclusion = "success",
  earlier: readonly FakeCommit[] = [],
  models = 0,
) {
  const base: FakeFiles = {
    ...Object.fromEntries(
      Array.from({ length: files }, (_, i) => [`data/${i}.csv`, `text,label\nrow ${i},a\n`]),
    ),
    ...settings(models, 0),
  };
  const [kept, answers] = [keptBlobs(), answerCache()];
  let rows = 0;
  let summary = "";
  return {
    summary: () => summary,
    /** Reviews this head, the next one unless given; returns how many requests that took. */
    async review(change: Partial<Job> = {}, headSha = String(++rows).repeat(40)): Promise<number> {
      const added = Array.from({ length: rows }, (_, i) => `new ${i},b\n`).join("");
      const head = { ...base, ...settings(models, rows), "data/0.csv": `text,label\nrow 0,a\n${added}` };
      const github = fakeGitHub({ base, earlier, head, headSha, patches: true, appId: 4711 });
      askConditionally(github.octokit, "1", answers);
      github.api.get(`/repos/${owner}/${repo}/rules/branches/main?per_page=100`).reply(200, []);
      github.api
        .get(`/repos/${owner}/${repo}/branches/main`)
        .reply(200, sampleReply("GET /repos/{owner}/{repo}/branches/{branch}"));
      const place = { installationId: 1, owner, repo, accountId: 2, pullNumber, baseSha: shas.base };
      const job = claimed({
        kind: "pull_request",
        ...place,
        headSha,
        force: false,
        observedAt: ago(0),
        ...change,
      });
      await reviewPullRequest(job, {
        octokit: github.octokit,
        store,
        rowHashKey: "key",
        reportUrl: null,
        keptBlobs: kept,
        neverBegun: await store.reviews.start(job),
        review: () => Promise.resolve({ ...quietResult(), conclusion }),
        drill: holdDrill,
      });
      expect(github.problems).toEqual([]);
      expect(github.writes().at(-1)!.body.conclusion).toBe(conclusion);
      summary = github.writes().at(-1)!.body.output!.summary;
      nock.cleanAll();
      return github.requests.length;
    },
  };
}

test.each([
  { files: 1, cold: 9, next: 6 },
  { files: 20, cold: 9, next: 6 },
  { files: 1_500, cold: 24, next: 6 },
  { files: 2_500, cold: 29, next: 6 },
])("a change to one of $files files", async ({ files, cold, next }) => {
  const pull = pullRequest(files);
  expect([await pull.review(), await pull.review()]).toEqual([cold, next]);
  if (files === 2_500) expect(pull.summary()).toContain("499 untouched dataset files were not read");
  else expect(pull.summary()).not.toContain("untouched dataset file");
});

test("files that may name labels are asked for together", async () => {
  const pull = pullRequest(1, "success", [], 50);
  expect([await pull.review(), await pull.review()]).toEqual([10, 7]);
});

test("of a long history with two changes of data the listings find them by halves, and once for all reviews", async () => {
  const earlier = Array.from({ length: 60 }, (_, i): FakeCommit => {
    const files = { "data/0.csv": `text,label\nrow ${Number(i >= 11) + Number(i >= 40)},a\n` };
    return { sha: i.toString(16).padStart(40, "0"), message: `Change ${i} (#${i})`, author: "mara", files };
  });
  const pull = pullRequest(1, "success", earlier);
  expect([await pull.review(), await pull.review()]).toEqual([23, 7]);
});

test("one that does not pass asks whether the branch requires the check; a re-run asks that, and for earlier runs", async () => {
  const pull = pullRequest(1, "failure");
  expect([await pull.review(), await pull.review()]).toEqual([11, 6]);
  expect(pull.summary()).toContain("`main` does not require this check");
  expect(await pull.review({ force: true })).toBe(9);
});

test.each([
  ["was reviewed before, by whatever job", {}, "1".repeat(40)],
  ["comes with an event of long ago", { observedAt: ago(60) }, undefined],
  ["comes with an event of no known time", { observedAt: undefined }, undefined],
])("a head that %s is looked up for earlier runs", async (_, change, headSha) => {
  const pull = pullRequest(1);
  await pull.review();
  const [first, again] = [await pull.review(), await pull.review(change, headSha)];
  // The same head twice has its files at hand.
  expect(again).toBe(headSha === undefined ? first + 1 : first);
});
