import type { Conclusion, ReviewResult } from "../model/result.ts";
import type { ReportPlace } from "../report/kept-report.ts";
import type { CheckOutput } from "./check-output.ts";

/** What a check run ends with. `cancelled` satisfies no required check: the work was not needed any more. */
export interface Verdict {
  readonly conclusion: Conclusion | "cancelled";
  readonly output: CheckOutput;
  /** The review behind it; null where there was nothing to review or it could not be. */
  readonly result: ReviewResult | null;
  /** Names the content that was reviewed; null where none was. */
  readonly fingerprint: string | null;
  /** What its report page needs beside the result; null where no page is to be kept. */
  readonly page: ReportPlace | null;
}

/** A verdict without a review behind it. */
export function verdict(conclusion: Verdict["conclusion"], output: CheckOutput): Verdict {
  return { conclusion, output, result: null, fingerprint: null, page: null };
}
