// Weights of evidence from counts: how strongly a feature speaks for a label.
import type { FrozenCounts } from "../../collections/count-table.ts";

/** How much the evidence under a prior of so many rows (α) counts. A mixture's weights are added: Σ w ln(1 + n / (απ)). */
export interface Prior {
  readonly rows: number;
  readonly weight: number;
}

/**
 * Counts, and what they weigh in one or several ways at once: their weights stand side by side, so that a row is gone through
 * once for all ways. A weight is looked up by count and label, in a table that stays in the cache where one for each entry would not.
 */
export interface Weights {
  readonly counts: FrozenCounts;
  readonly ways: number;
  /** The weights of n rows with label l in each way: at `(starts[l] + n) · ways`, for fewer rows than reach the next label's. */
  readonly table: Float64Array;
  readonly starts: Uint32Array;
  /** The weight of any number of rows. */
  readonly exact: (rows: number, label: number, way: number) => number;
}

/** Numbers of rows whose weight is worked out once, for each label. */
const MOST_KNOWN = 1 << 12;

/**
 * @param shares of each label
 * @param labelRows how many rows have each
 * @param mixtures one for each way
 */
export function weightsOf(
  counts: FrozenCounts,
  shares: Float64Array,
  labelRows: Float64Array,
  mixtures: readonly (readonly Prior[])[],
): Weights {
  const ways = mixtures.length;
  const exact = (rows: number, label: number, way: number): number => {
    let sum = 0;
    for (const prior of mixtures[way]!)
      sum += prior.weight * Math.log1p(rows / (prior.rows * shares[label]!));
    return sum;
  };
  const starts = new Uint32Array(shares.length + 1);
  for (let l = 0; l < shares.length; l++)
    starts[l + 1] = starts[l]! + Math.min(MOST_KNOWN, labelRows[l]! + 1);
  const table = new Float64Array(starts[shares.length]! * ways);
  let at = 0;
  for (let l = 0; l < shares.length; l++) {
    for (let rows = 0; rows < starts[l + 1]! - starts[l]!; rows++)
      for (let way = 0; way < ways; way++) table[at++] = exact(rows, l, way);
  }
  return { counts, ways, table, starts, exact };
}

/**
 * Adds a feature's weights to the sums (by label, the ways of each side by side); 1 where it is known, else 0. `own` is the
 * label of a row that is left out, or −1. With −1 for `by` they are taken off again.
 */
export function addWeights(
  weights: Weights,
  feature: number,
  own: number,
  sums: Float64Array,
  by: 1 | -1 = 1,
): number {
  const { counts, ways, table, starts } = weights;
  const { entries } = counts;
  const first = counts.starts[feature]!;
  const end = counts.starts[feature + 1]!;
  if (first === end) return 0;
  // Known by the very row that is left out alone, it is not known.
  if (own >= 0 && end === first + 1 && entries[2 * first + 1] === 1) return 0;
  for (let i = first; i < end; i++) {
    const label = entries[2 * i]!;
    const rows = entries[2 * i + 1]! - (label === own ? 1 : 0);
    const at = starts[label]! + rows;
    const isKnown = at < starts[label + 1]!;
    for (let way = 0; way < ways; way++)
      sums[label * ways + way]! += by * (isKnown ? table[at * ways + way]! : weights.exact(rows, label, way));
  }
  return 1;
}
