import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { defaultConfig } from "../../../src/config/schema.ts";
import { Interrupted } from "../../../src/model/interrupted.ts";
import type { ReviewInput } from "../../../src/review/review.ts";
import { ReviewFailed, ReviewLimitReached, reviewInThread } from "../../../src/service/thread/in-thread.ts";
import { fromRequest, toRequest } from "../../../src/service/thread/thread-messages.ts";

/** Threads that go wrong in the ways that a hostile file could make a review go wrong. */
const programs = {
  memory: `const hoard = []; for (;;) hoard.push(new Array(10_000).fill(Math.random()));`,
  endless: `for (;;);`,
  exit: `process.exit(0);`,
  crash: `throw new TypeError("quotes a row");`,
  environment: `parentPort.postMessage({ kind: "error", description: Object.keys(process.env).join() });`,
  answer: `parentPort.postMessage({ kind: "progress", event: { stage: "read", done: 1, total: 2, unit: "rows" } });
    parentPort.postMessage({ kind: "result", result: { labels: new Map([["a", workerData.dataset.pairs[0].head.path]]) } });`,
};

let home: string;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), "dr-thread-"));
  for (const [name, body] of Object.entries(programs)) {
    const head = `import { parentPort, workerData } from "node:worker_threads";\n`;
    writeFileSync(join(home, `${name}.mjs`), head + body);
  }
  writeFileSync(join(home, "head.jsonl"), '{"text":"a"}\n');
});
afterAll(() => {
  rmSync(home, { recursive: true, force: true });
});

const limits = { memoryMb: 64, timeoutMs: 600_000 };
const entry = (name: keyof typeof programs) => pathToFileURL(join(home, `${name}.mjs`));

const unread = {
  path: "data/c.arrow",
  reason: "is of a kind that is not read",
  remedy: "export it as JSON Lines",
  configuration: null,
  replaces: null,
  grade: "suspicious",
} as const;

function input(): ReviewInput {
  const source = { file: join(home, "head.jsonl"), size: 13, open: () => (async function* () {})() };
  return {
    dataset: {
      pairs: [{ base: null, head: { path: "data/a.jsonl", source } }],
      context: [],
      notAnalysed: [{ path: "b.csv", reason: "too large" }],
      notReviewed: [unread],
    },
    contributor: null,
    config: defaultConfig,
  };
}

const run = (name: keyof typeof programs, change = {}, signal?: AbortSignal) =>
  reviewInThread(entry(name), input(), { ...limits, ...change }, () => undefined, signal);

describe("a review in a thread", () => {
  test("that needs too much memory fails alone, and says what to do", async () => {
    const failure = run("memory");
    await expect(failure).rejects.toThrow(ReviewLimitReached);
    await expect(failure).rejects.toThrow(/more than 64 MB.*Split the pull request/);
  });

  test("that never ends is ended, while this thread goes on", async () => {
    let ticks = 0;
    const timer = setInterval(() => (ticks += 1), 10);
    await expect(run("endless", { timeoutMs: 500 })).rejects.toThrow(/longer than 1 s|longer than 0 s/);
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(2);
  });

  test("ends at once when it is no longer wanted, with the reason", async () => {
    const controller = new AbortController();
    const running = run("endless", {}, controller.signal);
    controller.abort(new Interrupted("superseded"));
    await expect(running).rejects.toMatchObject({ why: "superseded" });
    await expect(run("answer", {}, controller.signal)).rejects.toMatchObject({ why: "superseded" });
  });

  test("that crashes or leaves is an error without its message", async () => {
    await expect(run("crash")).rejects.toThrow(ReviewFailed);
    await expect(run("crash")).rejects.toMatchObject({ message: "The review failed.", why: "TypeError" });
    await expect(run("exit")).rejects.toMatchObject({ why: "the thread ended without a result" });
  });

  test("sees none of the process's secrets", async () => {
    await expect(run("environment")).rejects.toMatchObject({ why: "" });
  });

  test("reports progress and gives back Maps", async () => {
    const seen: unknown[] = [];
    const result = await reviewInThread(entry("answer"), input(), limits, (event) => seen.push(event));
    expect(seen).toEqual([{ stage: "read", done: 1, total: 2, unit: "rows" }]);
    expect(result).toEqual({ labels: new Map([["a", "data/a.jsonl"]]) });
  });
});

test("a request crosses to a thread and back with its files readable", async () => {
  const { dataset, config } = fromRequest(structuredClone(toRequest(input())));
  expect(config).toEqual(defaultConfig);
  expect(dataset.notAnalysed).toEqual([{ path: "b.csv", reason: "too large" }]);
  expect(dataset.notReviewed).toEqual([unread]);
  const chunks: Uint8Array[] = [];
  for await (const chunk of dataset.pairs[0]?.head?.source.open() ?? []) chunks.push(chunk);
  expect(Buffer.concat(chunks).toString()).toBe('{"text":"a"}\n');
});
