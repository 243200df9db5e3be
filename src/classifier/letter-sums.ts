import type { FeatureSpace } from "./feature-space.ts";
import type { Weights } from "./weights.ts";

/** Sums that are kept, in numbers: 32 MB. Those of more words are worked out anew each time. */
const MOST_KEPT = 1 << 22;

/** What the letters of words say: worked out once a word, for rows as they are and for rows left out of their own counts. */
export class LetterSums {
  readonly #asTheyAre: KeptSums;
  readonly #leftOut: KeptSums;

  constructor(space: FeatureSpace, weights: Weights, labels: number) {
    this.#asTheyAre = new KeptSums(space, weights, labels, false);
    this.#leftOut = new KeptSums(space, weights, labels, true);
  }

  /** Adds the weights of a word's letter runs to the sums; the number of those that are known. */
  add(word: number, own: number, sums: Float64Array): number {
    return own < 0 ? this.#asTheyAre.add(word, -1, sums) : this.#leftOut.add(word, own, sums);
  }
}

/** Of each word the weights by label, and behind them those of the label of a row that is left out. */
class KeptSums {
  readonly #space: FeatureSpace;
  readonly #weights: Weights;
  readonly #labels: number;
  readonly #leftOut: boolean;
  readonly #width: number;
  /** By word: where its sums stand, in units of the width; 0 for none, and the sums at 0 are those of the last such word. */
  readonly #places: Uint32Array;
  #sums: Float64Array;
  #known: Uint32Array;
  #used = 1;

  constructor(space: FeatureSpace, weights: Weights, labels: number, leftOut: boolean) {
    this.#space = space;
    this.#weights = weights;
    this.#labels = labels;
    this.#leftOut = leftOut;
    this.#width = leftOut ? 2 * labels : labels;
    this.#places = new Uint32Array(space.tokens.size);
    this.#known = new Uint32Array(64);
    this.#sums = new Float64Array(64 * this.#width);
  }

  add(word: number, own: number, to: Float64Array): number {
    let place = this.#places[word]!;
    if (place === 0) place = this.#place(word);
    const sums = this.#sums;
    const at = place * this.#width;
    for (let l = 0; l < to.length; l++) to[l]! += sums[at + l]!;
    if (own >= 0) to[own]! += sums[at + this.#labels + own]! - sums[at + own]!;
    return this.#known[place]!;
  }

  #place(word: number): number {
    const keeps = this.#used * this.#width < MOST_KEPT;
    const place = keeps ? this.#used++ : 0;
    if (place >= this.#known.length) this.#grow();
    if (keeps) this.#places[word] = place;
    this.#fill(word, place);
    return place;
  }

  #grow(): void {
    const known = new Uint32Array(this.#known.length * 2);
    known.set(this.#known);
    this.#known = known;
    const sums = new Float64Array(this.#sums.length * 2);
    sums.set(this.#sums);
    this.#sums = sums;
  }

  #fill(word: number, place: number): void {
    const { counts, terms, ownTerms } = this.#weights;
    const sums = this.#sums;
    const least = this.#leftOut ? 1 : 0;
    const at = place * this.#width;
    const ownAt = at + this.#labels;
    if (place === 0) sums.fill(0, 0, this.#width);
    let known = 0;
    for (const letter of this.#space.lettersOf(word)) {
      if (counts.totals[letter]! <= least) continue;
      known++;
      for (let i = counts.starts[letter]!; i < counts.starts[letter + 1]!; i++) {
        const label = counts.labels[i]!;
        sums[at + label]! += terms[i]!;
        if (this.#leftOut) sums[ownAt + label]! += ownTerms[i]!;
      }
    }
    this.#known[place] = known;
  }
}
