/** The measures of a text's form in numbers, such as its length or how many everyday words it has. */
import { PairTable } from "../../collections/pair-table.ts";
import type { TokenTable } from "../../text/token-table.ts";

/** The measures of a row's form, as a reader would name a row that is high or low in one. */
export const MEASURES = [
  { high: "long rows", low: "short rows" },
  { high: "long words", low: "short words" },
  { high: "words that the base does not have", low: "words that the base has" },
  { high: "many everyday words", low: "few everyday words" },
  { high: "an unusual order of words", low: "a usual order of words" },
  { high: "hardly a word twice", low: "words that repeat" },
] as const;

/** The everyday words are the most frequent ones of the base: in any language mostly function words and marks. */
const EVERYDAY = 100;
/** Weight of the frequency of a word by itself in the estimate of a pair's, in rows. */
const PAIR_PRIOR = 2;

/** What the base's rows look like in numbers, so that one row can be measured against them. */
export class FormYardstick {
  readonly #tokens: TokenTable;
  readonly #counts: Uint32Array;
  /** By token: 1 for everyday words; and the row that held it last, so that a row has each once. */
  readonly #everyday: Uint8Array;
  readonly #last: Uint32Array;
  #row = 0;
  readonly #pairs = new PairTable();
  readonly #pairCounts: number[] = [0];
  #total = 0;

  constructor(tokens: TokenTable, base: readonly ArrayLike<number>[]) {
    this.#tokens = tokens;
    this.#counts = new Uint32Array(tokens.size);
    this.#everyday = new Uint8Array(tokens.size);
    this.#last = new Uint32Array(tokens.size);
    for (const ids of base) {
      for (let i = 0; i < ids.length; i++) {
        this.#counts[ids[i]!]!++;
        this.#total++;
        if (i > 0) this.#countPair(this.#pairs.add(ids[i - 1]!, ids[i]!));
      }
    }
    const order = Array.from(this.#counts.keys())
      .filter((id) => this.#counts[id]! > 0)
      .sort((a, b) => this.#counts[b]! - this.#counts[a]! || a - b);
    for (const id of order.slice(0, EVERYDAY)) this.#everyday[id] = 1;
  }

  #countPair(pair: number): void {
    this.#pairCounts[pair] = (this.#pairCounts[pair] ?? 0) + 1;
  }

  /**
   * The measures of a row, in the order of `MEASURES`.
   * @param own 1 for a row of the base itself, which is then left out of the counts, else 0
   */
  measure(ids: ArrayLike<number>, own: 0 | 1): number[] {
    const n = ids.length;
    let words = 0;
    let letters = 0;
    let unknown = 0;
    let everyday = 0;
    let surprise = 0;
    let distinct = 0;
    this.#row++;
    for (let i = 0; i < n; i++) {
      const id = ids[i]!;
      if (this.#last[id] !== this.#row) distinct++;
      this.#last[id] = this.#row;
      const count = this.#counts[id]! - own;
      if (count <= 0) unknown++;
      everyday += this.#everyday[id]!;
      if (this.#tokens.isWord(id)) {
        words++;
        letters += this.#tokens.name(id).length;
      }
      if (i > 0) surprise -= this.#logPair(ids[i - 1]!, id, own);
    }
    const all = Math.max(1, n);
    return [n, letters / Math.max(1, words), unknown / all, everyday / all, surprise / all, distinct / all];
  }

  /** ln P(word | the word before it), the frequencies of pairs drawn towards those of words. */
  #logPair(before: number, id: number, own: number): number {
    const pair = Math.max(0, (this.#pairCounts[this.#pairs.get(before, id)] ?? 0) - own);
    const word = (Math.max(0, this.#counts[id]! - own) + 0.5) / (this.#total + 0.5 * this.#counts.length);
    return Math.log((pair + PAIR_PRIOR * word) / (Math.max(0, this.#counts[before]! - own) + PAIR_PRIOR));
  }
}
