import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { inThreads, type Task } from "../../../src/review/threads/in-threads.ts";
import { transpileSources } from "../../support/transpiled.ts";

describe("work in threads", () => {
  let built: ReturnType<typeof transpileSources>;
  let entry: URL;
  beforeAll(() => {
    built = transpileSources();
    entry = new URL("worker.js", built.url);
    writeFileSync(
      fileURLToPath(entry),
      `import { workInThread } from "./src/review/threads/in-threads.js";
import { threadId } from "node:worker_threads";
workInThread(async (piece, factor) => {
  if (piece === "exit") process.exit(1);
  if (piece === "memory") for (const all = []; ; ) all.push(new Array(1e6).fill(piece + all.length));
  if (piece === "fail") throw new Error("failed at its piece");
  return { value: piece * factor, isThread: threadId > 0, thread: threadId };
});`,
    );
  });
  afterAll(() => {
    built.remove();
  });

  interface Value {
    readonly value: number | string;
    readonly isThread: boolean;
    readonly thread: number;
  }
  type OwnTask = Task<number | string, number, Value>;
  const task = (more: Partial<OwnTask> = {}): OwnTask => ({
    entry,
    setting: 10,
    mostThreads: 2,
    heapMb: 60,
    run: (piece, factor) => Promise.resolve({ value: Number(piece) * factor, isThread: false, thread: 0 }),
    ...more,
  });
  const outcomes = async (pieces: readonly (number | string)[], of: OwnTask) => {
    const found = new Map<number | string, Value>();
    await inThreads(pieces, of, (piece, outcome) => found.set(piece, outcome));
    return pieces.map((piece) => found.get(piece)?.value);
  };

  test("gives the same outcomes in threads and without", async () => {
    expect(await outcomes([1, 2, 3, 4, 5], task())).toEqual([10, 20, 30, 40, 50]);
    expect(await outcomes([1, 2, 3], task({ entry: new URL("gone.js", built.url) }))).toEqual([10, 20, 30]);
  });

  test("goes on with a new thread after one died, where something stands for its piece", async () => {
    const died = (): Value => ({ value: "died", isThread: false, thread: 0 });
    expect(await outcomes([1, "memory", 2, "exit", 3, 4], task({ died }))).toEqual([
      10,
      "died",
      20,
      "died",
      30,
      40,
    ]);
    await expect(outcomes([1, "exit", 2], task())).rejects.toThrow("A thread died at its work.");
  });

  test("a thread goes on with pieces of one key, and helps with another's at the end", async () => {
    const threads = new Map<number | string, number>();
    const pieces = [101, 201, 102, 202, 103, 203, 104, 204];
    const byKey = task({ keyOf: (piece) => String(piece).slice(0, 1) });
    await inThreads(pieces, byKey, (piece, { thread }) => threads.set(piece, thread));
    expect(threads.size).toBe(pieces.length);
    const ofKey = (key: string) => pieces.filter((piece) => String(piece).startsWith(key));
    const [one, two] = [ofKey("1"), ofKey("2")].map((own) => own.map((piece) => threads.get(piece)));
    // Each key has a thread at first; whichever is done takes what is left of the other.
    expect(one![0]).not.toBe(two![0]);
    expect(one![1] === one![0] || two![1] === two![0]).toBe(true);
    const alone: (number | string)[] = [];
    await inThreads(pieces, { ...byKey, mostThreads: 1 }, (piece) => alone.push(piece));
    expect(alone).toEqual([...ofKey("1"), ...ofKey("2")]);
  });

  test("fails where a piece fails", async () => {
    await expect(outcomes([1, "fail", 2], task())).rejects.toThrow("failed at its piece");
  });
});
