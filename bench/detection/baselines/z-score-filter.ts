import { countTokens, type LabelledText, wordsOf } from "./token-label-counts.ts";

/** The published threshold, in standard deviations of the z-scores (He et al. 2023, section 4). */
export const publishedThreshold = 18;

/** Thresholds tried in the search for the best one. */
export const thresholdGrid: readonly number[] = Array.from({ length: 30 }, (_, index) => index + 1);

export interface FilterVerdicts {
  /** Rows by threshold of the grid: whether each is dropped. */
  readonly flaggedAt: (threshold: number) => readonly boolean[];
  /** Distance of a row's most extreme word from the mean of all z-scores, in standard deviations. */
  readonly scores: readonly number[];
}

/**
 * The filter of He et al. 2023 ("Mitigating Backdoor Poisoning Attacks through the Lens of Spurious Correlation") on
 * single words, over the training set as it would be after the merge. For each word and label that meet, over all
 * occurrences, z = (p̂ − p₀) / √(p₀(1 − p₀)/n) with p₀ one over the number of labels. A pair further than the
 * threshold from the mean of all z, in standard deviations of all z, marks a trigger; every row with that word and
 * label is dropped.
 */
export function zScoreFilter(
  base: readonly LabelledText[],
  changed: readonly LabelledText[],
): FilterVerdicts {
  const counts = countTokens([...base, ...changed], "occurrence");
  const prior = 1 / counts.labels.size;
  const distances = new Map<string, Map<string, number>>();
  const all: number[] = [];
  for (const [word, byLabel] of counts.pairs) {
    const total = counts.totals.get(word)!;
    const zs = new Map<string, number>();
    for (const [label, count] of byLabel) {
      const z = (count / total - prior) / Math.sqrt((prior * (1 - prior)) / total);
      zs.set(label, z);
      all.push(z);
    }
    distances.set(word, zs);
  }
  const mean = all.reduce((sum, z) => sum + z, 0) / all.length;
  const deviation = Math.sqrt(all.reduce((sum, z) => sum + (z - mean) ** 2, 0) / all.length);
  const distance = (z: number): number => (deviation > 0 ? Math.abs(z - mean) / deviation : 0);
  const scores = changed.map(({ text, label }) =>
    wordsOf(text).reduce(
      (most, word) => Math.max(most, distance(distances.get(word)?.get(label) ?? mean)),
      0,
    ),
  );
  return { flaggedAt: (threshold) => scores.map((score) => score > threshold), scores };
}
