// What a check run ends with, and what stands behind it.
import type { CheckOutput } from "../../github/check-output.ts";
import type { Conclusion, ReviewResult } from "../../model/result.ts";
import type { ReportPlace } from "../../report/kept-report.ts";

/** The review behind a verdict, as far as there is one. */
export interface Reviewed {
  /** Null where there was nothing to review or it could not be. */
  readonly result: ReviewResult | null;
  /** What a decision on each finding is about, by finding id. */
  readonly rowsHashes: ReadonlyMap<string, string>;
  /** What its report page needs beside the result; null where no page is to be kept. */
  readonly page: ReportPlace | null;
}

/** What a check run ends with. `cancelled` satisfies no required check: the work was not needed any more. */
export interface Verdict extends Reviewed {
  readonly conclusion: Conclusion | "cancelled";
  readonly output: CheckOutput;
  /** Names the content that was reviewed; null where none was. */
  readonly fingerprint: string | null;
}

export const notReviewed: Reviewed = { result: null, rowsHashes: new Map(), page: null };

/** A verdict without a review behind it. */
export function verdict(conclusion: Verdict["conclusion"], output: CheckOutput): Verdict {
  return { ...notReviewed, conclusion, output, fingerprint: null };
}
