/** Runs the cases of a drill, in a thread for each core. */
import { once } from "node:events";
import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { DrillCase } from "./plan.ts";
import { type Outcome, runCase, type Setting } from "./run-case.ts";

export type Answer = { readonly outcome: Outcome } | { readonly failed: unknown };

/** More threads hold more copies of the rows than they save time. */
const MOST_THREADS = 8;
/** Old objects of one thread, in MiB: a review of 20,000 rows needs half. */
const HEAP_MB = 400;

/** `onDone` hears of each case as it ends, in no order. Rejects when a review fails. */
export async function runCases(
  cases: readonly DrillCase[],
  setting: Setting,
  onDone: (of: DrillCase, outcome: Outcome) => void,
): Promise<void> {
  const entry = new URL("./drill-thread.js", import.meta.url);
  const threads = Math.min(MOST_THREADS, availableParallelism(), cases.length);
  // From its sources the program runs in one thread, and where it was built without the other file.
  if (threads < 2 || import.meta.url.endsWith(".ts") || !existsSync(entry)) {
    for (const of of cases) onDone(of, await runCase(of, setting));
    return;
  }
  let next = 0;
  const work = async (): Promise<void> => {
    const thread = new Worker(entry, {
      workerData: setting,
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
    });
    try {
      for (let of = cases[next++]; of !== undefined; of = cases[next++]) {
        thread.postMessage(of);
        const [answer] = (await once(thread, "message")) as [Answer];
        if ("failed" in answer) throw answer.failed;
        onDone(of, answer.outcome);
      }
    } finally {
      await thread.terminate();
    }
  };
  await Promise.all(Array.from({ length: threads }, work));
}
