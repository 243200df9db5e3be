import { type CountTable, countTable } from "./count-table.ts";
import type { FeatureSpace } from "./feature-space.ts";
import { fitWeights } from "./fit-weights.ts";
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

/** Collects the counts of rows whose features were all learned before; `finish` fits the weights. */
export class ContentModelBuilder {
  readonly #space: FeatureSpace;
  readonly #labels: number;
  readonly #words: CountTable;
  readonly #pairs: CountTable;
  readonly #labelRows: Float64Array;
  #rows = 0;

  constructor(space: FeatureSpace, labels: number) {
    this.#space = space;
    this.#labels = labels;
    const [words] = space.sizes();
    this.#words = countTable(labels, words);
    // How many of the learned pairs are met is known only then.
    this.#pairs = countTable(labels);
    this.#labelRows = new Float64Array(labels);
  }

  /** Counts one row, the first `length` of the ids, under one of its labels. */
  add(ids: ArrayLike<number>, label: number, length = ids.length): void {
    this.#rows++;
    this.#labelRows[label]!++;
    this.#space.count(ids, length, label, this.#words, this.#pairs);
  }

  /** @param held rows among those added (with their own label) on which the weights are fitted, each left out of its own counts */
  finish(held: readonly (ModelRow & { readonly own: number })[]): ContentModel {
    const counts = this.#freeze();
    // Not by way of `this`: the model lives as long as the review, and what was counted with would stay with it.
    const space = this.#space;
    const total = this.#rows + this.#labels * 0.5;
    const priors = this.#labelRows.map((rows) => (rows + 0.5) / total);
    const evidence = new RowEvidence(space, counts, priors);
    const examples = {
      evidence: new Float64Array(held.length * 3 * this.#labels),
      own: Uint32Array.from(held, ({ own }) => own),
    };
    let at = 0;
    for (const row of held) {
      for (const view of evidence.of(row)) {
        examples.evidence.set(view, at);
        at += this.#labels;
      }
    }
    const { weights, biases, noise, loss, priorLoss } = fitWeights(examples, priors);
    const offsets = priors.map((prior, l) => Math.log(prior) + biases[l]!);
    return {
      labels: this.#labels,
      priors,
      rows: this.#rows,
      loss,
      priorLoss,
      pairsIn: (ids, out) => space.pairsOf(ids, out),
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

  /** The counts of all views. */
  #freeze(): ViewCounts {
    const [words, pairs, letters] = this.#space.sizes();
    const byWord = this.#words.freeze(words);
    const byLetters = countTable(this.#labels, letters);
    this.#space.countLetters(byWord, byLetters);
    return { words: byWord, pairs: this.#pairs.freeze(pairs), letters: byLetters.freeze(letters) };
  }
}

function softmax(values: Float64Array): Float64Array {
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) if (value > high) high = value;
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] = Math.exp(values[i]! - high);
  for (let i = 0; i < values.length; i++) values[i]! /= sum;
  return values;
}
