import type { FrozenCounts } from "../collections/count-table.ts";

/** Strength of the prior, in rows: a feature seen once moves the odds by about a factor of two (see `docs/content-model.md`). */
const PRIOR_ROWS = 1;

/** Counts with ln(1 + n / (απ)) of every entry, and the same for n − 1: of a row that is left out of its own counts. */
export interface Weights {
  readonly counts: FrozenCounts;
  readonly terms: Float64Array;
  readonly ownTerms: Float64Array;
}

export function weightsOf(counts: FrozenCounts, priors: Float64Array): Weights {
  const terms = new Float64Array(counts.counts.length);
  const ownTerms = new Float64Array(counts.counts.length);
  const term = logWeights(priors);
  for (let i = 0; i < terms.length; i++) {
    const rows = counts.counts[i]!;
    const label = counts.labels[i]!;
    terms[i] = term(rows, label);
    ownTerms[i] = term(Math.max(0, rows - 1), label);
  }
  return { counts, terms, ownTerms };
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

/** Most features stand in few rows: what so few weigh is worked out once a label. */
const FEW = 64;

/** ln(1 + n / (απ)) by rows and label. */
function logWeights(priors: Float64Array): (rows: number, label: number) => number {
  const exact = (rows: number, label: number): number => Math.log1p(rows / (PRIOR_ROWS * priors[label]!));
  const few = new Float64Array(FEW * priors.length);
  for (let at = 0; at < few.length; at++) few[at] = exact(at % FEW, Math.floor(at / FEW));
  return (rows, label) => (rows < FEW ? few[label * FEW + rows]! : exact(rows, label));
}
