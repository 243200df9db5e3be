import { PairTable } from "../stats/pair-table.ts";
import type { TokenTable } from "../text/token-table.ts";
import { UNKNOWN } from "../text/token-table.ts";
import type { CountTable, FrozenCounts } from "./count-table.ts";

/** Lengths of the character n-grams within a word, its two boundaries counted as characters. */
const SHORTEST = 4;
const LONGEST = 5;

const NO_LETTERS = new Uint32Array(0);

/** The three kinds of evidence the content model weighs separately. */
export const VIEWS = ["words", "word pairs", "letters"] as const;

/**
 * The features of a text: its distinct words, neighbouring pairs of words, and runs of letters within words.
 * Only features of texts that were `learn`ed have numbers; a reference row is looked up and may have fewer.
 */
export class FeatureSpace {
  readonly tokens: TokenTable;
  readonly #pairs = new PairTable();
  readonly #letterIds = new Map<string, number>();
  /** By token id: the numbers of its letter runs. */
  readonly #letters: (Uint32Array | undefined)[] = [];
  #stamps = new Uint32Array(1 << 10);
  #pairStamps = new Uint32Array(1 << 10);
  #stamp = 0;

  constructor(tokens: TokenTable) {
    this.tokens = tokens;
  }

  /** Number of features by view; numbers are below it. */
  sizes(): [words: number, pairs: number, letters: number] {
    return [this.tokens.size, this.#pairs.size + 1, this.#letterIds.size + 1];
  }

  /** Gives numbers to all features of a row that is to be scored. */
  learn(ids: ArrayLike<number>): void {
    let previous = UNKNOWN;
    for (let i = 0; i < ids.length; i++) {
      const id = ids[i]!;
      this.#learnLetters(id);
      this.#pairs.add(previous, id);
      previous = id;
    }
  }

  #learnLetters(id: number): void {
    if (this.#letters[id] !== undefined) return;
    const found: number[] = [];
    if (this.tokens.isWord(id)) {
      const word = `<${this.tokens.name(id)}>`;
      for (let n = SHORTEST; n <= LONGEST; n++) {
        for (let i = 0; i + n <= word.length; i++) {
          const gram = word.slice(i, i + n);
          let number = this.#letterIds.get(gram);
          if (number === undefined) {
            number = this.#letterIds.size + 1;
            this.#letterIds.set(gram, number);
          }
          found.push(number);
        }
      }
    }
    this.#letters[id] = Uint32Array.from(found);
  }

  /**
   * Calls `visit(view, feature)` for each distinct word (view 0) and pair (view 1) of the row; the letters of a word are
   * `lettersOf` it. Tokens for which `skip` is true are left out, with the pairs that touch them: the row *blind* to them.
   */
  forEach(
    ids: ArrayLike<number>,
    visit: (view: 0 | 1, feature: number) => void,
    skip?: (id: number) => boolean,
  ): void {
    this.#nextRow();
    let previous = UNKNOWN;
    let previousSkipped = false;
    for (let i = 0; i < ids.length; i++) {
      const id = ids[i]!;
      const skipped = id === UNKNOWN || (skip?.(id) ?? false);
      if (!skipped && this.#stamps[id] !== this.#stamp) {
        this.#stamps[id] = this.#stamp;
        visit(0, id);
      }
      if (!skipped && !previousSkipped && !(i > 0 && previous === UNKNOWN)) {
        const pair = this.#pairs.get(previous, id);
        if (pair !== 0 && this.#pairStamps[pair] !== this.#stamp) {
          this.#pairStamps[pair] = this.#stamp;
          visit(1, pair);
        }
      }
      previous = id;
      previousSkipped = skipped;
    }
  }

  /** The numbers of a word's letter runs (view 2), as often as the word holds each. */
  lettersOf(id: number): Uint32Array {
    return this.#letters[id] ?? NO_LETTERS;
  }

  /** Counts the distinct words and pairs of a row under a label. */
  count(ids: ArrayLike<number>, length: number, label: number, words: CountTable, pairs: CountTable): void {
    this.#nextRow();
    const stamp = this.#stamp;
    let previous = UNKNOWN;
    for (let i = 0; i < length; i++) {
      const id = ids[i]!;
      if (id !== UNKNOWN) {
        if (this.#stamps[id] !== stamp) {
          this.#stamps[id] = stamp;
          words.add(id, label);
        }
        if (i === 0 || previous !== UNKNOWN) {
          const pair = this.#pairs.get(previous, id);
          if (pair !== 0 && this.#pairStamps[pair] !== stamp) {
            this.#pairStamps[pair] = stamp;
            pairs.add(pair, label);
          }
        }
      }
      previous = id;
    }
  }

  /** A row holds the letters of its words: their counts follow from those of the words. */
  countLetters(words: FrozenCounts, letters: CountTable): void {
    for (let id = 0; id < words.totals.length; id++) {
      const own = this.#letters[id];
      if (own === undefined || words.totals[id] === 0) continue;
      for (let i = words.starts[id]!; i < words.starts[id + 1]!; i++) {
        for (const letter of own) letters.add(letter, words.labels[i]!, words.counts[i]);
      }
    }
  }

  #nextRow(): void {
    if (this.#stamps.length < this.tokens.size) this.#stamps = new Uint32Array(this.tokens.size * 2);
    if (this.#pairStamps.length <= this.#pairs.size) this.#pairStamps = new Uint32Array(this.#pairs.size * 2);
    this.#stamp++;
  }
}
