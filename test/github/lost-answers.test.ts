import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { GitHub } from "../../bench/faults/github.ts";
import { makePulls } from "../../bench/faults/pulls.ts";
import { type CheckRuns, checkRunsOn } from "../../src/github/check-run.ts";
import { answerCache, askConditionally } from "../../src/github/client/conditional.ts";
import { PatientOctokit } from "../../src/github/client/octokit.ts";
import { requireWholeAnswers } from "../../src/github/client/whole-answers.ts";

const pulls = makePulls(1, 1);
const origin = {
  kind: "pull_request",
  pullNumber: 1,
  jobId: "11111111-2222-3333-4444-555555555555",
} as const;
/** What the stand-in draws: its next calls go wrong by these numbers, all later ones go well. */
let draws: number[];
/** Carried out, then the connection is cut: below the rate, the later half, the fourth of six faults. */
const answerLost = [0, 0.9, 0.6];
/** Carried out, and half of the answer comes: the fifth fault, as if it were all. */
const answerCut = [0, 0.9, 0.7, 0.9];
/** The same, and then the connection is cut. */
const answerBroken = [0, 0.9, 0.7, 0.1];
/** Refused with 502 before it was carried out. */
const badGateway = [0, 0.1, 0.3];

let github: GitHub;
let checks: CheckRuns;

beforeEach(async () => {
  draws = [];
  github = new GitHub(pulls, "unused", () => draws.shift() ?? 1);
  github.faultRate = 0.5;
  const octokit = new PatientOctokit({
    auth: { token: "a-token" },
    baseUrl: await github.start(),
    throttle: { enabled: false },
  });
  requireWholeAnswers(octokit);
  askConditionally(octokit, "1", answerCache());
  checks = checkRunsOn(octokit, { owner: "org-1000", repo: "data" }, pulls[0]!.headSha);
});
afterEach(async () => {
  await github.close();
  expect([...github.problems]).toEqual([]);
});

const output = (annotations: number) => ({
  title: "t",
  summary: "s",
  annotations: Array.from({ length: annotations }, (_, i) => ({
    path: "data/train.jsonl",
    start_line: i + 1,
    end_line: i + 1,
    annotation_level: "failure" as const,
    title: "t",
    message: `row ${i + 1}`,
  })),
});

test.each([
  ["not answered", answerLost],
  ["answered by half", answerCut],
  ["answered until the connection broke", answerBroken],
])("a run whose creation was %s is found, not made again", async (_, faults) => {
  draws = [...faults];
  const run = await checks.create(origin, output(0));
  expect([...github.runs.keys()]).toEqual([run.id]);
});

test("a run that was not created is asked for again; after four times it is an error, for the queue to try again", async () => {
  draws = [...badGateway];
  const run = await checks.create(origin, output(0));
  expect([...github.runs.keys()]).toEqual([run.id]);
  github.runs.clear();
  const goesWell = 1;
  draws = [...badGateway, goesWell, ...badGateway, goesWell, ...badGateway, goesWell, ...badGateway];
  await expect(checks.create(origin, output(0))).rejects.toMatchObject({ status: 502 });
  expect(github.runs.size).toBe(0);
});

test.each([
  ["the first of two batches", answerLost],
  ["the last of two batches", [1, ...answerLost]],
  ["a batch that was refused", badGateway],
  ["the last of two batches, whose answer broke off", [1, ...answerCut]],
])("annotations are posted once although an answer was lost: %s", async (_, faults) => {
  const run = await checks.create(origin, output(0));
  draws = [...faults];
  await checks.complete(run, "failure", output(70));
  const posted = github.runs.get(run.id);
  expect(posted).toMatchObject({ status: "completed", conclusion: "failure" });
  expect(posted?.annotations.map(({ message }) => message)).toEqual(
    output(70).annotations.map(({ message }) => message),
  );
});

test.each([
  ["by half", answerCut],
  ["until the connection broke", answerBroken],
])("a list that came %s is neither believed nor kept: the run is in it", async (_, faults) => {
  const run = await checks.create(origin, output(0));
  draws = [...faults];
  const listed = await checks.list();
  expect(listed.map(({ id }) => id)).toEqual([run.id]);
  expect((await checks.list()).map(({ id }) => id)).toEqual([run.id]);
});

test("a list that breaks off each time is an error, for the queue to try again", async () => {
  await checks.create(origin, output(0));
  draws = [...answerCut, ...answerCut, ...answerCut];
  await expect(checks.list()).rejects.toMatchObject({ name: "BrokenAnswer", status: 502 });
});
