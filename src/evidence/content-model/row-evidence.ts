// What the features of one row say for each label.
import type { FrozenCounts } from "../../collections/count-table.ts";
import type { PairTable } from "../../collections/pair-table.ts";
import { UNKNOWN } from "../../text/token-table.ts";
import type { FeatureSpace } from "./feature-space.ts";
import { pairsIn } from "./model-counts.ts";
import { addWeights, type Prior, type Weights, weightsOf } from "./weights.ts";
import { WordSums } from "./word-sums.ts";

/** A row as the model sees it: token ids in order. */
export interface ModelRow {
  readonly ids: ArrayLike<number>;
  /** What `pairsIn` gives for the ids: kept for a row that is scored more than once. */
  readonly pairs?: ArrayLike<number> | undefined;
  /** The label it carries, where it was counted itself; its own count is then taken out (leave-one-out). */
  readonly own?: number;
}

/** Counted rows, and how often each feature was counted with each label, by view: the three kinds of evidence that are weighed separately. */
export interface CountedRows {
  /** Rows in all, and by label. */
  readonly rows: number;
  readonly labelRows: Float64Array;
  /** The numbers of pairs that the counts go by. */
  readonly pairNumbers: PairTable;
  readonly words: FrozenCounts;
  readonly pairs: FrozenCounts;
  readonly letters: FrozenCounts;
}

/** What each view's counts are weighed by, in one way. */
export type ViewMixtures = Readonly<Record<"words" | "pairs" | "letters", readonly Prior[]>>;

/**
 * The three views' weights of evidence of a row, each divided by the square root of its number of known features. The
 * same rows are scored again and again, blind to one phrase after the other, so nothing is made for a row here.
 */
export class RowEvidence {
  readonly #pairNumbers: PairTable;
  readonly #pairs: Weights;
  readonly #asTheyAre: WordSums;
  readonly #leftOut: WordSums;
  readonly #sums: readonly [words: Float64Array, pairs: Float64Array, letters: Float64Array];
  readonly #stamps: Uint32Array;
  readonly #pairStamps: Uint32Array;
  #stamp = 0;
  /** Known words of a row, and known letter runs in them. */
  readonly #known = new Uint32Array(2);
  /** By token: whether the model is blind to it just now. */
  readonly #hidden: Uint8Array;
  #buffer = new Uint32Array(256);

  /**
   * @param priors share of each label
   * @param ways one or several ways of weighing, of which all are worked out at once
   */
  constructor(space: FeatureSpace, counts: CountedRows, priors: Float64Array, ways: readonly ViewMixtures[]) {
    this.#pairNumbers = counts.pairNumbers;
    const weighed = (view: keyof ViewMixtures): Weights =>
      weightsOf(
        counts[view],
        priors,
        counts.labelRows,
        ways.map((way) => way[view]),
      );
    this.#pairs = weighed("pairs");
    const words = weighed("words");
    const letters = weighed("letters");
    this.#asTheyAre = new WordSums(space, words, letters, priors.length, false);
    this.#leftOut = new WordSums(space, words, letters, priors.length, true);
    const sums = (): Float64Array => new Float64Array(priors.length * ways.length);
    this.#sums = [sums(), sums(), sums()];
    this.#stamps = new Uint32Array(counts.words.totals.length);
    this.#pairStamps = new Uint32Array(counts.pairs.totals.length);
    this.#hidden = new Uint8Array(counts.words.totals.length);
  }

  /** By label, the ways of each side by side. The sums are reused by the next call. */
  of(row: ModelRow, hidden?: Iterable<number>): readonly [Float64Array, Float64Array, Float64Array] {
    const [words, pairs, letters] = this.#sums;
    for (const sum of this.#sums) sum.fill(0);
    this.#known.fill(0);
    const { ids } = row;
    const pairIds = row.pairs ?? pairsIn(this.#pairNumbers, ids, this.#room(ids.length));
    const own = row.own ?? -1;
    const sumsOfWord = own < 0 ? this.#asTheyAre : this.#leftOut;
    const stamps = this.#stamps;
    const pairStamps = this.#pairStamps;
    const stamp = ++this.#stamp;
    if (hidden !== undefined) this.#hide(hidden, 1);
    const blind = this.#hidden;
    let knownPairs = 0;
    let previousHidden = false;
    for (let i = 0; i < ids.length; i++) {
      const id = ids[i]!;
      // Tokens numbered after the counting were seen in no counted row.
      const isHidden = id === UNKNOWN || id >= blind.length || blind[id] === 1;
      if (!isHidden) {
        if (stamps[id] !== stamp) {
          stamps[id] = stamp;
          sumsOfWord.add(id, own, words, letters, this.#known);
        }
        const pair = pairIds[i]!;
        // Pairs numbered after the counting were, likewise, in no counted row.
        if (pair !== 0 && pair < pairStamps.length && !previousHidden && pairStamps[pair] !== stamp) {
          pairStamps[pair] = stamp;
          knownPairs += addWeights(this.#pairs, pair, own, pairs);
        }
      }
      previousHidden = isHidden;
    }
    if (hidden !== undefined) this.#hide(hidden, 0);
    // ln(α / (n + α)) is the same for all labels and drops out of the softmax.
    scale(words, this.#known[0]!);
    scale(pairs, knownPairs);
    scale(letters, this.#known[1]!);
    return this.#sums;
  }

  #room(length: number): Uint32Array {
    if (this.#buffer.length < length) this.#buffer = new Uint32Array(length * 2);
    return this.#buffer;
  }

  #hide(tokens: Iterable<number>, value: 0 | 1): void {
    for (const token of tokens) if (token < this.#hidden.length) this.#hidden[token] = value;
  }
}

function scale(sum: Float64Array, known: number): void {
  const by = 1 / Math.sqrt(Math.max(1, known));
  for (let l = 0; l < sum.length; l++) sum[l]! *= by;
}
