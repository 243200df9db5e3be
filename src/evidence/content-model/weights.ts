// Weights of evidence from counts: how strongly a feature speaks for a label.
import type { FrozenCounts } from "../../collections/count-table.ts";

/** How much the evidence under a prior of so many rows (α) counts. A mixture's weights are added: Σ w ln(1 + n / (απ)). */
export interface Prior {
  readonly rows: number;
  readonly weight: number;
}

/** Counts with the weight of every entry under a mixture of priors, and the same for n − 1: of a row that is left out of its own counts. */
export interface Weights {
  readonly counts: FrozenCounts;
  readonly terms: Float64Array;
  readonly ownTerms: Float64Array;
}

export function weightsOf(counts: FrozenCounts, shares: Float64Array, mixture: readonly Prior[]): Weights {
  const terms = new Float64Array(counts.counts.length);
  const ownTerms = new Float64Array(counts.counts.length);
  const term = logWeights(shares, mixture);
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

/** The weight by rows and label. */
function logWeights(
  shares: Float64Array,
  mixture: readonly Prior[],
): (rows: number, label: number) => number {
  const exact = (rows: number, label: number): number => {
    let sum = 0;
    for (const prior of mixture) sum += prior.weight * Math.log1p(rows / (prior.rows * shares[label]!));
    return sum;
  };
  const few = new Float64Array(FEW * shares.length);
  for (let at = 0; at < few.length; at++) few[at] = exact(at % FEW, Math.floor(at / FEW));
  return (rows, label) => (rows < FEW ? few[label * FEW + rows]! : exact(rows, label));
}
