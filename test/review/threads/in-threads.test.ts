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
  return { value: piece * factor, isThread: threadId > 0 };
});`,
    );
  });
  afterAll(() => {
    built.remove();
  });

  interface Value {
    readonly value: number | string;
    readonly isThread: boolean;
  }
  type OwnTask = Task<number | string, number, Value>;
  const task = (more: Partial<OwnTask> = {}): OwnTask => ({
    entry,
    setting: 10,
    mostThreads: 2,
    heapMb: 60,
    run: (piece, factor) => Promise.resolve({ value: Number(piece) * factor, isThread: false }),
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
    const died = (): Value => ({ value: "died", isThread: false });
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

  test("fails where a piece fails", async () => {
    await expect(outcomes([1, "fail", 2], task())).rejects.toThrow("failed at its piece");
  });
});
