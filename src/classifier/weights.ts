import type { FrozenCounts } from "./count-table.ts";

/** Strength of the prior, in rows: a feature seen once moves the odds by about a factor of two (see `docs/content-model.md`). */
const PRIOR_ROWS = 1;

/** Counts with ln(1 + n / (απ)) of every entry, and the same for n − 1: of a row that is left out of its own counts. */
export interface Weights {
  readonly counts: FrozenCounts;
  readonly terms: Float64Array;
  readonly ownTerms: Float64Array;
}

export function weightsOf(counts: FrozenCounts, priors: Float64Array): Weights {
  return { counts, terms: logWeights(counts, priors, 0), ownTerms: logWeights(counts, priors, 1) };
}

/** Adds a feature's weights to the sums; 1 where it is known, else 0. `own` is the label of a row that is left out, or −1. */
export function addWeights(
  { counts, terms, ownTerms }: Weights,
  feature: number,
  own: number,
  sums: Float64Array,
): number {
  if (counts.totals[feature]! <= (own >= 0 ? 1 : 0)) return 0;
  const end = counts.starts[feature + 1]!;
  for (let i = counts.starts[feature]!; i < end; i++) {
    const label = counts.labels[i]!;
    sums[label]! += label === own ? ownTerms[i]! : terms[i]!;
  }
  return 1;
}

/** ln(1 + (n − without) / (απ)) of every entry. */
function logWeights(table: FrozenCounts, priors: Float64Array, without: number): Float64Array {
  const { counts, labels } = table;
  const found = new Float64Array(counts.length);
  for (let i = 0; i < counts.length; i++) {
    found[i] = Math.log1p(Math.max(0, counts[i]! - without) / (PRIOR_ROWS * priors[labels[i]!]!));
  }
  return found;
}
