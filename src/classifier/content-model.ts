import { type CountTable, countTable, type FrozenCounts } from "./count-table.ts";
import { type FeatureSpace, VIEWS } from "./feature-space.ts";
import { fitWeights } from "./fit-weights.ts";

/** Strength of the prior, in rows: a feature seen once moves the odds by about a factor of two (see `docs/content-model.md`). */
const PRIOR_ROWS = 1;

/** A row as the model sees it: token ids in order. */
export interface ModelRow {
  readonly ids: ArrayLike<number>;
  /** The label it carries, where it was counted itself; its own count is then taken out (leave-one-out). */
  readonly own?: number;
}

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
   * @param skip tokens the model shall be blind to
   */
  probabilities(row: ModelRow, out: Float64Array, skip?: (id: number) => boolean): Float64Array;
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
    const [words, pairs] = space.sizes();
    this.#words = countTable(labels, words);
    this.#pairs = countTable(labels, pairs);
    this.#labelRows = new Float64Array(labels);
  }

  /** Counts one row, the first `length` of the ids, under one of its labels. */
  add(ids: ArrayLike<number>, label: number, length = ids.length): void {
    this.#rows++;
    this.#labelRows[label]!++;
    this.#space.count(ids, length, label, this.#words, this.#pairs);
  }

  /** @param held rows among those added (with their own label) on which the weights are fitted, each left out of its own counts */
  finish(held: readonly Required<ModelRow>[]): ContentModel {
    const counts = this.#freeze();
    const total = this.#rows + this.#labels * 0.5;
    const priors = this.#labelRows.map((rows) => (rows + 0.5) / total);
    const evidence = new Evidence(this.#space, counts, priors);
    const examples = held.map((row) => ({
      views: evidence.of(row).map((view) => view.slice()),
      label: row.own,
    }));
    const { weights, biases, noise, loss, priorLoss } = fitWeights(examples, priors);
    const offsets = priors.map((prior, l) => Math.log(prior) + biases[l]!);
    return {
      labels: this.#labels,
      priors,
      rows: this.#rows,
      loss,
      priorLoss,
      probabilities(row, out, skip) {
        const views = evidence.of(row, skip);
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
  #freeze(): FrozenCounts[] {
    const [words, pairs, letters] = this.#space.sizes();
    const byWord = this.#words.freeze(words);
    const byLetters = countTable(this.#labels, letters);
    this.#space.countLetters(byWord, byLetters);
    return [byWord, this.#pairs.freeze(pairs), byLetters.freeze(letters)];
  }
}

/** The three views' weights of evidence of a row, each divided by the square root of its number of known features. */
class Evidence {
  readonly #space: FeatureSpace;
  readonly #counts: readonly FrozenCounts[];
  readonly #sums: Float64Array[];
  readonly #known = new Float64Array(VIEWS.length);
  /** ln(1 + n / (απ)) of every entry, by view; and the same for n − 1, of a row that is left out of its own counts. */
  readonly #terms: Float64Array[];
  readonly #ownTerms: Float64Array[];

  constructor(space: FeatureSpace, counts: readonly FrozenCounts[], priors: Float64Array) {
    this.#space = space;
    this.#counts = counts;
    this.#sums = counts.map(() => new Float64Array(priors.length));
    this.#terms = counts.map((table) => weights(table, priors, 0));
    this.#ownTerms = counts.map((table) => weights(table, priors, 1));
  }

  /** The sums are reused by the next call. */
  of(row: ModelRow, skip?: (id: number) => boolean): readonly Float64Array[] {
    for (const sum of this.#sums) sum.fill(0);
    this.#known.fill(0);
    const own = row.own ?? -1;
    this.#space.forEach(
      row.ids,
      (view, feature) => {
        const table = this.#counts[view]!;
        // Features numbered after the counting was frozen were seen in no counted row.
        if (feature >= table.totals.length || table.totals[feature]! - (own >= 0 ? 1 : 0) <= 0) return;
        this.#known[view]!++;
        this.#add(view, table, feature, own);
      },
      skip,
    );
    // ln(α / (n + α)) is the same for all labels and drops out of the softmax.
    this.#sums.forEach((sum, view) => {
      const scale = 1 / Math.sqrt(Math.max(1, this.#known[view]!));
      for (let l = 0; l < sum.length; l++) sum[l]! *= scale;
    });
    return this.#sums;
  }

  #add(view: number, table: FrozenCounts, feature: number, own: number): void {
    const sum = this.#sums[view]!;
    const terms = this.#terms[view]!;
    const ownTerms = this.#ownTerms[view]!;
    const end = table.starts[feature + 1]!;
    for (let i = table.starts[feature]!; i < end; i++) {
      const label = table.labels[i]!;
      sum[label]! += label === own ? ownTerms[i]! : terms[i]!;
    }
  }
}

/** ln(1 + (n − without) / (απ)) of every entry. */
function weights(table: FrozenCounts, priors: Float64Array, without: number): Float64Array {
  const { counts, labels } = table;
  const found = new Float64Array(counts.length);
  for (let i = 0; i < counts.length; i++) {
    found[i] = Math.log1p(Math.max(0, counts[i]! - without) / (PRIOR_ROWS * priors[labels[i]!]!));
  }
  return found;
}

function softmax(values: Float64Array): Float64Array {
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) if (value > high) high = value;
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] = Math.exp(values[i]! - high);
  for (let i = 0; i < values.length; i++) values[i]! /= sum;
  return values;
}
