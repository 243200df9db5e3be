import { type CountTable, countTable, type FrozenCounts } from "./count-table.ts";
import { type FeatureSpace, VIEWS } from "./feature-space.ts";
import { fitWeights } from "./fit-weights.ts";

/** Strength of the prior, in rows: a feature seen once moves the odds by about a factor of two (see `docs/content-model.md`). */
const PRIOR_ROWS = 1;

/** Sums of letters that are kept, in numbers: 32 MB. More are worked out anew each time. */
const MOST_CACHED = 1 << 22;

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
  readonly #sums: readonly Float64Array[];
  readonly #known = new Float64Array(VIEWS.length);
  readonly #words: Weights;
  readonly #pairs: Weights;
  readonly #letters: Weights;
  /** By word, what its letters say; for rows as they are, and for rows that are left out of their own counts. */
  readonly #lettersOf: (WordLetters | undefined)[] = [];
  readonly #leftOut: (WordLetters | undefined)[] = [];
  #cached = 0;

  constructor(space: FeatureSpace, counts: readonly FrozenCounts[], priors: Float64Array) {
    this.#space = space;
    this.#sums = counts.map(() => new Float64Array(priors.length));
    [this.#words, this.#pairs, this.#letters] = counts.map((table) => weightsOf(table, priors)) as [
      Weights,
      Weights,
      Weights,
    ];
  }

  /** The sums are reused by the next call. */
  of(row: ModelRow, skip?: (id: number) => boolean): readonly Float64Array[] {
    for (const sum of this.#sums) sum.fill(0);
    this.#known.fill(0);
    const own = row.own ?? -1;
    this.#space.forEach(
      row.ids,
      (view, feature) => {
        const table = view === 0 ? this.#words : this.#pairs;
        this.#known[view]! += addWeights(table, feature, own, this.#sums[view]!);
        if (view === 0) this.#addLetters(feature, own);
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

  #addLetters(word: number, own: number): void {
    const cache = own >= 0 ? this.#leftOut : this.#lettersOf;
    const letters = cache[word] ?? this.#sumLetters(word, own >= 0);
    if (cache[word] === undefined && this.#cached < MOST_CACHED) {
      cache[word] = letters;
      this.#cached += letters.sums.length;
    }
    this.#known[2]! += letters.known;
    const sum = this.#sums[2]!;
    for (let l = 0; l < sum.length; l++) sum[l]! += letters.sums[l]!;
    if (own >= 0) sum[own]! += letters.own[own]! - letters.sums[own]!;
  }

  #sumLetters(word: number, leftOut: boolean): WordLetters {
    const sums = new Float64Array(this.#sums[2]!.length);
    const own = leftOut ? new Float64Array(sums.length) : sums;
    const least = leftOut ? 1 : 0;
    const { counts, terms, ownTerms } = this.#letters;
    let known = 0;
    for (const letter of this.#space.lettersOf(word)) {
      if (letter >= counts.totals.length || counts.totals[letter]! <= least) continue;
      known++;
      for (let i = counts.starts[letter]!; i < counts.starts[letter + 1]!; i++) {
        sums[counts.labels[i]!]! += terms[i]!;
        if (leftOut) own[counts.labels[i]!]! += ownTerms[i]!;
      }
    }
    return { known, sums, own };
  }
}

/** The letters of one word: how many are known, their weights by label, and those of the label of a row left out. */
interface WordLetters {
  readonly known: number;
  readonly sums: Float64Array;
  readonly own: Float64Array;
}

/** Counts with ln(1 + n / (απ)) of every entry, and the same for n − 1: of a row that is left out of its own counts. */
interface Weights {
  readonly counts: FrozenCounts;
  readonly terms: Float64Array;
  readonly ownTerms: Float64Array;
}

function weightsOf(counts: FrozenCounts, priors: Float64Array): Weights {
  return { counts, terms: logWeights(counts, priors, 0), ownTerms: logWeights(counts, priors, 1) };
}

/** Adds a feature's weights to the sums; 1 where it is known, else 0. */
function addWeights(
  { counts, terms, ownTerms }: Weights,
  feature: number,
  own: number,
  sums: Float64Array,
): number {
  // Features numbered after the counting was frozen were seen in no counted row.
  if (feature >= counts.totals.length || counts.totals[feature]! - (own >= 0 ? 1 : 0) <= 0) return 0;
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

function softmax(values: Float64Array): Float64Array {
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) if (value > high) high = value;
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] = Math.exp(values[i]! - high);
  for (let i = 0; i < values.length; i++) values[i]! /= sum;
  return values;
}
