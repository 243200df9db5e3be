/** The whole of a review that knows the history of the base: by itself, together with what came in since, and by whom. */
import type { ProgressListener } from "../../model/progress.ts";
import type { ReviewResult } from "../../model/result.ts";
import { sayEarlier } from "../../report/words/earlier.ts";
import type { ReviewInput } from "../review.ts";
import type { History } from "./history.ts";
import { withOrigins } from "./origins.ts";
import { openWindow } from "./window.ts";

/** Where the two versions of the review lie in the history. */
export interface Place {
  readonly history: History;
  readonly mergeBase: string;
  readonly head: string;
}

/** Reviews by `review`, and names what earlier changes have to do with what it finds; without a place by itself alone. */
export async function reviewSince(
  input: Omit<ReviewInput, "window">,
  place: Place | null,
  review: (input: ReviewInput, onProgress: ProgressListener) => Promise<ReviewResult>,
  onProgress: ProgressListener = () => undefined,
): Promise<ReviewResult> {
  if (place === null) return review(input, onProgress);
  const { config } = input;
  const { changes, ...window } = await openWindow(place.history, place, config);
  const result = await review({ ...input, window }, onProgress);
  if (result.findings.every(({ earlier }) => earlier === undefined)) return result;
  return sayEarlier(await withOrigins(result, changes, place.history, config));
}
