import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, jest, test } from "@jest/globals";
import nock from "nock";
import { withEntries } from "../../src/config/accepted.ts";
import { acceptedPath } from "../../src/config/dataset-paths.ts";
import { retryAfterMs } from "../../src/github/client/octokit.ts";
import type { DatasetInput } from "../../src/model/dataset.ts";
import type { ClaimedJob } from "../../src/model/job.ts";
import { decisionHashes } from "../../src/risk/decision-hash.ts";
import { holdDrill } from "../../src/service/drill/hold.ts";
import { reviewPullRequest } from "../../src/service/review-pull-request.ts";
import { postFirstCheck } from "../../src/service/reviewing/first-check.ts";
import { jobsForCommit } from "../../src/service/reviewing/jobs-for-commit.ts";
import { giveUp, withdraw } from "../../src/service/reviewing/with-check-run.ts";
import type { Tools } from "../../src/service/tools.ts";
import { openStore } from "../../src/store/open.ts";
import type { Store } from "../../src/store/store.ts";
import {
  type FakeGitHub,
  type FakeOptions,
  fakeGitHub,
  gitBlobSha,
  listedPull,
  owner,
  pullNumber,
  repo,
  shas,
} from "../support/fake-github.ts";
import { claimed } from "../support/in-memory-queue.ts";
import { largeResult, quietResult, result } from "../support/result-builder.ts";
import { sampleReply } from "../support/sample.ts";

let github: FakeGitHub;

function start(options: FakeOptions = {}): FakeGitHub {
  github = fakeGitHub(options);
  return github;
}

afterEach(() => {
  nock.cleanAll();
  // Every request was one that GitHub takes, and every canned answer one that GitHub gives.
  expect(github.problems).toEqual([]);
});

const here = `/repos/${owner}/${repo}`;

type Review = Tools["review"];

let home: string;
let store: Store;
beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), "dr-review-"));
  store = await openStore({ url: join(home, "reviews.db") });
});
afterEach(async () => {
  await store.close();
  rmSync(home, { recursive: true, force: true });
});

type Given = Pick<Tools, "review"> & Partial<Tools>;

function toolsWith(given: Given): Tools {
  return { octokit: github.octokit, store, drill: holdDrill, rowHashKey: "key", reportUrl: null, ...given };
}

async function perform(claim: ClaimedJob, given: Given) {
  await store.reviews.start({ ...claim });
  return reviewPullRequest(claim, toolsWith(given));
}

function job(overrides: Partial<ClaimedJob> = {}): ClaimedJob {
  return claimed(
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
    { id: "11111111-2222-3333-4444-555555555555", ...overrides },
  );
}

/** Reads everything, as a review would, and passes. */
function seen(answer = quietResult()) {
  const texts = new Map<string, string>();
  let input: DatasetInput | null = null;
  const review: Review = async ({ dataset }) => {
    input = dataset;
    for (const [side, file] of dataset.pairs.flatMap(
      ({ base, head }) =>
        [
          ["base", base],
          ["head", head],
        ] as const,
    )) {
      if (file) texts.set(`${side}:${file.path}`, await textOf(file.source.open()));
    }
    for (const file of dataset.context) texts.set(`context:${file.path}`, await textOf(file.source.open()));
    return { ...answer, notAnalysed: dataset.notAnalysed };
  };
  return { review, texts, input: () => input! };
}

async function textOf(source: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of source) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

const lastWrite = () => github.writes().at(-1)!.body;
const lastSummary = () => lastWrite().output?.summary ?? "";

describe("a pull request", () => {
  test("gets a run in progress at once, then its verdict, by the bytes of merge base and head", async () => {
    start({
      base: { "d/a.csv": "x,y\n", "d/b.csv": "same\n" },
      head: { "d/a.csv": "x,z\n", "d/b.csv": "same\n" },
    });
    const { review, texts } = seen();
    const { verdict, checkRunId } = await perform(job(), { review });
    expect(verdict?.conclusion).toBe("success");
    expect(checkRunId).toBe(99);
    expect(Object.fromEntries(texts)).toEqual({
      "base:d/a.csv": "x,y\n",
      "head:d/a.csv": "x,z\n",
      "context:d/b.csv": "same\n",
    });
    const [created, completed] = github.writes();
    expect(created).toMatchObject({
      method: "POST",
      body: { status: "in_progress", head_sha: shas.head, external_id: `pull_request/7/${job().id}` },
    });
    expect(completed).toMatchObject({
      method: "PATCH",
      body: { status: "completed", conclusion: "success" },
    });
    // Nothing is asked before the run exists but whether it does.
    expect(github.requests.findIndex(({ method }) => method === "POST")).toBe(1);
  });

  test("of a fork is read through the base repository alone", async () => {
    start({
      head: { "a.csv": "x\n" },
      pull: { head: { sha: shas.head, repo: { full_name: "stranger/feedback" } } },
    });
    await perform(job(), { review: seen().review });
    for (const { path } of github.requests) expect(path).not.toContain("stranger");
  });

  test("without dataset files passes without a review", async () => {
    start({ base: { "a.md": "x" }, head: { "a.md": "y" } });
    const review = jest.fn<Review>();
    const { verdict } = await perform(job(), { review });
    expect(verdict).toMatchObject({ conclusion: "success" });
    expect(review).not.toHaveBeenCalled();
  });

  test("whose head moved on is cancelled, and so is a closed one", async () => {
    start({ pull: { head: { sha: shas.tip } } });
    await perform(job(), { review: jest.fn<Review>() });
    expect(lastWrite()).toMatchObject({ conclusion: "cancelled" });
    nock.cleanAll();
    start({ pull: { state: "closed" } });
    await perform(job(), { review: jest.fn<Review>() });
    expect(lastWrite()).toMatchObject({ conclusion: "cancelled" });
  });

  const missing = () =>
    nock("https://api.github.com")
      .get(/\/compare\//)
      .query(true);

  test("whose commit GitHub does not find a moment after the push is asked for again", async () => {
    missing().reply(404, { message: "Not Found" });
    start({ head: { "a.csv": "x\n" } });
    await perform(job(), { review: seen().review });
    expect(lastWrite()).toMatchObject({ conclusion: "success" });
  });

  test("is compared with its base branch, not with a tag of that name", async () => {
    const reply = (sha: string) =>
      sampleReply("GET /repos/{owner}/{repo}/compare/{basehead}", {
        merge_base_commit: { sha },
        base_commit: { sha },
      });
    nock("https://api.github.com")
      .get(`${here}/compare/main...${shas.head}?per_page=100`)
      .reply(200, reply(shas.head))
      .get(`${here}/branches/main`)
      .reply(200, sampleReply("GET /repos/{owner}/{repo}/branches/{branch}", { commit: { sha: shas.base } }));
    start({ base: { "a.csv": "x\n" }, head: { "a.csv": "y\n" } });
    const { review, texts } = seen();
    await perform(job(), { review });
    expect(texts.get("base:a.csv")).toBe("x\n");
  });

  test("without a common ancestor fails and says what to do", async () => {
    missing().times(3).reply(404, { message: "No common ancestor between main and a." });
    start();
    await perform(job(), { review: jest.fn<Review>() });
    expect(lastWrite()).toMatchObject({ conclusion: "failure" });
    expect(lastSummary()).toContain("common ancestor");
  });
});

describe("what GitHub does at size", () => {
  test("a truncated tree is read folder by folder, shared folders once", async () => {
    const same = { "same/1.csv": "1\n", "same/2.csv": "2\n", "same/3.csv": "3\n" };
    start({
      listAtMost: 3,
      base: { ...same, "deep/er/a.csv": "x\n" },
      head: { ...same, "deep/er/a.csv": "y\n", "deep/er/b.csv": "z\n" },
    });
    const { review, input } = seen();
    await perform(job(), { review });
    expect(input().pairs.map(({ head }) => head?.path)).toEqual(["deep/er/a.csv", "deep/er/b.csv"]);
    expect(input().context.map(({ path }) => path)).toEqual(["same/1.csv", "same/2.csv", "same/3.csv"]);
    const trees = github.requests
      .filter(({ path }) => path.includes("/git/trees/"))
      .map(({ path, query }) => `${path} ${query.recursive}`);
    expect(new Set(trees).size).toBe(trees.length);
  });

  test("more than 50 annotations are appended in batches, and the budget holds", async () => {
    start({
      base: { ".github/dataset-review.yml": "annotations: { budget: 120 }" },
      head: { ".github/dataset-review.yml": "annotations: { budget: 120 }", "data/feedback.jsonl": "{}\n" },
    });
    await perform(job(), { review: seen(largeResult(150, 150)).review });
    const sizes = github.writes().map(({ body }) => body.output?.annotations?.length ?? 0);
    expect(sizes).toEqual([0, 50, 50, 20]);
    expect(github.writes().map(({ body }) => body.status)).toEqual([
      "in_progress",
      undefined,
      undefined,
      "completed",
    ]);
  });

  test("a retry after a crash in the middle posts only what is missing", async () => {
    start({ head: { "data/feedback.jsonl": "{}\n" } });
    const answer = largeResult(40, 40);
    await perform(job(), { review: seen(answer).review });
    const all = lastWrite().output?.annotations ?? [];
    expect(all).toHaveLength(40);
    nock.cleanAll();

    const mine = {
      id: 99,
      external_id: `pull_request/7/${job().id}`,
      status: "in_progress",
      output: { annotations_count: 30 },
    };
    start({ head: { "data/feedback.jsonl": "{}\n" }, runs: [mine] });
    const there = all.slice(0, 30).map((annotation) => ({
      ...annotation,
      start_column: null,
      end_column: null,
      raw_details: null,
      blob_href: "https://github.com/",
    }));
    github.api.get(`${here}/check-runs/99/annotations`).query(true).reply(200, there);
    await perform(job({ attempt: 2 }), { review: seen(answer).review });
    expect(github.writes().map(({ method }) => method)).toEqual(["PATCH"]);
    expect(lastWrite().output?.annotations).toEqual(all.slice(30));
  });
});

describe("files that cannot be read are named, never skipped", () => {
  async function notAnalysed(options: FakeOptions) {
    start(options);
    const { review, input } = seen(result());
    await perform(job(), { review });
    return input().notAnalysed;
  }

  test("symbolic links and submodules", async () => {
    const link = { mode: "120000", sha: "1".repeat(40), size: 5 };
    const module = { mode: "160000", sha: "2".repeat(40) };
    const named = await notAnalysed({ head: { "link.csv": link, "module.csv": module } });
    expect(named.map(({ path }) => path)).toEqual(["link.csv", "module.csv"]);
    expect(named[0]?.reason).toContain("symbolic link");
    expect(named[1]?.reason).toContain("submodule");
  });

  test("a file above the configured limit, and one above what the API serves", async () => {
    const config = { ".github/dataset-review.yml": "limits: { maxFileBytes: 1024 }" };
    const [tooLarge] = await notAnalysed({ base: config, head: { ...config, "a.csv": "x".repeat(1025) } });
    expect(tooLarge).toMatchObject({ path: "a.csv", reason: expect.stringContaining("maxFileBytes") });
    nock.cleanAll();
    const huge = { mode: "100644", sha: "3".repeat(40), size: 100 * 1024 * 1024 + 1 };
    const [unserved] = await notAnalysed({ head: { "a.csv": huge } });
    expect(unserved?.reason).toContain("100 MB");
  });

  test.each([404, 410, 451])("a blob that GitHub does not give (%i)", async (status) => {
    const sha = "4".repeat(40);
    nock("https://api.github.com").get(`${here}/git/blobs/${sha}`).times(3).reply(status, { message: "" });
    start({ head: { "a.csv": { mode: "100644", sha, size: 3 } } });
    const { review, input } = seen(result());
    await perform(job(), { review });
    expect(input().notAnalysed[0]?.reason).toContain(`does not give its content (status ${status})`);
  });

  test("two whose names are not UTF-8 and look the same: the second one does not hide behind the first", async () => {
    const item = (sha: string) => ({ path: "a\ufffd.csv", mode: "100644", type: "blob", sha, size: 3 });
    const tree = [item("5".repeat(40)), item("6".repeat(40))];
    nock("https://api.github.com")
      .get(`${here}/git/trees/${shas.head}?recursive=1`)
      .reply(200, { sha: shas.head, url: "https://api.github.com/tree", truncated: false, tree });
    start({ head: {} });
    const { review, input } = seen(result());
    await perform(job(), { review });
    expect(input().pairs).toEqual([]);
    expect(input().notAnalysed).toEqual([
      { path: "a\ufffd.csv", reason: expect.stringContaining("not UTF-8") },
    ]);
  });
});

describe("Git LFS", () => {
  const content = "text,label\nlarge,yes\n";
  const oid = createHash("sha256").update(content).digest("hex");
  const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${oid}\nsize ${content.length}\n`;
  const batch = (object: object) =>
    nock("https://github.com")
      .post(`/${owner}/${repo}.git/info/lfs/objects/batch`)
      .matchHeader("authorization", `Basic ${Buffer.from("x-access-token:a-token").toString("base64")}`)
      .reply(200, { objects: [{ oid, size: content.length, ...object }] });
  const offered = {
    actions: { download: { href: "https://lfs.example.com/object", header: { "x-key": "k" } } },
  };

  test("the content behind a pointer is reviewed", async () => {
    start({ head: { "a.csv": pointer } });
    batch(offered);
    nock("https://lfs.example.com", { reqheaders: { "x-key": "k" }, badheaders: ["authorization"] })
      .get("/object")
      .reply(200, content);
    const { review, texts } = seen();
    await perform(job(), { review });
    expect(texts.get("head:a.csv")).toBe(content);
  });

  test("an object that was never pushed is named", async () => {
    start({ head: { "a.csv": pointer } });
    batch({ error: { code: 404, message: "Object does not exist" } });
    const { review, input } = seen(result());
    await perform(job(), { review });
    expect(input().notAnalysed).toEqual([{ path: "a.csv", reason: expect.stringContaining("Git LFS") }]);
  });

  test("an answer that broke off is none: the review is tried again", async () => {
    start({ head: { "a.csv": pointer } });
    nock("https://github.com")
      .post(`/${owner}/${repo}.git/info/lfs/objects/batch`)
      .reply(200, JSON.stringify({ objects: [] }).slice(0, 5));
    const review = jest.fn<Review>();
    await expect(perform(job(), { review })).rejects.toMatchObject({ name: "BrokenAnswer" });
    expect(review).not.toHaveBeenCalled();
  });

  test("a token that was revoked meanwhile is replaced", async () => {
    start({ head: { "a.csv": pointer } });
    nock("https://github.com").post(`/${owner}/${repo}.git/info/lfs/objects/batch`).reply(401, {});
    batch(offered);
    nock("https://lfs.example.com").get("/object").reply(200, content);
    const { review, texts } = seen();
    await perform(job(), { review });
    expect(texts.get("head:a.csv")).toBe(content);
  });

  test("content with another hash is never reviewed", async () => {
    start({ head: { "a.csv": pointer } });
    batch(offered);
    nock("https://lfs.example.com").get("/object").times(3).reply(200, content.replace("yes", "noo"));
    const review = jest.fn<Review>();
    await expect(perform(job(), { review })).rejects.toThrow("hash");
    expect(review).not.toHaveBeenCalled();
  });
});

describe("when GitHub stumbles", () => {
  const patient = { retry: { retryAfterBaseValue: 1 }, throttle: { enabled: false } };

  test("5xx answers are tried again", async () => {
    let failures = 0;
    nock("https://api.github.com")
      .get(/\/git\/trees\//)
      .query(true)
      .twice()
      .reply(() => {
        failures++;
        return [502, { message: "Bad Gateway" }];
      });
    start({ head: { "a.csv": "x\n" }, client: patient });
    const { verdict } = await perform(job(), { review: seen().review });
    expect(failures).toBe(2);
    expect(verdict?.conclusion).toBe("success");
  });

  test("a secondary rate limit is waited for as long as Retry-After says", async () => {
    nock("https://api.github.com")
      .get(/\/compare\//)
      .query(true)
      .reply(403, { message: "You have exceeded a secondary rate limit" }, { "retry-after": "2" });
    start({
      head: { "a.csv": "x\n" },
      client: { retry: { enabled: false }, throttle: { retryAfterBaseValue: 20 } },
    });
    const started = performance.now();
    await perform(job(), { review: seen().review });
    // 2 "seconds" of 20 ms.
    expect(performance.now() - started).toBeGreaterThanOrEqual(40);
    expect(github.requests.filter(({ path }) => path.includes("/compare/"))).toHaveLength(2);
  });

  test("a limit that lasts longer is the queue's to wait for", async () => {
    nock("https://api.github.com")
      .get(/\/compare\//)
      .query(true)
      .reply(403, { message: "You have exceeded a secondary rate limit" }, { "retry-after": "900" });
    start({
      head: { "a.csv": "x\n" },
      client: { retry: { enabled: false }, throttle: { retryAfterBaseValue: 1 } },
    });
    const error: unknown = await perform(job(), { review: seen().review }).catch((e: unknown) => e);
    expect(retryAfterMs(error)).toBe(900_000);
  });

  test("bytes that arrive broken are fetched again", async () => {
    const text = "text,label\nx,y\n";
    nock("https://api.github.com")
      .get(`${here}/git/blobs/${gitBlobSha(text)}`)
      .reply(200, text.replace("x", "z"), { "content-type": "application/vnd.github.raw" });
    start({ head: { "a.csv": text } });
    const { review, texts } = seen();
    await perform(job(), { review });
    expect(texts.get("head:a.csv")).toBe(text);
  });

  test("nothing stays on the disk, whatever happens", async () => {
    const folders = () =>
      readdirSync(tmpdir()).filter((name) => name.startsWith(`dataset-review-${process.pid}-`));
    const before = folders();
    start({ head: { "a.csv": "x\n" } });
    const review: Review = () => Promise.reject(new Error("out of order"));
    await expect(perform(job(), { review })).rejects.toThrow("out of order");
    expect(folders().filter((name) => !before.includes(name))).toEqual([]);
    expect(github.writes()).toHaveLength(1);
  });
});

describe("the configuration", () => {
  test("is that of the base branch's tip; a pull request that changes it is told so", async () => {
    start({
      tip: { ".github/dataset-review.yml": "include: ['a.csv']", "a.csv": "1\n" },
      head: { ".github/dataset-review.yml": "exclude: ['**']", "a.csv": "2\n", "b.csv": "3\n" },
    });
    const { review, input } = seen();
    await perform(job(), { review });
    expect(input().pairs.map(({ head }) => head?.path)).toEqual(["a.csv"]);
    expect(lastSummary()).toContain("dataset-review.yml");
  });

  test.each([
    ["a misspelt key", { ".github/dataset-review.yml": "# ours\npolcy: {}\n" }, /:2.*polcy.*policy/s],
    ["two files", { ".github/dataset-review.yml": "", ".github/dataset-review.yaml": "" }, /Keep one/],
    [
      "a link",
      { ".github/dataset-review.yml": { mode: "120000", sha: "5".repeat(40), size: 3 } },
      /regular file/,
    ],
  ])("%s fails the check and says where", async (_, base, words) => {
    // What changes data is reviewed under the defaults, and fails with the way out.
    start({ base, head: { ...base, "a.csv": "x\n" } });
    const { review, input } = seen();
    await perform(job(), { review });
    expect(input().pairs).toHaveLength(1);
    expect(lastWrite()).toMatchObject({ conclusion: "failure" });
    expect(lastSummary().replaceAll("\\", "")).toMatch(words);
    expect(lastSummary()).toContain("changes nothing but the configuration");
  });

  const broken = { ".github/dataset-review.yml": "# ours\npolcy: {}\n" };
  const sound = { ".github/dataset-review.yml": "exclude: ['data/**']\n" };

  test("a pull request that breaks it fails with the line, whatever else it changes", async () => {
    for (const more of [{}, { "a.csv": "x\n" }]) {
      nock.cleanAll();
      start({ head: { ...broken, ...more } });
      await perform(job({ force: true }), { review: seen().review });
      expect(lastWrite()).toMatchObject({ conclusion: "failure" });
      expect(lastSummary().replaceAll("\\", "")).toMatch(/:2.*polcy.*Correct it in this pull request/s);
    }
  });

  test("one that mends it, and nothing else, is let through", async () => {
    start({ base: broken, head: sound });
    await perform(job(), { review: jest.fn<Review>() });
    expect(lastWrite()).toMatchObject({ conclusion: "neutral" });
    nock.cleanAll();
    // With data in it, nobody can tell by which rules it should be reviewed.
    start({ base: broken, head: { ...sound, "a.csv": "x\n" } });
    await perform(job({ force: true }), { review: seen().review });
    expect(lastWrite()).toMatchObject({ conclusion: "failure" });
  });

  test("what a change would take away is said: files that would not be reviewed, signals that would not block", async () => {
    const caps = "policy: {atMost: {one-sided-phrase: info, label-balance-shift: warning}}\n";
    const data = { "data/a.csv": "x\n", "data/`b`.csv": "x\n", "kept.csv": "x\n" };
    const rules = { ".github/dataset-review.yml": `exclude: ['data/**']\n${caps}` };
    start({ base: data, head: { ...data, ...rules } });
    await perform(job(), { review: jest.fn<Review>() });
    expect(lastWrite()).toMatchObject({ conclusion: "neutral" });
    expect(lastSummary()).toContain("2 of 3 dataset files would no longer be reviewed");
    expect(lastSummary()).toMatch(/`data\/a\.csv`/);
    expect(lastSummary()).not.toContain("`kept.csv`");
    expect(lastSummary()).toContain("`one-sided-phrase` would only be mentioned");
    expect(lastSummary()).toContain("`label-balance-shift` would no longer block");
    nock.cleanAll();
    // Together with data it is said beside what was found.
    start({ base: data, head: { ...data, ...rules, "kept.csv": "y\n" } });
    await perform(job(), { review: seen(result()).review });
    expect(lastSummary()).toContain("2 of 3 dataset files would no longer be reviewed");
  });

  test("a change of the rules alone is no pass, and says what it does", async () => {
    start({ head: sound });
    await perform(job(), { review: jest.fn<Review>() });
    expect(lastWrite()).toMatchObject({
      conclusion: "neutral",
      output: { title: expect.stringMatching(/rules/) },
    });
    expect(lastSummary()).toMatch(/exclude.*becomes.*data\/\*\*/);
  });

  test("findings that the base branch's file accepts count as accepted; the head's file accepts nothing", async () => {
    const accepted = [...decisionHashes(result(), null)].map(([finding, hash]) => ({
      finding,
      rows: `sha256:${hash}`,
      reason: "new-topic",
      note: "A new product",
      by: "kim",
      at: "2026-11-29T08:00:00Z",
    }));
    const file = { [acceptedPath]: withEntries(null, accepted) };
    start({ tip: file, base: {}, head: { "a.csv": "x\n" } });
    await perform(job(), { review: () => Promise.resolve(result()) });
    expect(lastWrite()).toMatchObject({ conclusion: "success", actions: [] });
    expect(lastSummary().replaceAll("\\", "")).toMatch(/accepted by kim.*new-topic: A new product/);
    nock.cleanAll();
    start({ head: { ...file, "a.csv": "x\n" } });
    await perform(job({ force: true }), { review: () => Promise.resolve(result()) });
    expect(lastWrite()).toMatchObject({ conclusion: "failure" });
    expect(lastSummary()).toContain("accepted.yml");
    nock.cleanAll();
    // By itself it is a change of the rules.
    start({ head: file });
    await perform(job({ force: true }), { review: jest.fn<Review>() });
    expect(lastWrite()).toMatchObject({ conclusion: "neutral" });
    expect(lastSummary()).toMatch(/becomes accepted.*kim/);
    nock.cleanAll();
    start({ tip: { [acceptedPath]: "acepted: []\n" }, head: { "a.csv": "x\n" } });
    await perform(job({ force: true }), { review: seen().review });
    expect(lastWrite()).toMatchObject({ conclusion: "failure" });
    expect(lastSummary().replaceAll("\\", "")).toMatch(/accepted\.yml:1.*acepted/);
  });

  test("files that decide about the data are named where they change with it", async () => {
    const rules = { ".gitattributes": "*.csv binary\n", ".github/workflows/ci.yml": "on: push\n" };
    start({ head: { ...rules, "src/a.py": "", "load.py": "", "a.csv": "x\n" } });
    await perform(job(), { review: seen().review });
    expect(lastSummary()).toMatch(/\.gitattributes.*ci\.yml.*load\.py/);
    expect(lastSummary()).not.toContain("src/a.py");
  });
});

describe("the report page", () => {
  const reportUrl = (id: string) => `https://review.example.org/reports/${id}`;
  const address = reportUrl("11111111-2222-3333-4444-555555555555");
  const files = (config: string) => ({
    base: { ".github/dataset-review.yml": config },
    head: { ".github/dataset-review.yml": config, "data/feedback.jsonl": "{}\n" },
  });
  const review: Review = () => Promise.resolve(result());

  test("is linked and kept, under the repository's own id, where the repository lets row text be stored", async () => {
    start(files("storeRowText: on"));
    github.api.get(here).reply(200, sampleReply("GET /repos/{owner}/{repo}", { id: 4711 }));
    await perform(job(), { review, reportUrl });
    expect(lastSummary()).toContain(address);
    expect(JSON.parse((await store.reviews.report(job().id))!)).toMatchObject({
      repositoryId: 4711,
      context: {
        repository: {
          owner,
          repo,
          htmlUrl: "https://github.com",
          headSha: shas.head,
          baseSha: shas.base,
        },
        pullNumber,
        docsUrl: null,
        notices: [],
      },
    });
  });

  test.each([
    ["by default", ""],
    ["with reports off", "storeRowText: on\nreports: off"],
  ])("is neither linked nor kept %s", async (_, config) => {
    start(files(config));
    const { verdict } = await perform(job(), { review, reportUrl });
    expect(lastSummary()).not.toContain(address);
    expect(verdict).toMatchObject({ conclusion: "failure" });
    expect(await store.reviews.report(job().id)).toBeNull();
  });
});

describe("runs of ours that are there already", () => {
  const other = {
    id: 50,
    external_id: "pull_request/7/other",
    status: "completed",
    conclusion: "success",
    head_sha: shas.head,
  };

  test("one that GitHub ended itself says nothing of the head", async () => {
    start({ head: { "a.csv": "x\n" }, runs: [{ ...other, conclusion: "timed_out" }] });
    const { verdict } = await perform(job(), { review: seen().review });
    expect(verdict?.conclusion).toBe("success");
  });

  test("a completed one is enough, unless a person asks again", async () => {
    start({ head: { "a.csv": "x\n" }, runs: [other] });
    expect(await perform(job(), { review: seen().review })).toMatchObject({
      verdict: null,
    });
    expect(github.writes()).toEqual([]);
    await perform(job({ force: true }), { review: seen().review });
    expect(github.writes().map(({ method }) => method)).toEqual(["POST", "PATCH"]);
  });

  test("left open by nobody knows whom, or made twice, are ended; the review goes on in one", async () => {
    const open = { ...other, status: "in_progress", conclusion: null };
    const mine = { ...open, external_id: `pull_request/7/${job().id}` };
    const isOpen = ({ id }: { id: number }) => !github.writes().some(({ path }) => path.endsWith(`/${id}`));
    const runs = [open, { ...mine, id: 51 }, { ...mine, id: 52 }];
    start({ head: { "a.csv": "x\n" }, runs: () => runs.filter(isOpen) });
    await perform(job(), { review: seen().review });
    const ends = github.writes().filter(({ body }) => body.status === "completed");
    expect(ends.map(({ path, body }) => [path.split("/").at(-1), body.conclusion])).toEqual([
      ["51", "cancelled"],
      ["50", "cancelled"],
      ["52", "success"],
    ]);
  });

  test("a second one that GitHub had not listed at first is ended with the review, and beside a completed one", async () => {
    const mine = {
      ...other,
      id: 51,
      external_id: `pull_request/7/${job().id}`,
      status: "in_progress",
      conclusion: null,
    };
    const lists = [[], [mine]];
    start({ head: { "a.csv": "x\n" }, runs: () => lists.shift() ?? [mine] });
    await perform(job(), { review: seen().review });
    const ends = github.writes().filter(({ body }) => body.status === "completed");
    expect(ends.map(({ path, body }) => [path.split("/").at(-1), body.conclusion])).toEqual([
      ["51", "cancelled"],
      ["99", "success"],
    ]);
    nock.cleanAll();
    start({ head: { "a.csv": "x\n" }, runs: [other, mine] });
    await perform(job(), { review: seen().review });
    expect(github.writes().map(({ path }) => path.split("/").at(-1))).toEqual(["51"]);
  });

  test("what GitHub refuses as it is, is posted without annotations, at once", async () => {
    start({ head: { "a.csv": "x\n" } });
    let refusals = 0;
    github.octokit.hook.before("request", ({ method, output }) => {
      if (method !== "PATCH" || (output as { annotations?: unknown } | undefined)?.annotations === undefined)
        return;
      refusals += 1;
      throw Object.assign(new Error("Invalid request."), { status: 422 });
    });
    await perform(job(), { review: () => Promise.resolve(largeResult(1, 3)) });
    expect(github.writes().map(({ method }) => method)).toEqual(["POST", "PATCH"]);
    expect(refusals).toBe(1);
    expect(lastWrite()).toMatchObject({ status: "completed" });
    expect(lastWrite().output).not.toHaveProperty("annotations");
  });

  test("a re-run of a suite finds the pull request by our mark, or in GitHub's list", async () => {
    const suite = job({ pullNumber: null, force: true });
    start({ head: { "a.csv": "x\n" }, runs: [other] });
    expect(await jobsForCommit(suite, github.octokit)).toEqual([{ ...suite, pullNumber: 7 }]);
    nock.cleanAll();
    start({ head: { "a.csv": "x\n" } });
    github.api
      .get(`${here}/commits/${shas.head}/pulls`)
      .query(true)
      .reply(200, [
        listedPull({ number: 8, state: "open", head: { sha: shas.head } }),
        listedPull({ number: 9, state: "closed", head: { sha: shas.head } }),
        listedPull({ number: 10, state: "open", head: { sha: shas.base } }),
      ]);
    expect(await jobsForCommit(suite, github.octokit)).toEqual([{ ...suite, pullNumber: 8 }]);
  });

  test("a pass does not stand while the same commit fails in another open pull request", async () => {
    const failing = { ...other, id: 60, external_id: "pull_request/8/other", conclusion: "failure" };
    start({ head: { "a.csv": "x\n" }, runs: [failing] });
    github.api.get(`${here}/pulls/8`).reply(200, listedPullDetails(8));
    const { verdict } = await perform(job(), { review: seen().review });
    expect(verdict?.conclusion).toBe("failure");
    expect(lastSummary()).toContain("#8");
  });

  test("a failure takes back a pass that the same commit got meanwhile elsewhere", async () => {
    const passing = { ...other, id: 160, external_id: "pull_request/8/other" };
    start({ head: { "a.csv": "x\n" }, runs: [passing] });
    await perform(job(), { review: seen(result()).review });
    expect(github.writes().map(({ path, body }) => [path.split("/").at(-1), body.conclusion])).toEqual([
      ["check-runs", undefined],
      ["99", "failure"],
      ["160", "failure"],
    ]);
  });

  test("a pass is looked at again where another review of the commit ends at the same moment", async () => {
    const running = { ...other, id: 60, external_id: "pull_request/8/other", status: "in_progress" };
    const runs = [{ ...running, conclusion: null }];
    start({ head: { "a.csv": "x\n" }, runs });
    github.api.get(`${here}/pulls/8`).reply(200, listedPullDetails(8));
    // It fails while ours is being posted.
    github.octokit.hook.before("request", ({ method, conclusion }) => {
      if (method === "PATCH" && conclusion === "success")
        runs.splice(0, 1, { ...running, status: "completed", conclusion: "failure" as never });
    });
    const { verdict } = await perform(job(), { review: seen().review });
    expect(verdict?.conclusion).toBe("failure");
    expect(github.writes().map(({ body }) => body.conclusion)).toEqual([undefined, "success", "failure"]);
  });

  test("an attempt that stopped right after its end is finished by the next: passes of the same commit agree with failures", async () => {
    const mine = { ...other, id: 90, external_id: `pull_request/7/${job().id}` };
    const [passing, failing] = [
      { ...other, id: 160, external_id: "pull_request/8/other" },
      { ...other, id: 60, external_id: "pull_request/8/other", conclusion: "failure" },
    ];
    const ends = () => github.writes().map(({ path, body }) => [path.split("/").at(-1), body.conclusion]);
    start({ head: { "a.csv": "x\n" }, runs: [passing, { ...mine, conclusion: "failure" }] });
    await perform(job(), { review: seen().review });
    expect(ends()).toEqual([["160", "failure"]]);
    nock.cleanAll();
    start({ head: { "a.csv": "x\n" }, runs: [mine, failing] });
    github.api.get(`${here}/pulls/8`).reply(200, listedPullDetails(8));
    await perform(job(), { review: seen().review });
    expect(ends()).toEqual([["90", "failure"]]);
  });

  test.each([403, 404, 422])("where nobody can be told any more (%i), giving up ends too", async (status) => {
    const refuse = nock("https://api.github.com").post(/\/check-runs$/);
    refuse.reply(status, { message: "No commit found for SHA" });
    start();
    expect(await giveUp(job({ exhausted: "it failed" }), github.octokit)).toBe(false);
    expect(github.writes().map(({ method }) => method)).toEqual(["POST"]);
  });

  test("a limit and a suspension are not the end: giving up is tried again", async () => {
    const refuse = nock("https://api.github.com").post(/\/check-runs$/);
    refuse.reply(403, { message: "You have exceeded a secondary rate limit." });
    refuse.reply(403, { message: "This installation has been suspended" });
    start();
    await expect(giveUp(job(), github.octokit)).rejects.toMatchObject({ status: 403 });
    await expect(giveUp(job(), github.octokit)).rejects.toMatchObject({ status: 403 });
  });

  test("what the App may not read fails at once, and says whose part it is", async () => {
    const refuse = nock("https://api.github.com").get(/\/git\/trees\//);
    refuse.query(true).reply(403, { message: "Resource not accessible by integration" });
    start();
    const { verdict } = await perform(job(), { review: seen().review });
    expect(verdict?.conclusion).toBe("failure");
    expect(lastWrite().output?.summary).toContain("An owner has to accept the permissions");
  });

  test("giving up fails the run in progress, or makes one; withdrawing cancels it", async () => {
    const mine = { id: 99, external_id: `pull_request/7/${job().id}`, status: "in_progress" };
    start({ runs: [mine] });
    expect(await giveUp(job(), github.octokit)).toBe(true);
    expect(lastWrite()).toMatchObject({
      conclusion: "failure",
      output: { title: "The review could not be completed" },
    });
    await withdraw(job(), github.octokit);
    expect(lastWrite()).toMatchObject({ conclusion: "cancelled" });
    nock.cleanAll();
    start();
    await giveUp(job(), github.octokit);
    expect(github.writes().map(({ method }) => method)).toEqual(["POST", "PATCH"]);
  });
});

test("a merge group's own changes are reviewed against its base", async () => {
  start({ base: { "a.csv": "1\n" }, head: { "a.csv": "2\n" } });
  const { review, input } = seen();
  await perform(job({ kind: "merge_group", pullNumber: null }), { review });
  expect(github.requests.find(({ path }) => path.includes("/compare/"))?.path).toContain(
    `${shas.base}...${shas.head}`,
  );
  expect(input().pairs).toHaveLength(1);
  expect(lastWrite()).toMatchObject({ conclusion: "success" });
});

test("a re-run of a suite on a merge group's commit reviews the group again", async () => {
  const base = "d".repeat(40);
  const run = {
    id: 50,
    external_id: `merge_group//other/${base}`,
    status: "completed",
    conclusion: "failure",
  };
  start({ base: { "a.csv": "1\n" }, head: { "a.csv": "2\n" }, runs: [run] });
  const [group] = await jobsForCommit(job({ pullNumber: null, baseSha: null, force: true }), github.octokit);
  expect(group).toMatchObject({ kind: "merge_group", baseSha: base });
  await perform({ ...job(), ...group }, { review: seen().review });
  expect(github.writes()[0]?.body.external_id).toBe(`merge_group//${job().id}/${base}`);
  // Against what the group was built on. The default branch may hold the rows already, on their way to another one.
  expect(github.requests.find(({ path }) => path.includes("/compare/"))?.path).toContain(`/${base}...`);
  expect(lastWrite()).toMatchObject({ conclusion: "success" });
});

test("a re-run of a merge group whose base nobody knows fails and says what to do", async () => {
  start({ base: { "a.csv": "1\n" }, head: { "a.csv": "2\n" } });
  const review = jest.fn<Review>();
  const group = job({ kind: "merge_group", pullNumber: null, baseSha: null, force: true });
  await perform(group, { review });
  expect(review).not.toHaveBeenCalled();
  expect(lastWrite()).toMatchObject({ conclusion: "failure" });
  expect(lastSummary()).toContain("out of the queue");
});

test("a re-run of a suite on a branch's tip repeats the first check", async () => {
  const run = { id: 50, external_id: "installation//other", status: "completed", conclusion: "success" };
  start({ runs: [run] });
  github.api.get(`${here}/commits/${shas.head}/pulls`).query(true).reply(200, []);
  const suite = job({ pullNumber: null, force: true });
  expect(await jobsForCommit(suite, github.octokit)).toEqual([{ ...suite, kind: "installation" }]);
});

test("a merge group that brings in exactly what a pull request passed with passes at once", async () => {
  const group = job({ kind: "merge_group", pullNumber: null });
  start({ base: { "a.csv": "1\n", "b.csv": "1\n" }, head: { "a.csv": "2\n", "b.csv": "1\n" } });
  await perform(job(), { review: seen().review });
  const review = jest.fn<Review>();
  await perform(group, { review });
  expect(review).not.toHaveBeenCalled();
  expect(lastWrite()).toMatchObject({ conclusion: "success" });
  expect(lastWrite().output?.title).toContain("Reviewed already");

  // Another row in the data it is judged against, and it is another review.
  nock.cleanAll();
  start({ base: { "a.csv": "1\n", "b.csv": "9\n" }, head: { "a.csv": "2\n", "b.csv": "9\n" } });
  const { review: again, input } = seen();
  await perform(group, { review: again });
  expect(input().pairs).toHaveLength(1);
});

test("a failed review is not remembered as passed", async () => {
  start({ head: { "a.csv": "2\n" } });
  await perform(job(), { review: seen(result()).review });
  // The very same in a merge group is reviewed.
  const { review, input } = seen();
  await perform(job({ kind: "merge_group", pullNumber: null }), { review });
  expect(input().pairs).toHaveLength(1);
});

test("at installation the newest commit gets a first check with what was found", async () => {
  start({ head: { "data/a.jsonl": "{}\n", "README.md": "x" } });
  github.api.get(here).reply(200, sampleRepository());
  github.api.get(`${here}/commits/heads%2Fmain`).query(true).reply(200, sampleCommit());
  await postFirstCheck(
    job({ kind: "installation", pullNumber: null, headSha: "HEAD" }),
    toolsWith({ review: jest.fn<Review>() }),
  );
  expect(github.writes()[0]?.body).toMatchObject({ head_sha: shas.head });
  expect(lastWrite()).toMatchObject({
    conclusion: "success",
    output: { title: "Ready. 1 dataset file found" },
  });
  expect(lastSummary()).toContain('- "data/**/*.jsonl"');
});

const sampleRepository = () => sampleReply("GET /repos/{owner}/{repo}", { default_branch: "main" });
const sampleCommit = () => sampleReply("GET /repos/{owner}/{repo}/commits/{ref}", { sha: shas.head });
const listedPullDetails = (number: number) =>
  sampleReply("GET /repos/{owner}/{repo}/pulls/{pull_number}", {
    number,
    state: "open",
    head: { sha: shas.head },
  });
