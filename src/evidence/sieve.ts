import type { TokenRun } from "../text/token-table.ts";
import { atLeast, bits, ENTRY, type Postings, sketch } from "./postings.ts";
import { MANY, takeSmallest } from "./smallest.ts";
import { unknownTokens, type Vocabulary } from "./token-vocabulary.ts";

/** Numbers of one entry of `SieveLists.entries`. */
const WIDTH = 3;
/** Numbers of one entry of `SieveLists.heads`. */
const HEAD = 2;

/**
 * The lists of `Postings` once more, ordered so that a scan can stop early. An entry is the size of the largest set that
 * can still reach the similarity although the two first meet here (· 65536) with the size of the posted set, the largest
 * first; and the sketch of the posted set.
 */
export interface SieveLists {
  /**
   * By rank of the token, side by side: the number of its first entry, and the largest first half of its entries with
   * the least second half: what is beyond these meets nothing in the list, which then need not be touched.
   */
  readonly heads: Uint32Array;
  readonly entries: Uint32Array;
  /** By overlap: the largest sum of sizes for which it is enough. */
  readonly mostOf: Uint16Array;
}

/** The overlap that the similarity means for two sets, by the sum of their sizes: t/(1+t) of it. */
export function overlapNeeded(threshold: number, largestSum: number): Uint16Array {
  return Uint16Array.from({ length: largestSum + 1 }, (_, sum) =>
    Math.ceil((threshold / (1 + threshold)) * sum - 1e-9),
  );
}

/** @param neededOf see `overlapNeeded` */
export function sieveLists({ start, entries: posted }: Postings, neededOf: Uint16Array): SieveLists {
  const mostOf = new Uint16Array(neededOf.length);
  for (let sum = 0; sum < neededOf.length; sum++) mostOf[neededOf[sum]!] = sum;
  // An overlap that no sum needs exactly is enough for what less is enough for.
  for (let k = 1; k < mostOf.length; k++) mostOf[k] = Math.max(mostOf[k]!, mostOf[k - 1]!);
  const entries = new Uint32Array((posted.length / ENTRY) * WIDTH);
  const heads = new Uint32Array(start.length * HEAD);
  for (let rank = 0; rank < start.length; rank++) heads[rank * HEAD] = start[rank]!;
  for (let rank = 0; rank + 1 < start.length; rank++) {
    const first = start[rank]!;
    let least = 0xffff;
    for (let p = first; p < start[rank + 1]!; p++) {
      const place = posted[p * ENTRY + 1]!;
      const size = place >>> 8;
      least = Math.min(least, size);
      const head = ((mostOf[size - (place & 0xff)]! - size) << 16) | size;
      let at = p;
      for (; at > first && entries[(at - 1) * WIDTH]! < head; at--)
        entries.copyWithin(at * WIDTH, (at - 1) * WIDTH, at * WIDTH);
      entries[at * WIDTH] = head;
      entries[at * WIDTH + 1] = posted[p * ENTRY + 2]!;
      entries[at * WIDTH + 2] = posted[p * ENTRY + 3]!;
    }
    const none = first === start[rank + 1]!;
    heads[rank * HEAD + 1] = none ? least : (entries[first * WIDTH]! & 0xffff0000) | least;
  }
  return { heads, entries, mostOf };
}

/**
 * Tells rows that no indexed set is similar to, from the numbers of their words: nearly all rows of a reference, for
 * a fraction of what a probe costs. It never says no to a row that a probe would find something for.
 */
export interface Sieve {
  /** @param rankOf rank by token id, −1 for words of no indexed set (`ranksOf`) */
  readonly passes: (run: TokenRun, rankOf: Int32Array) => boolean;
}

export function sieve(vocabulary: Vocabulary, lists: SieveLists, threshold: number): Sieve {
  const { heads, entries, mostOf } = lists;
  const stamps = new Uint32Array(vocabulary.size);
  const unknown = unknownTokens();
  let serial = 0;
  let known = new Uint32Array(64);

  return {
    passes(run, rankOf) {
      if (!run.aligned) return true;
      const { hashes, words, hashed } = run;
      if (known.length < hashed) known = new Uint32Array(hashed * 2);
      serial++;
      unknown.clear();
      let hits = 0;
      let misses = 0;
      const mostMisses = (1 - threshold) * hashed + 1e-9;
      for (let i = 0; i < hashed; i++) {
        const id = words[i]!;
        // A word that the table does not know may still stand in a set of another group of files.
        const rank = id === 0 ? vocabulary.rank(hashes[i]!) : rankOf[id]!;
        if (rank >= 0) {
          if (stamps[rank] === serial) continue;
          stamps[rank] = serial;
          known[hits++] = rank;
        } else if (unknown.add(hashes[i]!) && ++misses > mostMisses) return false;
      }
      const size = hits + misses;
      const least = atLeast(threshold, size);
      if (hits < least || size === 0) return false;
      return meets(run, size, hits, hits - least + 1);
    },
  };

  /** Whether one of the lists of the rarest `prefix` tokens holds a set that may be similar. */
  function meets({ hashes, hashed }: TokenRun, size: number, hits: number, prefix: number): boolean {
    if (hits > MANY) known.subarray(0, hits).sort();
    let drawn = false;
    let low = 0;
    let high = 0;
    for (let i = 0; i < prefix; i++) {
      const rank = hits > MANY ? known[i]! : takeSmallest(known, i, hits);
      const largest = mostOf[hits - i]! - size;
      const bounds = heads[rank * HEAD + 1]!;
      if (bounds >>> 16 < size || (bounds & 0xffff) > largest) continue;
      const end = heads[(rank + 1) * HEAD]! * WIDTH;
      for (let p = heads[rank * HEAD]! * WIDTH; p < end; p += WIDTH) {
        const head = entries[p]!;
        if (head >>> 16 < size) break;
        const other = head & 0xffff;
        if (other > largest) continue;
        if (!drawn) {
          drawn = true;
          ({ low, high } = sketch(hashes, hashed));
        }
        // As many tokens of the other set may be missing as it has more than are needed.
        const missing = bits(entries[p + 1]! & ~low) + bits(entries[p + 2]! & ~high);
        if (mostOf[other - missing]! >= size + other) return true;
      }
    }
    return false;
  }
}
