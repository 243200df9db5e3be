import { countTable } from "../collections/count-table.ts";
import type { FeatureSpace } from "./feature-space.ts";
import { fitWeights } from "./fit-weights.ts";
import { type ModelCounts, pairsIn } from "./model-counts.ts";
import { type ModelRow, RowEvidence, type ViewCounts } from "./row-evidence.ts";

/**
 * Label given text, as a product of experts: for each of three views (words, word pairs, letter runs) the weights of
 * evidence of the row's features are added, divided by the square root of their number, and the views are combined
 * by weights that are fitted on rows left out of their own counts. The weight of evidence of feature f for label l is
 * ln((n_fl + απ_l) / ((n_f + α) π_l)) with π_l the share of l: the log-odds with an informative Dirichlet prior of
 * Monroe et al. 2008. A feature that was never seen says nothing. Everything is counts, so that a row can be left out
 * exactly, and the same rows give the same model on every machine.
 */
export interface ContentModel {
  readonly labels: number;
  /** Share of each label among the rows it was fitted on. */
  readonly priors: Float64Array;
  /** Rows it was fitted on. */
  readonly rows: number;
  /** Mean negative log-likelihood (nats a row) of left-out rows, and that of the bare label shares on the same rows. */
  readonly loss: number;
  readonly priorLoss: number;
  /**
   * Probability of each label, into `out` (length `labels`).
   * @param hidden tokens the model shall be blind to
   */
  probabilities(row: ModelRow, out: Float64Array, hidden?: Iterable<number>): Float64Array;
  /**
   * The numbers of a row's pairs, into `out` (as long as the row): at each place that of the pair that the token makes
   * with the one before it; 0 for one that was never counted.
   */
  pairsIn(ids: ArrayLike<number>, out: Uint32Array): Uint32Array;
}

/**
 * Fits the weights of the views.
 * @param counts rows whose features the space has learned
 * @param held rows among those counted (with their own label) on which the weights are fitted, each left out of its own counts
 */
export function fitContentModel(
  space: FeatureSpace,
  counts: ModelCounts,
  held: readonly (ModelRow & { readonly own: number })[],
): ContentModel {
  const { rows, pairNumbers } = counts;
  const labels = counts.labelRows.length;
  const priors = counts.labelRows.map((own) => (own + 0.5) / (rows + labels * 0.5));
  const evidence = new RowEvidence(space, pairNumbers, viewCounts(space, counts), priors);
  const examples = {
    evidence: new Float64Array(held.length * 3 * labels),
    own: Uint32Array.from(held, ({ own }) => own),
  };
  let at = 0;
  for (const row of held) {
    for (const view of evidence.of(row)) {
      examples.evidence.set(view, at);
      at += labels;
    }
  }
  const { weights, biases, noise, loss, priorLoss } = fitWeights(examples, priors);
  const offsets = priors.map((prior, l) => Math.log(prior) + biases[l]!);
  // Holds the numbers of the pairs, not the counts: it lives as long as the review.
  return {
    labels,
    priors,
    rows,
    loss,
    priorLoss,
    pairsIn: (ids, out) => pairsIn(pairNumbers, ids, out),
    probabilities(row, out, hidden) {
      const views = evidence.of(row, hidden);
      for (let l = 0; l < out.length; l++) {
        let odds = offsets[l]!;
        for (let v = 0; v < views.length; v++) odds += weights[v]! * views[v]![l]!;
        out[l] = odds;
      }
      softmax(out);
      for (let l = 0; l < out.length; l++) out[l] = (1 - noise) * out[l]! + noise * priors[l]!;
      return out;
    },
  };
}

/** The counts of all three views. */
export function viewCounts(space: FeatureSpace, counts: ModelCounts): ViewCounts {
  const { words, pairs } = counts.freeze();
  const byLetters = countTable(counts.labelRows.length, space.letters);
  space.countLetters(words, byLetters);
  return { words, pairs, letters: byLetters.freeze(space.letters) };
}

function softmax(values: Float64Array): Float64Array {
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) if (value > high) high = value;
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] = Math.exp(values[i]! - high);
  for (let i = 0; i < values.length; i++) values[i]! /= sum;
  return values;
}
