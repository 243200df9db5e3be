import type { ReviewResult } from "../model/result.ts";

/** What the exit status says. */
export const exitStatus = { passed: 0, blocked: 1, notReviewed: 2 } as const;

/**
 * 0: passed (success or neutral). 1: blocked. 2: nothing could be reviewed. A review that blocks because one of
 * several files could not be analysed has still happened, and is a block.
 */
export function statusOf({ conclusion, files, notAnalysed }: ReviewResult): number {
  if (conclusion !== "failure") return exitStatus.passed;
  return files.length === 0 && notAnalysed.length > 0 ? exitStatus.notReviewed : exitStatus.blocked;
}
