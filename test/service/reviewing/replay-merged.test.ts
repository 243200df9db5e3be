// A repository's first check shows what the check would have said of what was merged before.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import nock from "nock";
import { review } from "../../../src/review/review.ts";
import { holdDrill } from "../../../src/service/drill/hold.ts";
import { postFirstCheck } from "../../../src/service/reviewing/first-check.ts";
import { openStore } from "../../../src/store/open.ts";
import type { Store } from "../../../src/store/store.ts";
import { type Drip, drip } from "../../review/history/drip.ts";
import { type FakeCommit, fakeGitHub, owner, repo, shas } from "../../support/fake-github.ts";
import { claimed } from "../../support/in-memory-queue.ts";
import { sampleReply } from "../../support/sample.ts";

const file = "data/train.jsonl";
const MERGED = 9;
let made: Drip;
let home: string;
let store: Store;

beforeAll(async () => {
  made = drip(MERGED);
  home = mkdtempSync(join(tmpdir(), "dr-replay-"));
  store = await openStore({ url: join(home, "s.db") });
});
afterAll(async () => {
  nock.cleanAll();
  await store.close();
  made.repo.remove(".");
  rmSync(home, { recursive: true, force: true });
});

const filesAt = (commit: string) => ({ [file]: `${made.repo.git("show", `${commit}:${file}`)}\n` });

/** Each merged pull request is one squashed commit; the newest commit of the branch touches no data. */
function github() {
  const earlier = Array.from({ length: MERGED + 1 }, (_, i): FakeCommit => {
    const pull = MERGED - i;
    const message = pull === 0 ? "First data" : `More feedback (#${pull})`;
    return {
      sha: String(pull).repeat(40),
      message,
      author: `person${pull % 3}`,
      files: filesAt(`main~${i}`),
    };
  });
  const fake = fakeGitHub({ base: filesAt("main"), earlier });
  const at = `/repos/${owner}/${repo}`;
  nock("https://api.github.com")
    .get(at)
    .reply(200, () => sampleReply("GET /repos/{owner}/{repo}", { default_branch: "main" }))
    .get(`${at}/commits/heads%2Fmain`)
    .query(true)
    .reply(200, () => sampleReply("GET /repos/{owner}/{repo}/commits/{ref}", { sha: shas.base }));
  return fake;
}

test("the drip that was merged is seen in it, and what passed is counted", async () => {
  nock.cleanAll();
  const fake = github();
  const job = claimed({
    kind: "installation",
    installationId: 1,
    accountId: 2,
    owner,
    repo,
    pullNumber: null,
    headSha: "HEAD",
    baseSha: null,
    force: false,
  });
  await store.reviews.start({ ...job });
  const { octokit } = fake;
  await postFirstCheck(job, {
    octokit,
    store,
    rowHashKey: "key",
    reportUrl: null,
    review,
    drill: holdDrill,
  });
  expect(fake.problems).toEqual([]);
  const { conclusion, output } = fake.writes().at(-1)!.body;
  // A first check tells; it holds up nobody.
  expect(conclusion).toBe("success");
  expect(output!.title).toBe("Ready. 1 dataset file found");
  expect(output!.summary).toContain(`${MERGED} changes of dataset files from 2026-09-`);
  const [row] = output!.summary.split("\n").filter((text) => text.includes(`#${MERGED}<`));
  expect(row).toMatch(/blocked.*2 rows here, 16 rows in/);
  expect(output!.summary).toMatch(/blocked \d.*passed [1-9]/);
});
