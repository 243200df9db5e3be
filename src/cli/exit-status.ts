/** The number with which a command ends, so that a script knows whether a change passed. */
import type { ReviewResult } from "../model/result.ts";

/** What the exit status says. */
export const exitStatus = { passed: 0, blocked: 1, notReviewed: 2 } as const;

/** From which conclusion on the exit status is 1. */
export const failOn = ["none", "warning", "failure"] as const;
export type FailOn = (typeof failOn)[number];

/**
 * 0: passed (by default success or neutral). 1: blocked. 2: nothing could be reviewed. A review that blocks because one of
 * several files could not be analysed has still happened, and is a block.
 */
export function statusOf({ conclusion, files, notAnalysed }: ReviewResult, from: FailOn = "failure"): number {
  const fails = conclusion === "failure" || (conclusion === "neutral" && from === "warning");
  if (from === "none" || !fails) return exitStatus.passed;
  return files.length === 0 && notAnalysed.length > 0 ? exitStatus.notReviewed : exitStatus.blocked;
}
