/** What the content model learns from: rows by label and word, and by label and pair of words. */
import {
  type CountParts,
  type CountTable,
  countTable,
  type FrozenCounts,
} from "../../collections/count-table.ts";
import { grown } from "../../collections/grown.ts";
import { PairTable } from "../../collections/pair-table.ts";
import { UNKNOWN } from "../../text/token-table.ts";

/** Which pairs of tokens are counted: one bit each, by a hash, so that others take no place. */
export type LearnedPairs = Uint32Array;

/** 2 MB. A few million pairs fill a small part of it. */
const PAIR_BITS = 2 ** 24;

export function learnedPairs(): LearnedPairs {
  return new Uint32Array(PAIR_BITS / 32);
}

/** Marks the pairs of a row that is to be scored. */
export function learnPairs(learned: LearnedPairs, ids: ArrayLike<number>): void {
  let previous = UNKNOWN;
  for (let i = 0; i < ids.length; i++) {
    const bit = pairBit(previous, ids[i]!);
    learned[bit >>> 5]! |= 1 << (bit & 31);
    previous = ids[i]!;
  }
}

/** What decides which features are counted, which another thread can be sent. */
export interface CountedFeatures {
  readonly labels: number;
  /** Words are token ids below this. */
  readonly words: number;
  readonly pairs: LearnedPairs;
}

/** The inside of the counts, which another thread can be sent. */
export interface ModelPart {
  readonly rows: number;
  readonly labelRows: Float64Array;
  readonly words: CountParts;
  readonly pairs: CountParts;
  /** The numbers of the pairs there, as `PairTable` keeps them. */
  readonly pairSlots: Int32Array;
}

/** Rows by label and distinct word, and by label and distinct pair of neighbouring words. */
export class ModelCounts {
  /** Numbers the learned pairs that were met. */
  readonly pairNumbers = new PairTable();
  readonly labelRows: Float64Array;
  rows = 0;
  readonly #learned: LearnedPairs;
  readonly #words: CountTable;
  readonly #pairs: CountTable;
  readonly #wordStamps: Uint32Array;
  #pairStamps = new Uint32Array(1 << 10);
  #stamp = 0;

  constructor({ labels, words, pairs }: CountedFeatures) {
    this.labelRows = new Float64Array(labels);
    this.#learned = pairs;
    this.#words = countTable(labels, words);
    // How many of the learned pairs are met is known only in the end.
    this.#pairs = countTable(labels);
    this.#wordStamps = new Uint32Array(words);
  }

  /** Counts one row, the first `length` of the ids, under one of its labels. */
  add(ids: ArrayLike<number>, label: number, length = ids.length): void {
    this.rows++;
    this.labelRows[label]!++;
    const stamp = ++this.#stamp;
    const stamps = this.#wordStamps;
    const learned = this.#learned;
    const words = stamps.length;
    let previous = UNKNOWN;
    for (let i = 0; i < length; i++) {
      const id = ids[i]! < words ? ids[i]! : UNKNOWN;
      if (id !== UNKNOWN) {
        if (stamps[id] !== stamp) {
          stamps[id] = stamp;
          this.#words.add(id, label);
        }
        if (i === 0 || previous !== UNKNOWN) {
          const bit = pairBit(previous, id);
          if ((learned[bit >>> 5]! & (1 << (bit & 31))) !== 0) this.#addPair(previous, id, label, stamp);
        }
      }
      previous = id;
    }
  }

  #addPair(left: number, right: number, label: number, stamp: number): void {
    const pair = this.#numberOf(left, right);
    if (this.#pairStamps[pair] === stamp) return;
    this.#pairStamps[pair] = stamp;
    this.#pairs.add(pair, label);
  }

  #numberOf(left: number, right: number): number {
    const pair = this.pairNumbers.add(left, right);
    if (pair >= this.#pairStamps.length) this.#pairStamps = grown(this.#pairStamps, pair * 2);
    return pair;
  }

  part(): ModelPart {
    return {
      rows: this.rows,
      labelRows: this.labelRows,
      words: this.#words.parts(),
      pairs: this.#pairs.parts(),
      pairSlots: this.pairNumbers.slots,
    };
  }

  addPart({ rows, labelRows, words, pairs, pairSlots }: ModelPart): void {
    this.rows += rows;
    labelRows.forEach((more, label) => (this.labelRows[label]! += more));
    this.#words.addAll(words);
    // A pair takes four numbers of the table there.
    const own = new Uint32Array(pairSlots.length / 4);
    PairTable.forEach(pairSlots, (left, right, number) => {
      own[number] = this.#numberOf(left, right);
    });
    this.#pairs.addAll(pairs, (pair) => own[pair]!);
  }

  /** Rows by word and label, and by pair and label, as counted so far. */
  freeze(): { readonly words: FrozenCounts; readonly pairs: FrozenCounts } {
    return {
      words: this.#words.freeze(this.#wordStamps.length),
      pairs: this.#pairs.freeze(this.pairNumbers.size + 1),
    };
  }
}

/**
 * The numbers of the pairs of a row, into `out`: at each place that of the token and the one before it, 0 for one that
 * was never counted. The first token makes a pair with the beginning of the row.
 */
export function pairsIn(pairs: PairTable, ids: ArrayLike<number>, out: Uint32Array): Uint32Array {
  let previous = UNKNOWN;
  for (let i = 0; i < ids.length; i++) {
    const id = ids[i]!;
    const possible = id !== UNKNOWN && (i === 0 || previous !== UNKNOWN);
    out[i] = possible ? pairs.get(previous, id) : 0;
    previous = id;
  }
  return out;
}

function pairBit(left: number, right: number): number {
  let h = Math.imul(left, 0x9e3779b1) ^ Math.imul(right, 0x85ebca6b);
  h ^= h >>> 15;
  return Math.imul(h, 0xc2b2ae35) >>> 8;
}
