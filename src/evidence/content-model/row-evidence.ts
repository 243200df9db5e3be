/** What the features of one row say for each label. */
import type { FrozenCounts } from "../../collections/count-table.ts";
import { grown } from "../../collections/grown.ts";
import type { PairTable } from "../../collections/pair-table.ts";
import { UNKNOWN } from "../../text/token-table.ts";
import type { FeatureSpace } from "./feature-space.ts";
import { pairsIn } from "./model-counts.ts";
import { addWeights, type Weighing, type Weights, weightsOf } from "./weights.ts";
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
export type ViewMixtures = Readonly<Record<"words" | "pairs" | "letters", Weighing>>;

/** Sums of rows that are kept, in numbers: 16 MB. Those of more rows are worked out anew each time. */
const MOST_KEPT = 1 << 21;

/** Evidence in several ways, and what each of them weighs: of way w and view v at 3w + v. */
interface Mixture {
  readonly of: RowEvidence;
  readonly weights: readonly number[];
}

/** Where the numbers of known words, letter runs in them, and pairs of a row stand. */
const WORDS = 0;
const LETTERS = 1;
const PAIRS = 2;

/** A token as the model sees it just now. */
const SEEN = 0;
const HIDDEN = 1;
/** Numbered after the counting: it was in no counted row. */
const FOREIGN = 2;

/**
 * The three views' weights of evidence of a row, each divided by the square root of its number of known features. The
 * same rows are scored again and again, blind to one phrase after the other: what a phrase says is taken off the sums of
 * the whole row, which are kept.
 */
export class RowEvidence {
  readonly #pairNumbers: PairTable;
  readonly #pairs: Weights;
  /** Of words in rows as they are, and in rows that are left out; null once only rows that are kept are asked for. */
  #wordSums: { readonly asTheyAre: WordSums; readonly leftOut: WordSums } | null;
  /** Of the views, side by side. */
  readonly #all: Float64Array;
  readonly #sums: readonly [words: Float64Array, pairs: Float64Array, letters: Float64Array];
  readonly #known = new Uint32Array(3);
  /** Of rows that were scored blind to something: where they stand among what is kept, their own label first, then known features, then sums. */
  readonly #places = new Map<ArrayLike<number>, number>();
  #kept = new Float64Array(1 << 10);
  readonly #mixture: Mixture | null;
  readonly #stamps: Uint32Array;
  readonly #pairStamps: Uint32Array;
  #stamp = 0;
  /** By token: whether the model is blind to it just now. */
  readonly #hidden: Uint8Array;
  #buffer = new Uint32Array(256);

  /**
   * @param priors share of each label
   * @param ways one or several ways of weighing, of which all are worked out at once
   * @param mixture what this evidence, of one way, is the sum of: of rows that are kept there it is not worked out again
   */
  constructor(
    space: FeatureSpace,
    counts: CountedRows,
    priors: Float64Array,
    ways: readonly ViewMixtures[],
    mixture: Mixture | null = null,
  ) {
    this.#mixture = mixture;
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
    this.#wordSums = {
      asTheyAre: new WordSums(space, words, letters, priors.length, false),
      leftOut: new WordSums(space, words, letters, priors.length, true),
    };
    const length = priors.length * ways.length;
    this.#all = new Float64Array(3 * length);
    const view = (index: number): Float64Array => this.#all.subarray(index * length, (index + 1) * length);
    this.#sums = [view(0), view(1), view(2)];
    this.#stamps = new Uint32Array(counts.words.totals.length);
    this.#pairStamps = new Uint32Array(counts.pairs.totals.length);
    this.#hidden = new Uint8Array(counts.words.totals.length);
  }

  /** Lets go of all but the sums of rows that are kept, which a mixture is the sum of: no other row is asked for from now on. */
  keepRowsAlone(): void {
    this.#wordSums = null;
  }

  /** By label, the ways of each side by side. The sums are reused by the next call. */
  of(row: ModelRow, hidden?: Iterable<number>): readonly [Float64Array, Float64Array, Float64Array] {
    const { ids, own = -1 } = row;
    const pairs = row.pairs ?? pairsIn(this.#pairNumbers, ids, this.#room(ids.length));
    // The sum of a mixture differs in its last digit: what is asked of whole rows is compared with one another.
    if (hidden === undefined) this.#addAll(ids, pairs, own);
    else {
      if (!this.#addKept(ids, own) && !this.#addMixed(ids, own)) {
        this.#addAll(ids, pairs, own);
        this.#keep(ids, own);
      }
      this.#hide(hidden, HIDDEN);
      this.#takeHidden(ids, pairs, own);
      this.#hide(hidden, SEEN);
    }
    // ln(α / (n + α)) is the same for all labels and drops out of the softmax.
    scale(this.#sums[0], this.#known[WORDS]!);
    scale(this.#sums[1], this.#known[PAIRS]!);
    scale(this.#sums[2], this.#known[LETTERS]!);
    return this.#sums;
  }

  /** Sums over the whole row. */
  #addAll(ids: ArrayLike<number>, pairIds: ArrayLike<number>, own: number): void {
    this.#all.fill(0);
    this.#known.fill(0);
    const [words, pairs, letters] = this.#sums;
    const sumsOfWord = own < 0 ? this.#wordSums!.asTheyAre : this.#wordSums!.leftOut;
    const stamps = this.#stamps;
    const pairStamps = this.#pairStamps;
    const stamp = ++this.#stamp;
    let afterForeign = false;
    for (let i = 0; i < ids.length; i++) {
      const id = ids[i]!;
      const isForeign = id === UNKNOWN || id >= stamps.length;
      if (!isForeign) {
        if (stamps[id] !== stamp) {
          stamps[id] = stamp;
          sumsOfWord.add(id, own, words, letters, this.#known);
        }
        const pair = pairIds[i]!;
        // Pairs numbered after the counting were, likewise, in no counted row.
        if (pair !== 0 && pair < pairStamps.length && !afterForeign && pairStamps[pair] !== stamp) {
          pairStamps[pair] = stamp;
          this.#known[PAIRS]! += addWeights(this.#pairs, pair, own, pairs);
        }
      }
      afterForeign = isForeign;
    }
  }

  /** The same, from what is kept of the row; false where nothing is. */
  #addKept(ids: ArrayLike<number>, own: number): boolean {
    const place = this.#placeOf(ids, own);
    if (place < 0) return false;
    const kept = this.#kept;
    const all = this.#all;
    const sums = this.#takeKnown(kept, place);
    for (let i = 0; i < all.length; i++) all[i] = kept[sums + i]!;
    return true;
  }

  /** The same, from what is kept of it in each way. */
  #addMixed(ids: ArrayLike<number>, own: number): boolean {
    if (this.#mixture === null) return false;
    const { of, weights } = this.#mixture;
    const place = of.#placeOf(ids, own);
    if (place < 0) return false;
    const kept = of.#kept;
    const all = this.#all;
    const labels = all.length / 3;
    const ways = of.#all.length / all.length;
    let from = this.#takeKnown(kept, place);
    for (let i = 0; i < all.length; i++) {
      const view = Math.floor(i / labels);
      let sum = 0;
      for (let way = 0; way < ways; way++) sum += weights[3 * way + view]! * kept[from++]!;
      all[i] = sum;
    }
    return true;
  }

  /** Where what is kept of a row begins, or −1. */
  #placeOf(ids: ArrayLike<number>, own: number): number {
    const place = this.#places.get(ids);
    return place !== undefined && this.#kept[place] === own ? place : -1;
  }

  /** Takes the numbers of known features over; returns where the sums begin. */
  #takeKnown(kept: Float64Array, place: number): number {
    const known = this.#known;
    for (let i = 0; i < known.length; i++) known[i] = kept[place + 1 + i]!;
    return place + 1 + known.length;
  }

  #keep(ids: ArrayLike<number>, own: number): void {
    // One row under two labels: the first is kept.
    if (this.#places.has(ids)) return;
    const width = 1 + this.#known.length + this.#all.length;
    const place = this.#places.size * width;
    if (place + width > MOST_KEPT) return;
    if (place + width > this.#kept.length)
      this.#kept = grown(this.#kept, Math.min(MOST_KEPT, Math.max(2 * this.#kept.length, place + width)));
    this.#places.set(ids, place);
    this.#kept[place] = own;
    this.#kept.set(this.#known, place + 1);
    this.#kept.set(this.#all, place + 1 + this.#known.length);
  }

  /** Takes the hidden words off the sums, with their letters and the pairs that they are in. */
  #takeHidden(ids: ArrayLike<number>, pairIds: ArrayLike<number>, own: number): void {
    const [words, pairs, letters] = this.#sums;
    const sumsOfWord = own < 0 ? this.#wordSums!.asTheyAre : this.#wordSums!.leftOut;
    const stamps = this.#stamps;
    const pairStamps = this.#pairStamps;
    const hidden = this.#hidden;
    const stamp = ++this.#stamp;
    let before = SEEN;
    for (let i = 0; i < ids.length; i++) {
      const id = ids[i]!;
      const now = id === UNKNOWN || id >= hidden.length ? FOREIGN : hidden[id]!;
      if (now === HIDDEN && stamps[id] !== stamp) {
        stamps[id] = stamp;
        sumsOfWord.add(id, own, words, letters, this.#known, -1);
      }
      const pair = pairIds[i]!;
      const isHidden = now !== FOREIGN && before !== FOREIGN && now + before > 0;
      if (isHidden && pair !== 0 && pair < pairStamps.length && pairStamps[pair] !== stamp) {
        pairStamps[pair] = stamp;
        this.#known[PAIRS]! -= addWeights(this.#pairs, pair, own, pairs, -1);
      }
      before = now;
    }
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
