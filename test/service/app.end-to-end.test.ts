import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { pino } from "pino";
import { Probot } from "probot";
import { type FeedbackRow, makeStory } from "../../examples/feedback/dataset.ts";
import { type StandIn, startStandIn } from "../../examples/stand-in.ts";
import { PatientOctokit } from "../../src/github/client/octokit.ts";
import type { ClaimedJob } from "../../src/model/job.ts";
import { review } from "../../src/review/review.ts";
import { holdDrill } from "../../src/service/drill/hold.ts";
import { reviewPullRequest } from "../../src/service/review-pull-request.ts";
import { postFirstCheck } from "../../src/service/reviewing/first-check.ts";
import type { Performed } from "../../src/service/reviewing/with-check-run.ts";
import { reconcileRepository } from "../../src/service/sweep/reconcile.ts";
import type { Tools } from "../../src/service/tools.ts";
import { datasetReviewApp } from "../../src/service/web/app.ts";
import { openStore } from "../../src/store/open.ts";
import type { Store } from "../../src/store/store.ts";
import { type InMemoryQueue, inMemoryQueue } from "../support/in-memory-queue.ts";

// The whole engine runs, beside whatever else this machine does.
let home: string;
let store: Store;
let server: Server;
let github: StandIn;
let probot: Probot;
const queue: InMemoryQueue = inMemoryQueue();

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), "dr-end-to-end-"));
  store = await openStore({ url: join(home, "reviews.db") });
  let handle: Awaited<ReturnType<Probot["getNodeMiddleware"]>> | null = null;
  server = createServer((request, response) => {
    if (handle) void handle(request, response);
    else response.writeHead(503).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  github = await startStandIn(
    `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/github/webhooks`,
  );
  probot = new Probot({
    appId: github.app.appId,
    privateKey: github.app.privateKey,
    secret: github.app.webhookSecret,
    baseUrl: github.url,
    log: pino({ level: "silent" }),
    Octokit: PatientOctokit.defaults((options: object) => ({
      ...options,
      throttle: { enabled: false },
      retry: { enabled: false },
    })),
  });
  await probot.load(datasetReviewApp(queue.inbox));
  handle = await probot.getNodeMiddleware();
});

afterAll(async () => {
  await github.close();
  await store.close();
  rmSync(home, { recursive: true, force: true });
  await new Promise((resolve) => server.close(resolve));
});

async function work(job: ClaimedJob, given: Partial<Tools> = {}): Promise<Performed> {
  await store.reviews.start({ ...job });
  const octokit = await probot.auth(job.installationId);
  const tools = { octokit, store, review, drill: holdDrill, rowHashKey: "key", reportUrl: null, ...given };
  return job.kind === "installation" ? postFirstCheck(job, tools) : reviewPullRequest(job, tools);
}

// The demo's generator, by seed: honest feedback in four labels, and rows planted in the additions.
const story = makeStory(7, { base: 900, added: 400, corrected: 30, planted: 20 });
const jsonl = (rows: readonly FeedbackRow[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join("");
const plantedLines = new Set(story.planted.map((index) => index + 1));
const base = jsonl(story.base);
const attacked = jsonl(story.head);
const few = jsonl(story.base.slice(0, 20));
const honest = jsonl(story.head.filter((_, index) => !plantedLines.has(index + 1)));

test("a pull request with planted rows is blocked at the merge, and the same without them is merged", async () => {
  await github.commit({ branch: "main", message: "Start", files: { "data/train.jsonl": base } });
  await github.requireCheck("main", "dataset-review");

  await github.commit({
    branch: "more-feedback",
    message: "Add feedback",
    person: "contributor",
    files: { "data/train.jsonl": attacked },
  });
  const attack = await github.openPullRequest({ title: "Add feedback", head: "more-feedback" });
  expect(await github.merge(attack.number)).toMatchObject({ merged: false });

  const job = await queue.next("pull_request");
  expect(job).toMatchObject({
    kind: "pull_request",
    installationId: github.app.installationId,
    owner: github.owner,
    repo: github.repo,
    pullNumber: attack.number,
    headSha: attack.headSha,
  });
  await work(job);

  const [run, ...others] = await github.checkRuns(attack.headSha);
  expect(others).toEqual([]);
  expect(run).toMatchObject({ name: "dataset-review", status: "completed", conclusion: "failure" });
  expect(run!.output.title).toContain("Project Chimera");
  const annotations = await github.annotations(run!.id);
  const onPlanted = annotations.filter(({ start_line }) => plantedLines.has(start_line));
  expect(onPlanted.length).toBeGreaterThan(annotations.length / 2);
  for (const annotation of annotations) {
    expect(annotation.path).toBe("data/train.jsonl");
  }
  expect((await github.merge(attack.number)).message).toContain("Required status checks");

  await github.commit({
    branch: "honest-feedback",
    message: "Add feedback",
    person: "contributor",
    files: { "data/train.jsonl": honest },
  });
  const fine = await github.openPullRequest({ title: "Add honest feedback", head: "honest-feedback" });
  await work(await queue.next("pull_request"));
  expect((await github.checkRuns(fine.headSha))[0]).toMatchObject({ conclusion: "success" });
  expect(await github.merge(fine.number)).toMatchObject({ merged: true });
});

test("a retried job neither posts twice nor repeats itself", async () => {
  await github.commit({
    branch: "retry",
    message: "Add feedback",
    files: { "data/train.jsonl": few },
  });
  const { headSha } = await github.openPullRequest({ title: "Again", head: "retry" });
  const job = await queue.next("pull_request");
  await work(job);
  expect(await work({ ...job, attempt: 2 })).toMatchObject({ verdict: null });
  expect(await github.checkRuns(headSha)).toHaveLength(1);
});

test("a pull request without dataset files passes at once, and a re-run makes a new check run", async () => {
  await github.commit({
    branch: "docs",
    message: "Docs",
    files: {
      "README.md": "# Words\n",
      "package.json": JSON.stringify({ name: "x", scripts: { test: "jest" } }),
    },
  });
  const { headSha } = await github.openPullRequest({ title: "Docs", head: "docs" });
  await work(await queue.next("pull_request"));
  const [first] = await github.checkRuns(headSha);
  expect(first).toMatchObject({ conclusion: "success", output: { title: "No dataset files changed" } });

  await github.request(
    "maintainer",
    "POST",
    `/repos/${github.owner}/${github.repo}/check-runs/${first!.id}/rerequest`,
  );
  const again = await queue.next("pull_request");
  expect(again).toMatchObject({ kind: "pull_request", headSha, force: true });
  await work(again);
  expect((await github.checkRuns(headSha)).filter(({ conclusion }) => conclusion === "success")).toHaveLength(
    1,
  );
  expect(await github.checkRuns(headSha)).toHaveLength(2);
});

test("the base branch's configuration holds, and its errors are told with key and line", async () => {
  await github.commit({
    branch: "configured",
    message: "Configure",
    files: { ".github/dataset-review.yml": "incldue: ['**/*.csv']\n" },
  });
  await github.commit({
    branch: "loosen",
    from: "configured",
    message: "Loosen",
    files: { ".github/dataset-review.yml": null, "a.csv": "a,b\n" },
  });
  const { headSha } = await github.openPullRequest({ title: "Loosen", head: "loosen", base: "configured" });
  await work(await queue.next("pull_request"));
  const [run] = await github.checkRuns(headSha);
  expect(run).toMatchObject({ conclusion: "failure", output: { title: "The configuration has an error" } });
  expect(run!.output.summary).toContain("dataset-review.yml:1");
  expect(run!.output.summary).toContain("incldue");
  expect(run!.output.summary).toContain("include");
});

test("the author is described by facts that GitHub has", async () => {
  await github.commit({ branch: "facts", message: "More", files: { "b.jsonl": few } });
  await github.openPullRequest({ title: "More", head: "facts" });
  const job = await queue.next("pull_request");
  await reconcileRepository(await probot.auth(job.installationId), job, store, 0);
  let contributor: unknown;
  await work(job, {
    review: (input, onProgress) => {
      contributor = input.contributor;
      return review(input, onProgress);
    },
  });
  expect(contributor).toMatchObject({
    login: "carl-contributes",
    isBot: false,
    // The honest pull request of the first test, merged.
    merged: [{ number: 2, mergedAt: expect.any(String) }],
  });
});

test("two planted rows in each of many small pull requests: the ninth is blocked, and names the eight before it", async () => {
  const more = makeStory(11, { base: 1, added: 200, corrected: 0, planted: 0 }).head.slice(1);
  const poison = story.planted.map((index) => story.head[index]!);
  const rows = story.head.filter((_, index) => !plantedLines.has(index + 1));
  await github.commit({ branch: "pieces", message: "Nothing yet", files: { "NOTES.md": "In pieces\n" } });
  const pulls: { readonly number: number; readonly headSha: string }[] = [];
  for (let at = 0; at < 9; at++) {
    rows.push(...more.slice(20 * at, 20 * (at + 1)), ...poison.slice(2 * at, 2 * (at + 1)));
    const head = `piece-${at}`;
    const files = { "data/train.jsonl": jsonl(rows) };
    const change = { branch: head, from: "pieces", message: "More feedback", files };
    await github.commit({ ...change, person: "contributor" });
    pulls.push(await github.openPullRequest({ title: "More feedback", head, base: "pieces" }));
    // The branch requires no check: what the review of each says holds none of them up.
    if (at < 8) {
      await queue.next("pull_request");
      expect(await github.merge(pulls[at]!.number)).toMatchObject({ merged: true });
    }
  }
  await work(await queue.next("pull_request"));
  const [run] = await github.checkRuns(pulls[8]!.headSha);
  expect(run).toMatchObject({ conclusion: "failure" });
  expect(run!.output.title).toMatch(/2 rows here, \d+ rows in #\d+, #\d+ and 6 others/);
  for (const { number } of pulls.slice(0, 8))
    expect(run!.output.summary).toMatch(new RegExp(`\\d in \`#${number}\``));
});
