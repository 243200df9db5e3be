/** How the last merged changes of data would have come out under changed rules: what a change of them does, tried on what there is. */
import { datasetMatcher } from "../../config/paths.ts";
import type { Config } from "../../config/schema.ts";
import { CannotReview } from "../../github/cannot-review.ts";
import type { DatasetInput } from "../../model/dataset.ts";
import type { HistoryChange } from "../../model/history.ts";
import type { ProgressListener } from "../../model/progress.ts";
import type { ReviewResult } from "../../model/result.ts";
import { counted } from "../../report/clip.ts";
import { markdownCode, markdownProse } from "../../report/hostile.ts";
import type { History } from "../../review/history/history.ts";
import type { ReviewInput } from "../../review/review.ts";
import { InputError } from "../../versions/input-error.ts";

/** So many changes are tried, the newest: each costs the listings and downloads of a small review. */
const tried = 5;
/** Files above this many bytes are not read for it: it is to cost less than a review. */
export const largestTried = 16 * 1024 ** 2;

/** Reviews in a thread that has its bounds; rejects where one was reached. */
export type TrialReview = (input: ReviewInput, onProgress: ProgressListener) => Promise<ReviewResult>;

const words = { success: "passes", neutral: "is warned of", failure: "fails" } as const;

/**
 * A sentence for each of the last merged changes that come out otherwise, and one for the rest. Each is reviewed by itself:
 * without earlier changes, untouched files and what was accepted. `history` reads no large files.
 */
export async function trialOfRules(
  history: History,
  tip: string,
  [before, after]: readonly [Config, Config],
  review: TrialReview,
): Promise<readonly string[]> {
  const lines: string[] = [];
  const same: string[] = [];
  let notTried = 0;
  try {
    for (const change of (await history.changes(tip, { last: tried })).toReversed()) {
      const dataset = await history.compare(change.parent!, change.commit, true);
      if (dataset.notAnalysed.length > 0 || dataset.pairs.length === 0) notTried += 1;
      else {
        const was = await outcome(dataset, before, review);
        const now = await outcome(dataset, after, review);
        if (was === now) same.push(was);
        else lines.push(`${nameOf(change)}, merged already, ${was} by the present rules; by these it ${now}`);
      }
    }
  } catch (error) {
    if (!(error instanceof InputError || error instanceof CannotReview)) throw error;
    lines.push(`Earlier changes could not be tried: ${markdownProse(error.message)}`);
  }
  const others = lines.length === 0 ? "merged change" : "other merged change";
  if (same.length > 0) lines.push(`${counted(same.length, others)} would come out as before: ${tally(same)}`);
  if (notTried > 0)
    lines.push(`${counted(notTried, "merged change")} could not be tried: too large, or not readable`);
  return lines;
}

/** What its files become under a configuration; those that are none of a dataset there are not looked at. */
async function outcome(dataset: DatasetInput, config: Config, review: TrialReview): Promise<string> {
  const isDataset = datasetMatcher(config);
  const pairs = dataset.pairs.filter(({ base, head }) => isDataset((head ?? base)!.path));
  if (pairs.length === 0) return "is not reviewed";
  const input = { dataset: { ...dataset, pairs, notReviewed: [] }, contributor: null, config };
  return words[(await review(input, () => undefined)).conclusion];
}

/** Nothing that somebody chose the words of. */
const nameOf = ({ pull, commit }: HistoryChange): string =>
  pull === null ? markdownCode(commit.slice(0, 7)) : `#${pull}`;

/** `passes 4, fails 1` */
function tally(outcomes: readonly string[]): string {
  const each = [...new Set(outcomes)].map((one) => [one, outcomes.filter((other) => other === one).length]);
  return each.map((one) => one.join(" ")).join(", ");
}
