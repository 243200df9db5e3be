/**
 * What it saves to have one version of a file from the other: bytes downloaded, requests and processor time of a review of
 * 100 rows added, and of 100 edited as well, without and with GitHub's patches. Asked of the worker, over the stand-in for
 * GitHub that the tests use (of the program as built).
 *
 *   npm run bench:downloads -- [--rows N]
 *
 * Processor time is that of the whole process, the stand-in's part in it. Files above 100 MB are no blobs at GitHub.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import nock from "nock";
import { jobHandlers } from "../src/service/do-job.ts";
import { openStore } from "../src/store/open.ts";
import type { Store } from "../src/store/store.ts";
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
  },
});
const thread = new URL("../dist/thread.js", import.meta.url);
const limits = { memoryMb: 2_048, timeoutMs: 600_000 };
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

/** One review of a worker; `shown` is what it posted at the end. */
async function work(store: Store, { base, head, patches }: Repository) {
  nock.cleanAll();
  const github = fakeGitHub({ base: { [file]: base }, head: { [file]: head }, patches });
  const id = "11111111-2222-3333-4444-555555555555";
  const place = { installationId: 1, owner, repo, accountId: 2, force: false };
  const commits = { headSha: shas.head, baseSha: shas.base };
  const handlers = jobHandlers({
    store,
    octokitFor: () => Promise.resolve(github.octokit),
    limits,
    thread,
    rowHashKey: "a key",
    reportUrl: null,
    onConclusion: () => undefined,
  });
  const spent = processorSeconds();
  const job = claimed({ ...place, kind: "pull_request", pullNumber, ...commits }, { id });
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
  const store = await openStore({ url: place("reviews.db") });
  for (const [change, head] of [
    ["edits", both],
    ["rows added", appended],
  ] as const) {
    for (const patches of [false, true]) {
      const { row, shown: said } = await work(store, { base, head, patches });
      table[`${change}, ${patches ? "patch" : "no patch"}`] = row;
      shown.push(said);
    }
  }
  await store.close();
  console.table(table);
  // With a patch and without, each must have posted the same.
  return shown[0] === shown[1] && shown[2] === shown[3];
}

const folder = mkdtempSync(path.join(tmpdir(), "dr-downloads-"));
try {
  const same = await measureReviews(folder, Number(values.rows));
  if (!same) console.error("The results differ.");
  process.exitCode = same ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
