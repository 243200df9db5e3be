// How many requests to GitHub a review takes: the table in docs/operations.md.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import nock from "nock";
import { keptBlobs } from "../../../src/github/blobs/kept-blobs.ts";
import { reviewPullRequest } from "../../../src/service/review-pull-request.ts";
import { openStore } from "../../../src/store/open.ts";
import type { Store } from "../../../src/store/store.ts";
import { type FakeFiles, fakeGitHub, owner, pullNumber, repo, shas } from "../../support/fake-github.ts";
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

test.each([
  { files: 1, cold: 12, again: 9 },
  { files: 20, cold: 31, again: 9 },
  { files: 1_500, cold: 32, again: 9 },
])("a change to one of $files files", async ({ files, cold, again }) => {
  const base: FakeFiles = Object.fromEntries(
    Array.from({ length: files }, (_, i) => [`data/${i}.csv`, `text,label\nrow ${i},a\n`]),
  );
  const head = { ...base, "data/0.csv": "text,label\nrow 0,a\nrow 1,b\n" };
  const kept = keptBlobs();
  let summary = "";
  const requests = async (id: string) => {
    const github = fakeGitHub({ base, head, patches: true, appId: 4711 });
    github.api.get(`/repos/${owner}/${repo}/rules/branches/main?per_page=100`).reply(200, []);
    github.api
      .get(`/repos/${owner}/${repo}/branches/main`)
      .reply(200, sampleReply("GET /repos/{owner}/{repo}/branches/{branch}"));
    const job = claimed(
      {
        kind: "pull_request",
        installationId: 1,
        owner,
        repo,
        accountId: 2,
        pullNumber,
        headSha: shas.head,
        baseSha: shas.base,
        force: false,
      },
      { id },
    );
    await reviewPullRequest(job, {
      octokit: github.octokit,
      store,
      rowHashKey: "key",
      reportUrl: null,
      keptBlobs: kept,
      review: () => Promise.resolve({ ...quietResult() }),
    });
    expect(github.problems).toEqual([]);
    expect(github.writes().at(-1)!.body.conclusion).toBe("success");
    summary = github.writes().at(-1)!.body.output!.summary;
    nock.cleanAll();
    return github.requests.length;
  };
  expect([
    await requests("11111111-2222-3333-4444-555555555555"),
    await requests("21111111-2222-3333-4444-555555555555"),
  ]).toEqual([cold, again]);
  expect(summary).toContain("`main` does not require this check");
  if (files === 1_500) expect(summary).toContain("1479 untouched dataset files were not read");
  else expect(summary).not.toContain("untouched dataset file");
});
