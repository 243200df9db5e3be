/** Weights of evidence from counts: how strongly a feature speaks for a label. */
import type { FrozenCounts } from "../../collections/count-table.ts";

/** How much the evidence under a prior of so many rows (α) counts. A mixture's weights are added: Σ w ln(1 + n / (απ)). */
export interface Prior {
  readonly rows: number;
  readonly weight: number;
}

/** What a count is weighed by, in one way. */
export interface Weighing {
  readonly priors: readonly Prior[];
  /**
   * How much c|c| counts, where c = ln((1 + n / (απ)) / (1 + m / (α(1 − π)))) are the odds against the m rows of other labels:
   * one word that is telling then says more than many that are hardly so.
   */
  readonly squared: number;
}

/** The prior's rows (α) under which odds are squared. */
const SQUARED_ROWS = 10;

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
  /** The weight of any number of rows. Neither has what is squared, which depends on the rows of other labels too. */
  readonly exact: (rows: number, label: number, way: number) => number;
  /** By way: how much the squared odds count; null where they do in none. */
  readonly squared: Float64Array | null;
  /** c|c| of so many rows of a label and of others; 0 of none, as of a label that the feature was never seen with. */
  readonly square: (rows: number, others: number, label: number) => number;
}

/** Numbers of rows whose weight is worked out once, for each label. */
const MOST_KNOWN = 1 << 12;
/** The same for squared odds: most features have fewer. */
const MOST_SQUARED = 1 << 8;

/**
 * @param shares of each label
 * @param labelRows how many rows have each
 * @param ways one or several
 */
export function weightsOf(
  counts: FrozenCounts,
  shares: Float64Array,
  labelRows: Float64Array,
  ways: readonly Weighing[],
): Weights {
  const exact = (rows: number, label: number, way: number): number => {
    let sum = 0;
    for (const prior of ways[way]!.priors)
      sum += prior.weight * Math.log1p(rows / (prior.rows * shares[label]!));
    return sum;
  };
  const starts = new Uint32Array(shares.length + 1);
  for (let l = 0; l < shares.length; l++)
    starts[l + 1] = starts[l]! + Math.min(MOST_KNOWN, labelRows[l]! + 1);
  const table = new Float64Array(starts[shares.length]! * ways.length);
  let at = 0;
  for (let l = 0; l < shares.length; l++) {
    for (let rows = 0; rows < starts[l + 1]! - starts[l]!; rows++)
      for (let way = 0; way < ways.length; way++) table[at++] = exact(rows, l, way);
  }
  const isSquared = ways.some(({ squared }) => squared !== 0);
  return {
    counts,
    ways: ways.length,
    table,
    starts,
    exact,
    squared: isSquared ? Float64Array.from(ways, ({ squared }) => squared) : null,
    square: isSquared ? squares(shares) : () => 0,
  };
}

function squares(shares: Float64Array): Weights["square"] {
  const ofOwn = shares.map((share) => 1 / (SQUARED_ROWS * share));
  const ofOthers = shares.map((share) => 1 / (SQUARED_ROWS * (1 - share)));
  const known = (by: Float64Array): Float64Array =>
    Float64Array.from({ length: by.length * MOST_SQUARED }, (_, i) =>
      Math.log1p((i % MOST_SQUARED) * by[Math.floor(i / MOST_SQUARED)]!),
    );
  const own = known(ofOwn);
  const rest = known(ofOthers);
  return (rows, others, label) => {
    if (rows === 0) return 0;
    const from = label * MOST_SQUARED;
    const odds =
      (rows < MOST_SQUARED ? own[from + rows]! : Math.log1p(rows * ofOwn[label]!)) -
      (others < MOST_SQUARED ? rest[from + others]! : Math.log1p(others * ofOthers[label]!));
    return odds * Math.abs(odds);
  };
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
  const { counts, ways, table, starts, squared } = weights;
  const { entries } = counts;
  const first = counts.starts[feature]!;
  const end = counts.starts[feature + 1]!;
  if (first === end) return 0;
  // Known by the very row that is left out alone, it is not known.
  if (own >= 0 && end === first + 1 && entries[2 * first + 1] === 1) return 0;
  const total = counts.totals[feature]! - (own >= 0 ? 1 : 0);
  for (let i = first; i < end; i++) {
    const label = entries[2 * i]!;
    const rows = entries[2 * i + 1]! - (label === own ? 1 : 0);
    const at = starts[label]! + rows;
    const isKnown = at < starts[label + 1]!;
    for (let way = 0; way < ways; way++)
      sums[label * ways + way]! += by * (isKnown ? table[at * ways + way]! : weights.exact(rows, label, way));
    if (squared === null) continue;
    const square = by * weights.square(rows, total - rows, label);
    for (let way = 0; way < ways; way++) sums[label * ways + way]! += squared[way]! * square;
  }
  return 1;
}
