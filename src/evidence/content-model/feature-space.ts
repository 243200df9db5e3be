/** Numbers the features of texts that the content model counts: words, pairs of words, runs of letters. */
import type { CountTable, FrozenCounts } from "../../collections/count-table.ts";
import { NumberPool } from "../../collections/number-pool.ts";
import { PairTable } from "../../collections/pair-table.ts";
import type { TokenTable } from "../../text/token-table.ts";
import { learnedPairs, learnPairs } from "./model-counts.ts";

/** Letters of the shorter runs within a word, its two boundaries counted as letters; the longer ones have one more. */
const SHORTEST = 4;
/** The same where a letter is a syllable: a root of two letters would be in hardly a run of four. */
const SHORTEST_OF_SYLLABLES = 2;
const SYLLABLES = /[\p{Script=Hangul}\p{Script=Ethiopic}]/u;
/** Added to the number of a run where it begins one of a letter more: beyond the number of any pair of letters. */
const LONGER = 2 ** 30;
/** What a run of two begins with, where one of four has the number of its first pair. */
const NO_PAIR = 0;

const NO_LETTERS = new Uint32Array(0);

/**
 * The features of a text: its distinct words, neighbouring pairs of words, and runs of letters within words. What is
 * counted are the features of texts that were `learn`ed: those of other texts would never be asked for.
 */
export class FeatureSpace {
  readonly tokens: TokenTable;
  /** Which pairs the learned rows have. */
  readonly pairs = learnedPairs();
  readonly #bigrams = new PairTable();
  readonly #runs = new PairTable();
  /** By token id: the numbers of its letter runs. */
  readonly #letters: (Uint32Array | undefined)[] = [];
  /** Where those stand: there are tens of thousands of words. */
  readonly #pool = new NumberPool();

  constructor(tokens: TokenTable) {
    this.tokens = tokens;
  }

  /** Numbers of letter runs are below this. */
  get letters(): number {
    return this.#runs.size + 1;
  }

  /** Marks all features of a row that is to be scored. */
  learn(ids: ArrayLike<number>): void {
    for (let i = 0; i < ids.length; i++) this.#learnLetters(ids[i]!);
    learnPairs(this.pairs, ids);
  }

  #learnLetters(id: number): void {
    if (this.#letters[id] !== undefined) return;
    this.#letters[id] = this.tokens.isWord(id) ? this.#lettersIn(`<${this.tokens.name(id)}>`) : NO_LETTERS;
  }

  /** Numbers all of the shorter runs, then all of the longer ones. A run of four is a pair of pairs, and a longer one has one letter more. */
  #lettersIn(word: string): Uint32Array {
    const ofSyllables = SYLLABLES.test(word);
    const shortest = ofSyllables ? SHORTEST_OF_SYLLABLES : SHORTEST;
    const count = Math.max(0, word.length - shortest + 1);
    const found = this.#pool.take(count + Math.max(0, count - 1));
    const pair = (at: number): number => this.#bigrams.add(word.charCodeAt(at), word.charCodeAt(at + 1));
    for (let i = 0; i < count; i++) {
      const run = ofSyllables ? this.#runs.add(NO_PAIR, pair(i)) : this.#runs.add(pair(i), pair(i + 2));
      found[i] = run;
      if (i + 1 < count) found[count + i] = this.#runs.add(LONGER + run, word.charCodeAt(i + shortest));
    }
    return found;
  }

  /** The numbers of a word's letter runs, as often as the word holds each. */
  lettersOf(id: number): Uint32Array {
    return this.#letters[id] ?? NO_LETTERS;
  }

  /** A row holds the letters of its words: their counts follow from those of the words. */
  countLetters(words: FrozenCounts, letters: CountTable): void {
    for (let id = 0; id < words.totals.length; id++) {
      const own = this.#letters[id];
      if (own === undefined || words.totals[id] === 0) continue;
      for (let i = words.starts[id]!; i < words.starts[id + 1]!; i++) {
        for (let at = 0; at < own.length; at++)
          letters.add(own[at]!, words.entries[2 * i]!, words.entries[2 * i + 1]);
      }
    }
  }
}
