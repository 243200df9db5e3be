import { NumberPool } from "../collections/number-pool.ts";
import { PairTable } from "../collections/pair-table.ts";
import type { TokenTable } from "../text/token-table.ts";
import { UNKNOWN } from "../text/token-table.ts";
import type { CountTable, FrozenCounts } from "./count-table.ts";

/** Letters of the shorter runs within a word, its two boundaries counted as letters; the longer ones have one more. */
const SHORTEST = 4;
/** Added to the number of a run of four where it begins one of five: beyond the number of any pair of letters. */
const LONGER = 2 ** 30;

const NO_LETTERS = new Uint32Array(0);

/** 2 MB: one bit for each pair of the learned rows, by a hash. A few million pairs fill a small part of it. */
const PAIR_BITS = 2 ** 24;

/**
 * The features of a text: its distinct words, neighbouring pairs of words, and runs of letters within words. What is
 * counted are the features of texts that were `learn`ed: those of other texts would never be asked for.
 */
export class FeatureSpace {
  readonly tokens: TokenTable;
  /** Which pairs the learned rows have; and those of them that were counted, so that others take no place. */
  readonly #learned = new Uint32Array(PAIR_BITS / 32);
  readonly #pairs = new PairTable();
  readonly #bigrams = new PairTable();
  readonly #runs = new PairTable();
  /** By token id: the numbers of its letter runs. */
  readonly #letters: (Uint32Array | undefined)[] = [];
  /** Where those stand: there are tens of thousands of words. */
  readonly #pool = new NumberPool();
  #stamps = new Uint32Array(1 << 10);
  #pairStamps = new Uint32Array(1 << 10);
  #stamp = 0;

  constructor(tokens: TokenTable) {
    this.tokens = tokens;
  }

  /** Number of features by view; numbers are below it. */
  sizes(): [words: number, pairs: number, letters: number] {
    return [this.tokens.size, this.#pairs.size + 1, this.#runs.size + 1];
  }

  /** Marks all features of a row that is to be scored. */
  learn(ids: ArrayLike<number>): void {
    let previous = UNKNOWN;
    for (let i = 0; i < ids.length; i++) {
      const id = ids[i]!;
      this.#learnLetters(id);
      const bit = pairBit(previous, id);
      this.#learned[bit >>> 5]! |= 1 << (bit & 31);
      previous = id;
    }
  }

  #learnLetters(id: number): void {
    if (this.#letters[id] !== undefined) return;
    this.#letters[id] = this.tokens.isWord(id) ? this.#lettersIn(`<${this.tokens.name(id)}>`) : NO_LETTERS;
  }

  /** Numbers all runs of four letters, then all of five. A run is a pair of pairs, and a run with one letter more. */
  #lettersIn(word: string): Uint32Array {
    const fours = Math.max(0, word.length - SHORTEST + 1);
    const found = this.#pool.take(fours + Math.max(0, fours - 1));
    const letters = this.#bigrams;
    for (let i = 0; i < fours; i++) {
      const first = letters.add(word.charCodeAt(i), word.charCodeAt(i + 1));
      const four = this.#runs.add(first, letters.add(word.charCodeAt(i + 2), word.charCodeAt(i + 3)));
      found[i] = four;
      if (i + 1 < fours) found[fours + i] = this.#runs.add(LONGER + four, word.charCodeAt(i + SHORTEST));
    }
    return found;
  }

  /**
   * The numbers of the pairs of a row: at each place that of the token and the one before it, 0 for one that was never
   * counted. The first token makes a pair with the beginning of the row.
   */
  pairsOf(ids: ArrayLike<number>, out: Uint32Array): Uint32Array {
    let previous = UNKNOWN;
    for (let i = 0; i < ids.length; i++) {
      const id = ids[i]!;
      const possible = id !== UNKNOWN && (i === 0 || previous !== UNKNOWN);
      out[i] = possible ? this.#pairs.get(previous, id) : 0;
      previous = id;
    }
    return out;
  }

  /** The numbers of a word's letter runs, as often as the word holds each. */
  lettersOf(id: number): Uint32Array {
    return this.#letters[id] ?? NO_LETTERS;
  }

  /** Counts the distinct words and pairs of a row under a label. */
  count(ids: ArrayLike<number>, length: number, label: number, words: CountTable, pairs: CountTable): void {
    this.#nextRow();
    const stamp = this.#stamp;
    const stamps = this.#stamps;
    const learned = this.#learned;
    let previous = UNKNOWN;
    for (let i = 0; i < length; i++) {
      const id = ids[i]!;
      if (id !== UNKNOWN) {
        if (stamps[id] !== stamp) {
          stamps[id] = stamp;
          words.add(id, label);
        }
        if (i === 0 || previous !== UNKNOWN) {
          const bit = pairBit(previous, id);
          if ((learned[bit >>> 5]! & (1 << (bit & 31))) !== 0) {
            const pair = this.#numberPair(previous, id);
            if (this.#pairStamps[pair] !== stamp) {
              this.#pairStamps[pair] = stamp;
              pairs.add(pair, label);
            }
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
        for (let at = 0; at < own.length; at++) letters.add(own[at]!, words.labels[i]!, words.counts[i]);
      }
    }
  }

  #nextRow(): void {
    if (this.#stamps.length < this.tokens.size) this.#stamps = new Uint32Array(this.tokens.size * 2);
    this.#stamp++;
  }

  #numberPair(left: number, right: number): number {
    const pair = this.#pairs.add(left, right);
    if (pair >= this.#pairStamps.length) {
      const stamps = new Uint32Array(pair * 2);
      stamps.set(this.#pairStamps);
      this.#pairStamps = stamps;
    }
    return pair;
  }
}

function pairBit(left: number, right: number): number {
  let h = Math.imul(left, 0x9e3779b1) ^ Math.imul(right, 0x85ebca6b);
  h ^= h >>> 15;
  return Math.imul(h, 0xc2b2ae35) >>> 8;
}
