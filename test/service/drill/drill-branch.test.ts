// The monthly drill: asked for by the configuration, begun by the sweep, shown in a check of its own with its history.

import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "@jest/globals";
import nock from "nock";
import { review } from "../../../src/review/review.ts";
import { drillBranch } from "../../../src/service/drill/drill-branch.ts";
import { noteDrill, takeDue } from "../../../src/service/drill/due.ts";
import { holdDrill } from "../../../src/service/drill/hold.ts";
import { reconcileRepository } from "../../../src/service/sweep/reconcile.ts";
import { openStore } from "../../../src/store/open.ts";
import type { Store } from "../../../src/store/store.ts";
import { storyRows } from "../../review/drill/rows.ts";
import { type FakeFiles, fakeGitHub, owner, repo, shas } from "../../support/fake-github.ts";
import { claimed } from "../../support/in-memory-queue.ts";
import { sampleReply } from "../../support/sample.ts";

const place = { owner, repo };
/** Of rows without labels few families are tried: the drill is over soon. */
const texts = storyRows(300)
  .map(({ text }) => `${JSON.stringify({ text })}\n`)
  .join("");
let home: string;
let store: Store;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), "dr-drill-"));
  store = await openStore({ url: join(home, "s.db") });
});
afterEach(() => {
  nock.cleanAll();
});
afterAll(async () => {
  await store.close();
  rmSync(home, { recursive: true, force: true });
});

/** Holds a drill on a default branch of these files, as a worker does. */
async function held(files: FakeFiles) {
  const fake = fakeGitHub({ base: files });
  const route = "GET /repos/{owner}/{repo}/commits/{ref}";
  fake.api
    .get(`/repos/${owner}/${repo}`)
    .reply(200, () => sampleReply("GET /repos/{owner}/{repo}", { default_branch: "main" }))
    .get(`/repos/${owner}/${repo}/commits/heads%2Fmain`)
    .query(true)
    .reply(200, () => sampleReply(route, { sha: shas.base }));
  const job = claimed({
    ...place,
    kind: "drill",
    installationId: 1,
    accountId: 2,
    pullNumber: null,
    headSha: "HEAD",
    baseSha: null,
    force: false,
  });
  await store.reviews.start({ ...job, id: job.id });
  const { octokit } = fake;
  const done = await drillBranch(job, {
    octokit,
    store,
    rowHashKey: "key",
    reportUrl: null,
    review,
    drill: holdDrill,
  });
  expect(fake.problems).toEqual([]);
  return { done, writes: fake.writes().map(({ body }) => body) };
}

const files = (drill: string): FakeFiles => ({
  "data/train.jsonl": texts,
  ".github/dataset-review.yml": `drill: ${drill}\npolicy: { warnAt: low, blockAt: low }\ncolumns:\n  - { files: "**", text: text, label: none }\n`,
});

test("it is held under a name of its own, and shows the rates of earlier ones beside its own", async () => {
  const old = randomUUID();
  await store.reviews.start({ id: old, ...place, installationId: 1, pullNumber: null, headSha: shas.tip });
  await store.reviews.keepRates(old, { "zero-width": 0.25 });
  const { writes } = await held(files("monthly"));
  const [begun] = writes;
  const ended = writes.at(-1)!;
  expect(begun).toMatchObject({ name: "dataset-review drill", head_sha: shas.base });
  expect(begun!.external_id).toMatch(/^drill\/\//);
  expect(ended.conclusion).toBe("success");
  expect(ended.output!.title).toMatch(/^Drill: \d+ of \d+ attacks would be blocked$/);
  const { summary } = ended.output!;
  // Hidden characters are seen without labels, and any finding blocks here: the bar of a quarter, then the highest one.
  expect(summary).toContain("| zero-width | 100 % | `▃█` |");
  expect(summary).toContain("| plain | 0 % | `·▁` |");
  expect(summary).toContain("last 2 drills");
  expect(summary).toContain("False alarms on honest work");
  for (const { text } of storyRows(20)) expect(summary).not.toContain(text);
  expect((await store.reviews.rates(owner, repo, 12)).map((rates) => rates["zero-width"])).toEqual([0.25, 1]);
});

test("data that is too small is said, and holds up nobody", async () => {
  const { writes } = await held({ ...files("monthly"), "data/train.jsonl": '{"text":"one row"}\n' });
  expect(writes.at(-1)).toMatchObject({ conclusion: "neutral", output: { title: "The drill was not held" } });
});

test("what the configuration no longer asks for is not held, and not due", async () => {
  await noteDrill(store.cache, place, "monthly");
  expect((await held(files("off"))).writes).toEqual([]);
  expect(await takeDue(store.cache, place)).toBe(false);
});

test("the sweep begins it when it is first asked for, and then once a month", async () => {
  const fake = fakeGitHub();
  fake.api.persist().get(`/repos/${owner}/${repo}/pulls`).query(true).reply(200, []);
  const at = { ...place, repositoryId: 3, installationId: 1, accountId: 2 };
  const swept = () => reconcileRepository(fake.octokit, at, store, 1);
  await noteDrill(store.cache, place, "off");
  expect(await swept()).toBe(0);
  await noteDrill(store.cache, { owner: "ACME", repo }, "monthly");
  expect(await swept()).toBe(1);
  expect((await store.queue.claim("test", 60_000))!.job).toMatchObject({ kind: "drill", owner });
  await noteDrill(store.cache, place, "monthly");
  expect(await swept()).toBe(0);
});
