import { UNKNOWN } from "../text/token-table.ts";
import type { FrozenCounts } from "./count-table.ts";
import type { FeatureSpace } from "./feature-space.ts";
import { LetterSums } from "./letter-sums.ts";
import { addWeights, type Weights, weightsOf } from "./weights.ts";

/** A row as the model sees it: token ids in order. */
export interface ModelRow {
  readonly ids: ArrayLike<number>;
  /** What `pairsIn` gives for the ids: kept for a row that is scored more than once. */
  readonly pairs?: ArrayLike<number> | undefined;
  /** The label it carries, where it was counted itself; its own count is then taken out (leave-one-out). */
  readonly own?: number;
}

/** How often each feature was counted with each label, by view: the three kinds of evidence that are weighed separately. */
export interface ViewCounts {
  readonly words: FrozenCounts;
  readonly pairs: FrozenCounts;
  readonly letters: FrozenCounts;
}

/**
 * The three views' weights of evidence of a row, each divided by the square root of its number of known features. The
 * same rows are scored again and again, blind to one phrase after the other, so nothing is made for a row here.
 */
export class RowEvidence {
  readonly #space: FeatureSpace;
  readonly #words: Weights;
  readonly #pairs: Weights;
  /** By number of a pair in the space: its number here, where only counted ones have one; 0 for the others. */
  readonly #pairNumbers: Uint32Array;
  readonly #letters: LetterSums;
  readonly #sums: readonly [words: Float64Array, pairs: Float64Array, letters: Float64Array];
  readonly #stamps: Uint32Array;
  readonly #pairStamps: Uint32Array;
  #stamp = 0;
  /** By token: whether the model is blind to it just now. */
  readonly #hidden: Uint8Array;
  #buffer = new Uint32Array(256);

  constructor(space: FeatureSpace, counts: ViewCounts, priors: Float64Array) {
    this.#space = space;
    const { numbers, seen } = onlySeen(counts.pairs);
    this.#pairNumbers = numbers;
    this.#words = weightsOf(counts.words, priors);
    this.#pairs = weightsOf(seen, priors);
    this.#letters = new LetterSums(space, weightsOf(counts.letters, priors), priors.length);
    const sums = (): Float64Array => new Float64Array(priors.length);
    this.#sums = [sums(), sums(), sums()];
    this.#stamps = new Uint32Array(counts.words.totals.length);
    this.#pairStamps = new Uint32Array(seen.totals.length);
    this.#hidden = new Uint8Array(counts.words.totals.length);
  }

  /** The sums are reused by the next call. */
  of(row: ModelRow, hidden?: Iterable<number>): readonly Float64Array[] {
    const [words, pairs, letters] = this.#sums;
    for (const sum of this.#sums) sum.fill(0);
    const { ids } = row;
    const pairIds = row.pairs ?? this.pairsIn(ids, this.#room(ids.length));
    const own = row.own ?? -1;
    const stamps = this.#stamps;
    const pairStamps = this.#pairStamps;
    const stamp = ++this.#stamp;
    if (hidden !== undefined) this.#hide(hidden, 1);
    const blind = this.#hidden;
    let knownWords = 0;
    let knownPairs = 0;
    let knownLetters = 0;
    let previousHidden = false;
    for (let i = 0; i < ids.length; i++) {
      const id = ids[i]!;
      // Tokens numbered after the counting were seen in no counted row.
      const isHidden = id === UNKNOWN || id >= blind.length || blind[id] === 1;
      if (!isHidden) {
        if (stamps[id] !== stamp) {
          stamps[id] = stamp;
          knownWords += addWeights(this.#words, id, own, words);
          knownLetters += this.#letters.add(id, own, letters);
        }
        const pair = pairIds[i]!;
        if (pair !== 0 && !previousHidden && pairStamps[pair] !== stamp) {
          pairStamps[pair] = stamp;
          knownPairs += addWeights(this.#pairs, pair, own, pairs);
        }
      }
      previousHidden = isHidden;
    }
    if (hidden !== undefined) this.#hide(hidden, 0);
    // ln(α / (n + α)) is the same for all labels and drops out of the softmax.
    scale(words, knownWords);
    scale(pairs, knownPairs);
    scale(letters, knownLetters);
    return this.#sums;
  }

  /** The pairs of a row by their numbers here, see `ContentModel.pairsIn`. */
  pairsIn(ids: ArrayLike<number>, out: Uint32Array): Uint32Array {
    this.#space.pairsOf(ids, out);
    const numbers = this.#pairNumbers;
    for (let i = 0; i < ids.length; i++) {
      const pair = out[i]!;
      out[i] = pair < numbers.length ? numbers[pair]! : 0;
    }
    return out;
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

/** Numbers the features that were counted from 1 on. Of a large change most pairs stand in no other row. */
function onlySeen({ starts, labels, counts, totals }: FrozenCounts): {
  numbers: Uint32Array;
  seen: FrozenCounts;
} {
  const numbers = new Uint32Array(totals.length);
  let used = 0;
  for (let f = 0; f < totals.length; f++) if (totals[f] !== 0) numbers[f] = ++used;
  const seen = { labels, counts, starts: new Uint32Array(used + 2), totals: new Uint32Array(used + 1) };
  for (let f = 0; f < totals.length; f++) {
    const number = numbers[f]!;
    if (number === 0) continue;
    seen.totals[number] = totals[f]!;
    seen.starts[number + 1] = starts[f + 1]!;
  }
  return { numbers, seen };
}
