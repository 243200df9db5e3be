// A review with what maintainers accepted: what the command line and the Action do once both versions are there.
import type { ProgressListener } from "../../model/progress.ts";
import type { ContributorFacts } from "../../model/pull-request.ts";
import type { ReviewResult } from "../../model/result.ts";
import type { ScanInput } from "./input.ts";

/** Reviews, and counts out what was accepted for these very rows. */
export async function reviewed(
  { dataset, config, accepted }: Pick<ScanInput, "dataset" | "config" | "accepted">,
  contributor: ContributorFacts | null,
  onProgress?: ProgressListener,
): Promise<ReviewResult> {
  const { review } = await import("../../review.ts");
  const { acceptedInFile, withAccepted } = await import("../../risk/accept.ts");
  const result = await review({ dataset, config, contributor }, onProgress);
  return withAccepted(result, acceptedInFile(accepted, result), config.policy);
}
