/**
 * What profiles save, asked of the worker over the stand-in for GitHub that the tests use (of the program as built):
 *
 * 1. bytes downloaded, requests and processor time of a review of 100 rows added, and of 100 edited as well, without and
 *    with what the service keeps of the base; and of the push that prepares for it;
 * 2. processor time of the profile of a version to which 100 rows were added, built from all rows and from the profile of
 *    the version before.
 *
 *   npm run bench:downloads -- [--rows N] [--profile-rows N]
 *
 * Processor time is that of the whole process, the stand-in's part in it. Files above 100 MB are no blobs at GitHub.
 */
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import nock from "nock";
import { defaultConfig } from "../src/config/schema.ts";
import type { JobKind } from "../src/model/job.ts";
import { openStore } from "../src/store/open.ts";
import type { Store } from "../src/store/store.ts";
import { diskSource } from "../src/versions/disk-source.ts";
import { profileInThread } from "../src/worker/in-thread.ts";
import { reviewHandlers } from "../src/worker/review-job.ts";
import {
  fakeGitHub,
  gitBlobSha,
  owner,
  pullNumber,
  type RecordedBody,
  repo,
  shas,
} from "../test/support/fake-github.ts";
import { claimed } from "../test/support/in-memory-queue.ts";
import { baseRows, headRows, writeRows } from "./speed/generate.ts";

const { values } = parseArgs({
  options: {
    rows: { type: "string", default: "400000" },
    "profile-rows": { type: "string", default: "1000000" },
  },
});
const thread = new URL("../dist/thread.js", import.meta.url);
const limits = { memoryMb: 2_048, timeoutMs: 600_000 };
const profiles = { secret: "a secret of the service, for this run", mostBytes: 1 << 30 };
const file = "data/rows.jsonl";

function processorSeconds(): () => number {
  const start = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(start);
    return Math.round((user + system) / 1e4) / 100;
  };
}

interface Repository {
  readonly base: Buffer;
  readonly head: Buffer;
  readonly patches: boolean;
}

/** One job of a worker; `shown` is what it posted at the end. */
async function work(store: Store, keeps: boolean, kind: JobKind, repository: Repository) {
  nock.cleanAll();
  const { base, head, patches } = repository;
  const github = fakeGitHub({ base: { [file]: base }, head: { [file]: head }, patches });
  const isPush = kind === "push";
  const id = "11111111-2222-3333-4444-555555555555";
  const place = { installationId: 1, owner, repo, accountId: 2, force: false };
  const commits = isPush
    ? { headSha: patches ? shas.head : shas.base, baseSha: patches ? shas.base : null }
    : { headSha: shas.head, baseSha: shas.base };
  const handlers = reviewHandlers({
    store,
    octokitFor: () => Promise.resolve(github.octokit),
    limits,
    thread,
    rowHashKey: "a key",
    reportUrl: null,
    profiles: keeps ? profiles : null,
    onConclusion: () => undefined,
  });
  const spent = processorSeconds();
  const job = claimed({ ...place, kind, pullNumber: isPush ? null : pullNumber, ...commits }, { id });
  await handlers.perform(job, new AbortController().signal, () => undefined);
  const sizes = new Map([base, head].map((bytes) => [gitBlobSha(bytes), bytes.length]));
  const blobs = github.requests.flatMap(({ path: url }) => /\/git\/blobs\/(.*)/.exec(url)?.[1] ?? []);
  return {
    row: {
      "blobs downloaded": blobs.length,
      MB: Math.round(blobs.reduce((sum, sha) => sum + (sizes.get(sha) ?? 0), 0) / 1e5) / 10,
      requests: github.requests.length,
      "processor s": spent(),
    },
    shown: JSON.stringify(outcomeOf(github.writes().at(-1)?.body)),
  };
}

/** What a maintainer sees of a finished check run. */
function outcomeOf(body: RecordedBody | undefined): unknown {
  return [body?.conclusion, body?.output];
}

/** The same file with 100 rows in other words, evenly spread, and 100 rows more. */
function edited(appended: Buffer, rows: number): Buffer {
  const every = Math.floor(rows / 100);
  const lines = appended.toString().split("\n");
  for (let line = 7; line < rows; line += every)
    lines[line] = lines[line]!.replace('"text":"', '"text":"now ');
  return Buffer.from(lines.join("\n"));
}

async function measureReviews(folder: string, rows: number): Promise<boolean> {
  const place = (name: string): string => path.join(folder, name);
  await writeRows(place("base"), baseRows(rows), "jsonl");
  await writeRows(place("head"), headRows(rows, "hundred"), "jsonl");
  const base = readFileSync(place("base"));
  const appended = readFileSync(place("head"));
  const both = edited(appended, rows);
  console.log(`\n${rows} rows, ${(base.length / 1e6).toFixed(1)} MB`);
  const table: Record<string, object> = {};
  const shown: string[] = [];
  const plain = await openStore({ url: place("plain.db") });
  const keeping = await openStore({ url: place("keeping.db") });
  const run = async (name: string, store: Store, kind: JobKind, head: Buffer, patches: boolean) => {
    const { row, shown: said } = await work(store, store === keeping, kind, { base, head, patches });
    table[name] = row;
    if (kind !== "push") shown.push(said);
  };
  await run("review of edits, no profile, no patch", plain, "pull_request", both, false);
  await run("review of rows added, no profile, no patch", plain, "pull_request", appended, false);
  await run("push of the base", keeping, "push", appended, false);
  await run("review of edits, profile, no patch", keeping, "pull_request", both, false);
  await run("review of rows added, profile, no patch", keeping, "pull_request", appended, false);
  await run("review of edits, profile, patch", keeping, "pull_request", both, true);
  await run("review of rows added, profile, patch", keeping, "pull_request", appended, true);
  await run("push of the rows added, patch", keeping, "push", appended, true);
  await Promise.all([plain.close(), keeping.close()]);
  console.table(table);
  // Edits in three ways, additions in three ways: each must have posted the same.
  const [edits, additions] = [
    new Set([0, 2, 4].map((i) => shown[i])),
    new Set([1, 3, 5].map((i) => shown[i])),
  ];
  return edits.size === 1 && additions.size === 1;
}

async function measureProfiles(folder: string, rows: number): Promise<boolean> {
  const place = (name: string): string => path.join(folder, name);
  await writeRows(place("before"), baseRows(rows), "jsonl");
  await writeRows(place("after"), headRows(rows, "hundred"), "jsonl");
  const version = (name: string) => {
    const { size } = statSync(place(name));
    return { path: file, source: { ...diskSource(place(name), size), size } };
  };
  const before = version("before");
  const profile = await profileInThread(thread, before, null, defaultConfig, limits);
  const table: Record<string, object> = {};
  const made: Buffer[] = [];
  for (const [name, earlier] of [
    ["built from all rows", null],
    ["from the profile before", { profile: profile!, size: before.source.size }],
  ] as const) {
    const spent = processorSeconds();
    const bytes = await profileInThread(thread, version("after"), earlier, defaultConfig, limits);
    table[name] = { "processor s": spent(), MB: Math.round(bytes!.length / 1e5) / 10 };
    made.push(Buffer.from(bytes!));
  }
  console.log(`\nProfile of ${rows} rows and 100 more`);
  console.table(table);
  return made[0]!.equals(made[1]!);
}

const folder = mkdtempSync(path.join(tmpdir(), "dr-downloads-"));
try {
  const same = [
    await measureReviews(folder, Number(values.rows)),
    await measureProfiles(folder, Number(values["profile-rows"])),
  ];
  if (same.includes(false)) console.error("The results differ.");
  process.exitCode = same.includes(false) ? 1 : 0;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
