/** A review with what maintainers accepted: what the command line and the Action do once both versions are there. */
import type { Config } from "../../config/schema.ts";
import type { DatasetInput } from "../../model/dataset.ts";
import type { AcceptedFinding } from "../../model/finding.ts";
import type { ProgressListener } from "../../model/progress.ts";
import type { ContributorFacts } from "../../model/pull-request.ts";
import type { ReviewResult } from "../../model/result.ts";
import type { History } from "../../review/history/history.ts";

/** Both versions, and what the base says of how they are reviewed. */
export interface ScanInput {
  readonly dataset: DatasetInput;
  readonly config: Config;
  /** Findings that maintainers accepted. */
  readonly accepted: readonly AcceptedFinding[];
  /** What a reader should know before everything else. */
  readonly notices: readonly string[];
  /** The commits that are compared; null where files or folders are. */
  readonly commits: { readonly head: string; readonly mergeBase: string } | null;
  /** The history of the base, to look at what came in before; null where files or folders are compared. */
  readonly history: History | null;
}

/**
 * Reviews, together with what came in before, and counts out what was accepted for these very rows. `text`: that of the
 * pull request, if there is one.
 */
export async function reviewed(
  { dataset, config, accepted, commits, history }: ScanInput,
  contributor: ContributorFacts | null,
  text?: string,
  onProgress?: ProgressListener,
): Promise<ReviewResult> {
  const { review } = await import("../../review/review.ts");
  const { acceptedInFile, withAccepted } = await import("../../risk/accept.ts");
  const { reviewSince } = await import("../../review/history/review-since.ts");
  const place = history && commits && { history, ...commits };
  const result = await reviewSince(
    { dataset, config, contributor, ...(text === undefined ? {} : { text }) },
    place,
    review,
    onProgress,
  );
  return withAccepted(result, acceptedInFile(accepted, result), config.policy);
}
