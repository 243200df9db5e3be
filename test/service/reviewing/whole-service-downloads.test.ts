import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "@jest/globals";
import nock from "nock";
import { jobHandlers } from "../../../src/service/do-job.ts";
import { openStore } from "../../../src/store/open.ts";
import { type FakeFiles, fakeGitHub, owner, pullNumber, repo, shas } from "../../support/fake-github.ts";
import { claimed } from "../../support/in-memory-queue.ts";
import { transpileSources } from "../../support/transpiled.ts";

let home: string;
let sources: ReturnType<typeof transpileSources>;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), "dr-service-"));
  sources = transpileSources();
});
afterAll(() => {
  sources.remove();
  rmSync(home, { recursive: true, force: true });
});
afterEach(() => {
  nock.cleanAll();
});

const id = "11111111-2222-3333-4444-555555555555";
const place = { installationId: 1, owner, repo, accountId: 2, force: false };

interface Done {
  readonly downloads: readonly string[];
  /** Conclusion, title, summary and annotations of the finished check run, without the address of the report. */
  readonly shown: readonly unknown[];
}

/** Has a worker with a database of its own review the pull request. */
async function work(
  name: string,
  options: { base: FakeFiles; head: FakeFiles; patches?: boolean },
): Promise<Done> {
  const store = await openStore({ url: join(home, `${name}.db`) });
  nock.cleanAll();
  const github = fakeGitHub(options);
  const handlers = jobHandlers({
    store,
    octokitFor: () => Promise.resolve(github.octokit),
    limits: { memoryMb: 512, timeoutMs: 600_000 },
    thread: new URL("src/service/thread/thread.js", sources.url),
    rowHashKey: "key",
    reportUrl: null,
    onConclusion: () => undefined,
  });
  const commits = { headSha: shas.head, baseSha: shas.base };
  const job = claimed({ ...place, kind: "pull_request", pullNumber, ...commits }, { id });
  await handlers.perform(job, new AbortController().signal, () => undefined);
  await store.close();
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

test("a review with patches downloads one version of two, and the check says the very same", async () => {
  const base = { "data/rows.jsonl": rows(12_000), "data/few.csv": "text,label\nx,a\ny,b\n" };
  const head = {
    "data/rows.jsonl": rows(4_000) + planted + rows(7_990, 4_010),
    "data/few.csv": "text,label\nx,b\ny,b\n",
  };
  const without = await work("without", { base, head });
  expect(without.shown).toEqual([
    ["failure", expect.objectContaining({ summary: expect.stringContaining("Project Chimera") })],
  ]);
  expect(without.downloads).toHaveLength(4);
  const withPatch = await work("with", { base, head, patches: true });
  expect(withPatch.downloads).toHaveLength(2);
  expect(withPatch.shown).toEqual(without.shown);
});
