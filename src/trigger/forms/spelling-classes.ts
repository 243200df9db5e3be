/** Words that the base does not have and that are written alike: one name in many spellings, each of which is too rare. */

import { PairTable } from "../../collections/pair-table.ts";
import { remembered } from "../../collections/remembered.ts";
import { bySampledRow } from "../../evidence/base/by-sampled-row.ts";
import { logBinomialUpperTail } from "../../stats/log-space.ts";
import { bareWords } from "../../text/bare-words.ts";
import { judgedRows } from "../elsewhere.ts";
import type { Scanned } from "../scanned.ts";
import { type Feature, LEAST_ROWS, mostRows } from "./feature-test.ts";

/** Rows with a new word that holds the same two pairs of letters. */
export interface SpellingClass extends Feature {
  /** The words, in order of first sight. */
  readonly words: readonly string[];
  /** Rows of the word that most of them hold. */
  readonly ofMostFrequent: readonly number[];
  readonly logBurst: number;
  /** Most of its rows that carry one label, and all of them. */
  readonly mostCarriers: number;
  readonly rowCount: number;
}

/** A class of fewer words is one word, or a word and its plural: the trigger scan's. */
const LEAST_WORDS = 3;

/** Rows by word, ascending and each once. */
export type WordRows = ReadonlyMap<string, readonly number[]>;

/**
 * Whoever misspells a name leaves some pairs of its neighbouring letters in order, so the forms of one name are found by
 * any two that they share: linear in the words, where comparing them with one another is not. What stands for the base
 * is words that a single one of its sampled rows holds.
 * @returns by burst: what is more frequent than such words of the base comes first
 */
export function spellingClasses(scanned: Scanned): SpellingClass[] {
  const { group, rows } = scanned;
  const { fresh, single } = rareWords(scanned);
  const most = mostRows(rows.length);
  const keys = new LetterPairs();
  const tally = tallyOf(scanned, most);
  const found = new Map<number, { words: readonly string[]; counts: Tally; sample: number[] }>();
  for (const [key, words] of keys.frequent(fresh)) {
    const counts = tally(words.map((word) => fresh.get(word)!));
    if (counts.rowCount >= LEAST_ROWS && counts.rowCount <= most)
      found.set(key, { words, counts, sample: [] });
  }
  // Each is in one row, and they come in the order of those.
  keys.known(single, found.keys(), (key, word) => {
    const sample = found.get(key)?.sample;
    const [row] = single.get(word)!;
    if (sample !== undefined && sample[sample.length - 1] !== row) sample.push(row!);
  });
  const share = rows.length / Math.max(1, rows.length + group.sample.length);
  return Array.from(found.values(), ({ words, counts, sample }): SpellingClass => {
    const { rowCount } = counts;
    const logBurst = logBinomialUpperTail(rowCount + sample.length, share, rowCount);
    return {
      words,
      ...counts,
      sample,
      logBurst,
      // A large change has a hundred thousand classes, and hardly one that is tested.
      get rows() {
        return eachOnce(words.flatMap((word) => fresh.get(word)!));
      },
      get ofMostFrequent() {
        return words
          .map((word) => fresh.get(word)!)
          .reduce((most, of) => (of.length > most.length ? of : most));
      },
    };
  }).sort((a, b) => a.logBurst - b.logBurst);
}

type Tally = Pick<SpellingClass, "rowCount" | "mostCarriers">;

/**
 * Counts the rows of lists that may share some, and those of the commonest label.
 * @param most rows that are counted: of a class of more it does not matter how many
 */
function tallyOf({ group, rows }: Scanned, most: number): (lists: readonly (readonly number[])[]) => Tally {
  // Side by side: a large change asks for millions of rows, each somewhere else in memory.
  const only = Int32Array.from(rows, (row) => {
    const { labels } = group.rows[row]!;
    return labels.length === 1 ? labels[0]! : SEVERAL;
  });
  const seen = new Uint32Array(rows.length);
  const carriers = new Uint32Array(group.space.names.length);
  let stamp = 0;
  return (lists) => {
    stamp++;
    carriers.fill(0);
    let rowCount = 0;
    for (const list of lists) {
      for (let i = 0; i < list.length; i++) {
        const at = list[i]!;
        if (seen[at] === stamp) continue;
        seen[at] = stamp;
        rowCount++;
        if (only[at] !== SEVERAL) carriers[only[at]!]!++;
        else for (const label of group.rows[rows[at]!]!.labels) carriers[label]!++;
      }
      if (rowCount > most) break;
    }
    return { rowCount, mostCarriers: carriers.reduce((high, count) => Math.max(high, count), 0) };
  };
}

const SEVERAL = -1;

export const eachOnce = (rows: readonly number[]): number[] =>
  Array.from(Uint32Array.from(new Set(rows)).sort());

/** Words by the rows that hold them. */
interface RareWords {
  readonly base: WordRows;
  /** Words of the change that no sampled base row has. */
  readonly fresh: WordRows;
  /** Those of the base that one of its rows has: as new to the others as the change's new words are to it. */
  readonly single: WordRows;
}

/** Of a change that is mostly from elsewhere, the words of the other rows. Two scans ask for them. */
export const rareWords = remembered((scanned: Scanned): RareWords => {
  const { group, rows } = scanned;
  const isJudged = judgedRows(scanned);
  const remembered = new Map<string, string | null>();
  const base = wordRows(group.sample, (row) => sampledWords(row, remembered));
  const changed = wordRows(rows, (row, at) =>
    isJudged(at) ? bareWords(group.rows[row]!.text, remembered) : [],
  );
  const fresh = new Map([...changed].filter(([word]) => !base.has(word)));
  const single = new Map([...base].filter(([, of]) => of.length === 1 && group.sample[of[0]!]!.label >= 0));
  return { base, fresh, single };
});

const sampledWords = bySampledRow(bareWords);

function wordRows<Row>(
  rows: readonly Row[],
  wordsOf: (row: Row, index: number) => readonly string[],
): Map<string, number[]> {
  const found = new Map<string, number[]>();
  rows.forEach((row, index) => {
    for (const word of wordsOf(row, index)) {
      const of = found.get(word);
      if (of === undefined) found.set(word, [index]);
      else if (of[of.length - 1] !== index) of.push(index);
    }
  });
  return found;
}

/** Most keys are of one word: counted by hash first, they take no place in any table (Park, Chen & Yu 1995). So many bits it has. */
const LEAST_BITS = 14;
const MOST_BITS = 22;

/** Numbers of two pairs of neighbouring letters in the order in which a word has them; its two ends are letters too. */
class LetterPairs {
  readonly #keys = new PairTable();
  /** By hash of a key, how many rows it may have at most. */
  #buckets = new Uint8Array(0);
  #shift = 0;
  /** By key, its hash. */
  readonly #bucketOf: number[] = [0];
  /** By key, the number of the word that had it last, so that a word has each key once. */
  readonly #last: number[] = [0];
  /** Words visited so far. */
  #words = 0;
  /** The pairs of the present word, and what each brings to the hash of a key as its first and as its second. */
  #pairs = new Int32Array(64);
  #firsts = new Int32Array(64);
  #seconds = new Int32Array(64);

  /** The keys that enough words and rows share, each with its words, in order of first sight. To be called first, and once. */
  frequent(words: WordRows): [key: number, words: readonly string[]][] {
    let visits = 0;
    for (const { length } of words.keys()) visits += (length * (length + 1)) / 2;
    const bits = Math.min(MOST_BITS, Math.max(LEAST_BITS, Math.ceil(Math.log2(4 * visits + 1))));
    this.#shift = 32 - bits;
    this.#buckets = new Uint8Array(2 ** bits);
    for (const [word, rows] of words) this.#count(word, rows.length);
    const wordsOf: (string[] | undefined)[] = [];
    for (const word of words.keys())
      this.#each(word, LEAST_ROWS, (first, second, at) => {
        const key = this.#keys.add(first, second);
        this.#bucketOf[key] = at;
        if (this.#isFirst(key)) (wordsOf[key] ??= []).push(word);
      });
    // Of a million places few hold a key that counts: an iterator would make an entry for each.
    const found: [number, string[]][] = [];
    wordsOf.forEach((of, key) => {
      if (of !== undefined && of.length >= LEAST_WORDS) found.push([key, of]);
    });
    return found;
  }

  /** Visits each word of each of these keys, and of some others. To be called once, and last. */
  known(words: WordRows, wanted: Iterable<number>, visit: (key: number, word: string) => void): void {
    this.#buckets.fill(0);
    for (const key of wanted) this.#buckets[this.#bucketOf[key]!] = 1;
    for (const word of words.keys())
      this.#each(word, 1, (first, second) => {
        const key = this.#keys.get(first, second);
        if (key !== 0 && this.#isFirst(key)) visit(key, word);
      });
  }

  /** Whether the present word has the key for the first time. */
  #isFirst(key: number): boolean {
    if (this.#last[key] === this.#words) return false;
    this.#last[key] = this.#words;
    return true;
  }

  #count(word: string, rows: number): void {
    const length = this.#split(word);
    const [buckets, firsts, seconds, shift] = [this.#buckets, this.#firsts, this.#seconds, this.#shift];
    for (let i = 0; i < length; i++)
      for (let j = i + 1; j < length; j++) {
        const at = (firsts[i]! ^ seconds[j]!) >>> shift;
        buckets[at] = Math.min(255, buckets[at]! + rows);
      }
  }

  /** Visits the keys of a word whose bucket holds so much. */
  #each(word: string, least: number, visit: (first: number, second: number, at: number) => void): void {
    this.#words++;
    const length = this.#split(word);
    const [buckets, firsts, seconds, shift] = [this.#buckets, this.#firsts, this.#seconds, this.#shift];
    for (let i = 0; i < length; i++)
      for (let j = i + 1; j < length; j++) {
        const at = (firsts[i]! ^ seconds[j]!) >>> shift;
        if (buckets[at]! >= least) visit(this.#pairs[i]!, this.#pairs[j]!, at);
      }
  }

  /** The pairs of a word; how many it has. */
  #split(word: string): number {
    const length = word.length + 1;
    if (length > this.#pairs.length) {
      this.#pairs = new Int32Array(2 * length);
      this.#firsts = new Int32Array(2 * length);
      this.#seconds = new Int32Array(2 * length);
    }
    let before = 0;
    for (let i = 0; i < length; i++) {
      const letter = i === word.length ? 0 : word.charCodeAt(i);
      const pair = (before << 16) | letter;
      this.#pairs[i] = pair;
      this.#firsts[i] = Math.imul(pair, 0x9e3779b1);
      this.#seconds[i] = Math.imul(pair, 0x85ebca6b);
      before = letter;
    }
    return length;
  }
}
