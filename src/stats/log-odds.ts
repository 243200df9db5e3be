/** Words that two sets of rows use differently: their log-odds ratio, and a bound on false discoveries. */

/** How a word is used in two sets of rows, and beforehand. All counts are rows. */
export interface WordUse {
  readonly inFirst: number;
  readonly first: number;
  readonly inSecond: number;
  readonly second: number;
  /** Share of rows with the word in the background data, and the weight of that knowledge in rows. */
  readonly background: number;
  readonly weight: number;
}

/**
 * z-score of the log-odds ratio of a word between two sets of rows with an informative Dirichlet prior
 * (Monroe, Colaresi & Quinn 2008, "Fightin' Words", equations 16, 18 and 22), rows in place of tokens. The prior is the
 * word's share in background data, so that a common word needs much more than a rare one, and an unseen one is not
 * infinitely telling. Positive: more in the first set.
 */
export function logOddsZ({ inFirst, first, inSecond, second, background, weight }: WordUse): number {
  // Half a row is the least prior: a word that the background lacks is rare, not impossible.
  const prior = Math.max(0.5, background * weight);
  const rest = Math.max(0.5, weight - prior);
  const odds = (hits: number, rows: number): number => Math.log((hits + prior) / (rows - hits + rest));
  const variance = 1 / (inFirst + prior) + 1 / (inSecond + prior);
  return (odds(inFirst, first) - odds(inSecond, second)) / Math.sqrt(variance);
}

/**
 * Benjamini & Hochberg 1995: how many of the smallest p-values can be called discoveries at a false-discovery rate.
 * @param logPs natural logarithms of the p-values, ascending
 * @param families number of tests made, at least the number of p-values
 */
export function discoveries(logPs: readonly number[], families: number, rate: number): number {
  for (let i = logPs.length; i > 0; i--) if (logPs[i - 1]! <= Math.log((rate * i) / families)) return i;
  return 0;
}
