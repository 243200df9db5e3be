import { logChiSquaredUpperTail } from "../../../src/stats/chi-squared.ts";
import { countTokens, type LabelledText, wordsOf } from "./token-label-counts.ts";

/** Chance of a false alarm in a pull request that the test is set to. */
const LEVEL = 0.05;

/** What a baseline says of each changed row. */
export interface RowVerdicts {
  readonly flagged: readonly boolean[];
  /** Higher is more suspicious. */
  readonly scores: readonly number[];
}

/**
 * Plain token-label skew. For each word and label of the changed rows, the rows with the word that carry the label
 * are compared with what the base's label mix lets expect: χ² with one degree of freedom on (with label, without),
 * Bonferroni-corrected for the number of pairs. Rows that hold a word over-represented in their label are flagged;
 * a row scores −ln p of its most skewed word.
 */
export function tokenSkew(base: readonly LabelledText[], changed: readonly LabelledText[]): RowVerdicts {
  const mix = countTokens(base, "row", new Set()).labels;
  const counts = countTokens(changed, "row");
  let tests = 0;
  for (const byLabel of counts.pairs.values()) tests += byLabel.size;
  const limit = -Math.log(LEVEL / Math.max(1, tests));
  const skews = new Map<string, Map<string, number>>();
  for (const [word, byLabel] of counts.pairs) {
    const total = counts.totals.get(word)!;
    const skew = new Map<string, number>();
    for (const [label, count] of byLabel) {
      skew.set(label, skewOf(count, total, (mix.get(label) ?? 0) / base.length));
    }
    skews.set(word, skew);
  }
  const scores = changed.map(({ text, label }) =>
    wordsOf(text).reduce((most, word) => Math.max(most, skews.get(word)?.get(label) ?? 0), 0),
  );
  return { flagged: scores.map((score) => score > limit), scores };
}

/** −ln p of the χ² statistic Σ (observed − expected)² / expected; 0 where the label is no more frequent than expected. */
function skewOf(count: number, total: number, share: number): number {
  const expected = total * share;
  if (count <= expected || share >= 1) return 0;
  if (share <= 0) return Number.POSITIVE_INFINITY;
  const statistic = (count - expected) ** 2 / expected + (count - expected) ** 2 / (total - expected);
  return -logChiSquaredUpperTail(statistic, 1);
}
