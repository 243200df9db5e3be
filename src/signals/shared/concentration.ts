/** Measures how strongly some of the changed rows lean to one label. */
import { tally } from "../../collections/tally.ts";
import { logHypergeometricUpperTail } from "../../stats/log-space.ts";

export interface Concentration {
  readonly label: string;
  /** Rows of the subset that carry the label, of those that carry any. */
  readonly rows: number;
  readonly labelled: number;
  /** Natural logarithm of the chance that so many would carry one label, drawn from the whole batch. */
  readonly logP: number;
}

/**
 * How strongly a subset of the changed rows leans to one label, against the batch's own mix: a batch of a
 * single label is normal work, so it says nothing about a subset of it. One-sided hypergeometric test,
 * multiplied by the number of labels tried. Null where no row of the subset has a label.
 */
export function concentration(
  subset: readonly (readonly string[])[],
  batch: readonly (readonly string[])[],
): Concentration | null {
  const inSubset = tally(subset.flatMap((labels) => [...new Set(labels)]));
  const inBatch = tally(batch.flatMap((labels) => [...new Set(labels)]));
  const labelled = subset.filter((labels) => labels.length > 0).length;
  const population = batch.filter((labels) => labels.length > 0).length;
  let best: Concentration | null = null;
  for (const [label, rows] of inSubset) {
    const tail = logHypergeometricUpperTail(population, inBatch.get(label) ?? rows, labelled, rows);
    const logP = Math.min(0, tail + Math.log(inBatch.size));
    if (best === null || logP < best.logP || (logP === best.logP && rows > best.rows))
      best = { label, rows, labelled, logP };
  }
  return best;
}
