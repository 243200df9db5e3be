/** Runs the cases of a drill, in a thread for each core. */
import { inThreads } from "../../threads/in-threads.ts";
import type { DrillCase } from "./plan.ts";
import { drawName, type Outcome, runCase, type Setting } from "./run-case.ts";

/** `onDone` hears of each case as it ends, in no order. Rejects when a review fails. */
export async function runCases(
  cases: readonly DrillCase[],
  setting: Setting,
  onDone: (of: DrillCase, outcome: Outcome) => void,
  mostThreads: number,
): Promise<void> {
  const entry = new URL("./drill-thread.js", import.meta.url);
  // A review of 20,000 rows needs half of the heap.
  await inThreads(
    cases,
    { entry, setting, run: runCase, mostThreads, keyOf: drawName, heapMb: 400, env: {} },
    onDone,
  );
}
