/** What a check run ends with. */
import type { CheckOutput } from "../../model/check-output.ts";
import type { Conclusion } from "../../model/result.ts";

/** What a check run ends with. `cancelled` satisfies no required check: the work was not needed any more. */
export interface Verdict {
  readonly conclusion: Conclusion | "cancelled";
  readonly output: CheckOutput;
  /** Names the content that was reviewed; null where none was. */
  readonly fingerprint: string | null;
}

/** A verdict without a review behind it. */
export function verdict(conclusion: Verdict["conclusion"], output: CheckOutput): Verdict {
  return { conclusion, output, fingerprint: null };
}
