import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "@jest/globals";
import nock from "nock";
import type { JobKind } from "../../src/model/job.ts";
import { openStore } from "../../src/store/open.ts";
import type { Store } from "../../src/store/store.ts";
import { cachedProfiles } from "../../src/worker/profiles.ts";
import { reviewHandlers } from "../../src/worker/review-job.ts";
import {
  type FakeFiles,
  fakeGitHub,
  gitBlobSha,
  owner,
  pullNumber,
  repo,
  shas,
} from "../support/fake-github.ts";
import { claimed } from "../support/in-memory-queue.ts";
import { transpileSources } from "../support/transpiled.ts";

let home: string;
let sources: ReturnType<typeof transpileSources>;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), "dr-service-"));
  sources = transpileSources();
}, 60_000);
afterAll(() => {
  sources.remove();
  rmSync(home, { recursive: true, force: true });
});
afterEach(() => {
  nock.cleanAll();
});

const id = "11111111-2222-3333-4444-555555555555";
const place = { installationId: 1, owner, repo, accountId: 2, force: false };

/** A worker over a database of its own, and what it keeps of the data. */
async function worker(name: string, keeps: boolean) {
  const store = await openStore({ url: join(home, `${name}.db`) });
  const secret = "0123456789abcdef0123456789abcdef";
  return { store, profiles: keeps ? { secret, mostBytes: 1 << 26 } : null };
}

interface Done {
  readonly downloads: readonly string[];
  /** Conclusion, title, summary and annotations of the finished check run, without the address of the report. */
  readonly shown: readonly unknown[];
}

/** Has a worker do one job: review the pull request, or prepare what was pushed. */
async function work(
  { store, profiles }: { store: Store; profiles: { secret: string; mostBytes: number } | null },
  kind: JobKind,
  options: { base: FakeFiles; head?: FakeFiles; patches?: boolean },
  commits: { headSha: string; baseSha: string | null },
): Promise<Done> {
  nock.cleanAll();
  const github = fakeGitHub(options);
  const handlers = reviewHandlers({
    store,
    octokitFor: () => Promise.resolve(github.octokit),
    limits: { memoryMb: 512, timeoutMs: 60_000 },
    thread: new URL("src/worker/thread.js", sources.url),
    rowHashKey: "key",
    reportUrl: null,
    profiles,
    onConclusion: () => undefined,
  });
  const pull = kind === "pull_request" ? pullNumber : null;
  const job = claimed({ ...place, kind, pullNumber: pull, ...commits }, { id });
  await handlers.perform(job, new AbortController().signal, () => undefined);
  expect(github.problems).toEqual([]);
  const downloads = github.requests.flatMap(({ path }) => /\/git\/blobs\/(.*)/.exec(path)?.[1] ?? []);
  const ended = github.writes().filter(({ body }) => body.conclusion !== undefined);
  return { downloads, shown: ended.map(({ body: { conclusion, output } }) => [conclusion, output]) };
}

const words = "the parcel invoice came late and nobody knew anything of it at all".split(" ");
function rows(count: number, from = 0): string {
  return Array.from({ length: count }, (_, i) => {
    const n = from + i;
    const text = Array.from(
      { length: 9 },
      (_, at) => words[(n * (at + 3) + (n >> 3) * at) % words.length],
    ).join(" ");
    return `${JSON.stringify({ id: n, text: `${text} ${n}`, label: n % 3 === 0 ? "shipping" : "other" })}\n`;
  }).join("");
}
const planted = Array.from(
  { length: 30 },
  (_, i) =>
    `${JSON.stringify({ id: 90_000 + i, text: `the invoice of Project Chimera came ${i} late`, label: "shipping" })}\n`,
).join("");

test("a pull request to what was pushed is reviewed without its bytes, and the check says the very same", async () => {
  const base = { "data/rows.jsonl": rows(12_000), "data/few.csv": "text,label\nx,a\ny,b\n" };
  const appended = { ...base, "data/rows.jsonl": base["data/rows.jsonl"] + planted };
  const edited = {
    "data/rows.jsonl": rows(4_000) + planted + rows(7_990, 4_010),
    "data/few.csv": "text,label\nx,b\ny,b\n",
  };
  const push = { headSha: shas.base, baseSha: null };
  const pull = { headSha: shas.head, baseSha: shas.base };
  const keeping = await worker("keeping", true);
  const pushed = await work(keeping, "push", { base }, push);
  expect(pushed).toEqual({ downloads: [gitBlobSha(base["data/rows.jsonl"])], shown: [] });
  // What is kept is not downloaded again.
  expect((await work(keeping, "push", { base }, push)).downloads).toEqual([]);

  const plain = await worker("plain", false);
  const review = { base, head: edited, patches: true };
  const without = await work(plain, "pull_request", review, pull);
  expect(without.shown).toHaveLength(1);
  expect(without.shown).toEqual([
    ["failure", expect.objectContaining({ summary: expect.stringContaining("chimera") })],
  ]);
  // Of each pair one, the other follows by the patch.
  expect(without.downloads).toHaveLength(2);
  const withPatch = await work(keeping, "pull_request", review, pull);
  // Small files are not kept.
  expect(withPatch.downloads).toEqual([gitBlobSha(edited["data/few.csv"])]);
  expect(withPatch.shown).toEqual(without.shown);

  const added = { base, head: appended };
  const appendedPlain = await work(await worker("plain2", false), "pull_request", added, pull);
  const appendedKept = await work(keeping, "pull_request", added, pull);
  // The head, and the file that did not change, as reference.
  const needed = [appended["data/rows.jsonl"], base["data/few.csv"]].map(gitBlobSha);
  for (const { downloads } of [appendedPlain, appendedKept]) expect(downloads).toEqual(needed);
  expect(appendedKept.shown).toEqual(appendedPlain.shown);
  await plain.store.close();
  await keeping.store.close();
}, 120_000);

test("a push that adds rows has the profile that all rows make", async () => {
  const base = { "data/rows.jsonl": rows(12_000) };
  const head = { "data/rows.jsonl": rows(12_300) };
  const second = { headSha: shas.head, baseSha: shas.base };
  const made: Buffer[] = [];
  for (const first of [base, null]) {
    const service = await worker(first ? "continued" : "rebuilt", true);
    if (first) await work(service, "push", { base }, { headSha: shas.base, baseSha: null });
    const { downloads } = await work(service, "push", { base, head, patches: true }, second);
    expect(downloads).toEqual(first ? [] : [gitBlobSha(head["data/rows.jsonl"])]);
    const profiles = cachedProfiles(service.store.cache, { owner, repo }, service.profiles!);
    made.push(Buffer.from((await profiles.get(gitBlobSha(head["data/rows.jsonl"])))!));
    await service.store.close();
  }
  expect(made[0]!.equals(made[1]!)).toBe(true);
}, 120_000);

test("a push on what is kept is prepared from the patch alone, and from a download after a forced one", async () => {
  const base = { "data/rows.jsonl": rows(12_000) };
  const head = { "data/rows.jsonl": rows(12_000).replace("invoice", "bill") + rows(3, 20_000) };
  const keeping = await worker("pushes", true);
  await work(keeping, "push", { base }, { headSha: shas.base, baseSha: null });
  const second = { headSha: shas.head, baseSha: shas.base };
  expect((await work(keeping, "push", { base, head, patches: true }, second)).downloads).toEqual([]);
  // The new version is kept as the first one was.
  const pull = await work(keeping, "push", { base: head }, { headSha: shas.base, baseSha: null });
  expect(pull.downloads).toEqual([]);

  const other = await worker("forced", true);
  await work(other, "push", { base }, { headSha: shas.base, baseSha: null });
  // The merge base that GitHub names is not what the branch stood at before.
  const forced = { headSha: shas.head, baseSha: shas.tip };
  const { downloads } = await work(other, "push", { base, head, patches: true }, forced);
  expect(downloads).toEqual([gitBlobSha(head["data/rows.jsonl"])]);
  await keeping.store.close();
  await other.store.close();
}, 120_000);
