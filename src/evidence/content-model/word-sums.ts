/** Sums of evidence for each word, kept so that they are worked out once. */
import type { FeatureSpace } from "./feature-space.ts";
import type { Weights } from "./weights.ts";

/** Sums that are kept, in numbers: 64 MB. Those of more words are worked out anew each time. */
const MOST_KEPT = 1 << 23;
/** Sums of letter runs that are kept: 32 MB. */
const MOST_RUNS = 1 << 22;
/** A run of letters has entries for most labels where these are no more; of many labels it has few, which are gone through. */
const FEW_LABELS = 12;

/**
 * What a word by itself and its letters say of each label, worked out once a word. They stand side by side, since a
 * row is scored by going through its words, and each is somewhere else in memory.
 */
export class WordSums {
  readonly #space: FeatureSpace;
  readonly #words: Weights;
  readonly #letters: Weights;
  /** Sums of one kind: one for each label and way of weighing. */
  readonly #labels: number;
  readonly #ways: number;
  readonly #leftOut: boolean;
  /** Numbers of one word: its weights and the sums of its letters'; of a row left out, those of its own label behind each. */
  readonly #width: number;
  /** By word: where its numbers stand, in units of the width; 0 for nowhere: the numbers at 0 are those of the last such word. */
  readonly #places: Uint32Array;
  /** Room for all words at once: what no word is put in takes no memory, and lists that grow would leave as much behind again. */
  #sums = new Float64Array(0);
  /** By place: 1 where the word itself is known, and the number of its letter runs that are. */
  #known = new Uint32Array(0);
  #used = 0;
  /** What a run of letters says, worked out once: it is in many words. Null before the first, and where it would take too much room. */
  #runs: RunSums | null = null;
  readonly #keepsRuns: boolean;

  /** @param leftOut whether the rows were counted themselves, and are to be left out of the counts */
  constructor(space: FeatureSpace, words: Weights, letters: Weights, labels: number, leftOut: boolean) {
    this.#space = space;
    this.#words = words;
    this.#letters = letters;
    this.#ways = words.ways;
    this.#labels = labels * words.ways;
    this.#leftOut = leftOut;
    this.#width = (leftOut ? 4 : 2) * this.#labels;
    this.#places = new Uint32Array(words.counts.totals.length);
    this.#keepsRuns = labels <= FEW_LABELS && (letters.counts.totals.length * this.#width) / 2 <= MOST_RUNS;
  }

  /**
   * Adds what a word says to the sums. `own` is the label of a row that is left out, else −1; `known` is counted up. With −1 for
   * `by` it is all taken off again.
   */
  add(
    word: number,
    own: number,
    words: Float64Array,
    letters: Float64Array,
    known: Uint32Array,
    by: 1 | -1 = 1,
  ): void {
    let place = this.#places[word]!;
    if (place === 0) place = this.#place(word);
    const labels = this.#labels;
    const sums = this.#sums;
    const at = place * this.#width;
    if (own < 0) {
      const lettersAt = at + labels;
      for (let l = 0; l < labels; l++) {
        words[l]! += by * sums[at + l]!;
        letters[l]! += by * sums[lettersAt + l]!;
      }
    } else this.#addLeftOut(at, own, words, letters, by);
    known[0]! += by * this.#known[2 * place]!;
    known[1]! += by * this.#known[2 * place + 1]!;
  }

  #addLeftOut(at: number, own: number, words: Float64Array, letters: Float64Array, by: 1 | -1): void {
    const labels = this.#labels;
    const sums = this.#sums;
    const ownAt = at + labels;
    const lettersAt = ownAt + labels;
    const ownLettersAt = lettersAt + labels;
    const first = own * this.#ways;
    const end = first + this.#ways;
    for (let l = 0; l < first; l++) words[l]! += by * sums[at + l]!;
    for (let l = first; l < end; l++) words[l]! += by * sums[ownAt + l]!;
    for (let l = end; l < labels; l++) words[l]! += by * sums[at + l]!;
    for (let l = 0; l < labels; l++) letters[l]! += by * sums[lettersAt + l]!;
    for (let l = first; l < end; l++) letters[l]! += by * (sums[ownLettersAt + l]! - sums[lettersAt + l]!);
  }

  #place(word: number): number {
    if (this.#used === 0) this.#makeRoom();
    const place = 2 * this.#used < this.#known.length ? this.#used++ : 0;
    this.#places[word] = place;
    const half = this.#width / 2;
    const at = place * this.#width;
    if (place === 0) this.#sums.fill(0, 0, this.#width);
    const sums = this.#sums;
    this.#known[2 * place] = this.#addTo(sums, at, this.#words, word);
    let runs = 0;
    const own = this.#space.lettersOf(word);
    for (let i = 0; i < own.length; i++)
      runs += this.#keepsRuns
        ? this.#addRun(at + half, own[i]!)
        : this.#addTo(sums, at + half, this.#letters, own[i]!);
    this.#known[2 * place + 1] = runs;
    return place;
  }

  /** The same for a run of letters, from what is kept of it. */
  #addRun(at: number, run: number): number {
    const half = this.#width / 2;
    const runs = this.#letters.counts.totals.length;
    this.#runs ??= { known: new Uint8Array(runs), sums: new Float64Array(runs * half) };
    const { known, sums: ofRuns } = this.#runs;
    const from = run * half;
    if (known[run] === 0) known[run] = 1 + this.#addTo(ofRuns, from, this.#letters, run);
    if (known[run] === 1) return 0;
    const sums = this.#sums;
    for (let i = 0; i < half; i++) sums[at + i]! += ofRuns[from + i]!;
    return 1;
  }

  /** Adds a feature's weights; 1 where it is known, else 0. */
  #addTo(sums: Float64Array, at: number, weights: Weights, feature: number): number {
    const { counts, ways, table, starts, squared } = weights;
    const { entries } = counts;
    const first = counts.starts[feature]!;
    const end = counts.starts[feature + 1]!;
    if (first === end) return 0;
    if (this.#leftOut && end === first + 1 && entries[2 * first + 1] === 1) return 0;
    const total = counts.totals[feature]!;
    // A row that is left out has the feature: it is one row of another label, or of this one.
    const left = this.#leftOut ? total - 1 : total;
    for (let i = first; i < end; i++) {
      const label = entries[2 * i]!;
      const rows = entries[2 * i + 1]!;
      const known = starts[label]! + rows;
      const isKnown = known < starts[label + 1]!;
      const to = at + label * ways;
      for (let way = 0; way < ways; way++) {
        sums[to + way]! += isKnown ? table[known * ways + way]! : weights.exact(rows, label, way);
        if (this.#leftOut)
          sums[to + way + this.#labels]! += isKnown
            ? table[(known - 1) * ways + way]!
            : weights.exact(rows - 1, label, way);
      }
      if (squared === null) continue;
      const square = weights.square(rows, Math.max(0, left - rows), label);
      const ofOwn = this.#leftOut ? weights.square(rows - 1, total - rows, label) : 0;
      for (let way = 0; way < ways; way++) {
        sums[to + way]! += squared[way]! * square;
        if (this.#leftOut) sums[to + way + this.#labels]! += squared[way]! * ofOwn;
      }
    }
    return 1;
  }

  #makeRoom(): void {
    const places = 1 + Math.min(this.#places.length, Math.floor(MOST_KEPT / this.#width));
    this.#known = new Uint32Array(2 * places);
    this.#sums = new Float64Array(places * this.#width);
    this.#used = 1;
  }
}

/** Sums of letter runs, by run. */
interface RunSums {
  /** 0 where they are still to be worked out; else 1 more than what of the run is known: 0 or 1. */
  readonly known: Uint8Array;
  readonly sums: Float64Array;
}
