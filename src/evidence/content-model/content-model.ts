/** The content model: how probable each label is for a text, judged by the rows of the base. */
import { countTable } from "../../collections/count-table.ts";
import type { FeatureSpace } from "./feature-space.ts";
import { type Examples, fitWeights, VIEWS } from "./fit-weights.ts";
import type { ModelCounts } from "./model-counts.ts";
import { type CountedRows, type ModelRow, RowEvidence, type ViewMixtures } from "./row-evidence.ts";
import type { Weighing } from "./weights.ts";

/** Strengths of the prior, in rows: under the first a feature seen once moves the odds by about a factor of two, under the second hardly. */
const STRENGTHS = [1, 10];
/** The way after these: squared. Of words and letter runs alone: squared pairs tell nothing more, and would take as long as all the others. */
const SQUARED = STRENGTHS.length;
const WAYS = SQUARED + 1;

/**
 * Label given text, as a product of experts: for each of three views (words, word pairs, letter runs) the weights of
 * evidence of the row's features are added, divided by the square root of their number, and the views are combined
 * by weights that are fitted on rows left out of their own counts. The weight of evidence of feature f for label l is
 * ln((n_fl + απ_l) / ((n_f + α) π_l)) with π_l the share of l: the log-odds with an informative Dirichlet prior of
 * Monroe et al. 2008, under a weak and a strong prior α, each with weights of its own: where labels are noisy, what few
 * rows say counts for less; and once squared, since sums of log-odds drown one telling word among many that say little.
 * A feature that was never seen says nothing. Everything is counts, so that a row can be left out exactly, and the same
 * rows give the same model on every machine.
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
  /** What it says is of each row by itself: that rows come with other shares of the labels moves nothing. */
  readonly isOfEachRow?: true;
  /**
   * Probability of each label, into `out` (length `labels`).
   * @param hidden tokens the model shall be blind to
   */
  probabilities(row: ModelRow, out: Float64Array, hidden?: Iterable<number>): Float64Array;
}

/**
 * Fits the weights of the views.
 * @param counts rows whose features the space has learned
 * @param held rows among those counted (with their own label) on which the weights are fitted, each left out of its own counts
 */
export function fitContentModel(
  space: FeatureSpace,
  counts: CountedRows,
  held: readonly (ModelRow & { readonly own: number })[],
): ContentModel {
  const { rows, labelRows } = counts;
  const labels = labelRows.length;
  const priors = labelRows.map((own) => (own + 0.5) / (rows + labels * 0.5));
  const ways = Array.from({ length: WAYS }, (_, way) => {
    const only = weighing(
      STRENGTHS.map((_, at) => (at === way ? 1 : 0)),
      way === SQUARED ? 1 : 0,
    );
    return { words: only, pairs: { ...only, squared: 0 }, letters: only };
  });
  const plain = new RowEvidence(space, counts, priors, ways);
  const examples = examplesOf(held, plain, labels);
  plain.keepRowsAlone();
  const { weights: fitted, biases, noise, loss, priorLoss } = fitWeights(examples, priors);
  const weights = byWay(fitted);
  // The fitted weights are put into the evidence: scoring a row costs what one prior would.
  const evidence = new RowEvidence(space, counts, priors, [mixtureOf(weights)], { of: plain, weights });
  const offsets = priors.map((prior, l) => Math.log(prior) + biases[l]!);
  return {
    labels,
    priors,
    rows,
    loss,
    priorLoss,
    probabilities(row, out, hidden) {
      const [words, pairs, letters] = evidence.of(row, hidden);
      for (let l = 0; l < out.length; l++) out[l] = offsets[l]! + words[l]! + pairs[l]! + letters[l]!;
      softmax(out);
      for (let l = 0; l < out.length; l++) out[l] = (1 - noise) * out[l]! + noise * priors[l]!;
      return out;
    },
  };
}

/** What was counted so far, in all three views; what is counted later does not change it. */
export function countedRows(space: FeatureSpace, counts: ModelCounts): CountedRows {
  const { words, pairs } = counts.freeze();
  const byLetters = countTable(counts.labelRows.length, space.letters);
  space.countLetters(words, byLetters);
  const { rows, labelRows, pairNumbers } = counts;
  return {
    rows,
    labelRows: labelRows.slice(),
    pairNumbers,
    words,
    pairs,
    letters: byLetters.freeze(space.letters),
  };
}

/** Blind to nothing, but kept: the rows are asked for again. */
const KEPT: readonly number[] = [];

/** The evidence of left-out rows: for each way of weighing its three views. */
function examplesOf(
  held: readonly (ModelRow & { readonly own: number })[],
  plain: RowEvidence,
  labels: number,
): Examples {
  const evidence = new Float64Array(held.length * VIEWS * labels);
  let at = 0;
  for (const row of held) {
    const [words, pairs, letters] = plain.of(row, KEPT);
    for (let way = 0; way < WAYS; way++) {
      for (const view of way === SQUARED ? [words, letters] : [words, pairs, letters])
        for (let l = way; l < view.length; l += WAYS) evidence[at++] = view[l]!;
    }
  }
  return { evidence, own: Uint32Array.from(held, ({ own }) => own) };
}

/** The fitted weights for each way: those of words, pairs and letters. */
function byWay(fitted: readonly number[]): number[] {
  const [words, letters] = fitted.slice(SQUARED * 3);
  return [...fitted.slice(0, SQUARED * 3), words!, 0, letters!];
}

function mixtureOf(weights: readonly number[]): ViewMixtures {
  const of = (view: number): Weighing =>
    weighing(
      STRENGTHS.map((_, way) => weights[way * 3 + view]!),
      weights[SQUARED * 3 + view]!,
    );
  return { words: of(0), pairs: of(1), letters: of(2) };
}

/** @param plain the weight under each strength */
const weighing = (plain: readonly number[], squared: number): Weighing => ({
  priors: STRENGTHS.map((rows, at) => ({ rows, weight: plain[at]! })),
  squared,
});

function softmax(values: Float64Array): Float64Array {
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) if (value > high) high = value;
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] = Math.exp(values[i]! - high);
  for (let i = 0; i < values.length; i++) values[i]! /= sum;
  return values;
}
