/** Tells at little cost that a row has no near-duplicate, so that only the others are searched for. */
import { hashOfToken } from "../../text/token-hashes.ts";
import type { TokenRun, TokenTable } from "../../text/token-table.ts";
import { atLeast, bits, sketch } from "./postings.ts";
import { MANY, takeSmallest } from "./smallest.ts";
import { openVocabulary, rankByFrequency, unknownTokens } from "./token-vocabulary.ts";

/** Most hashes of a set. */
export const MAX_SET = 1024;
/** Numbers of one entry of `SieveTables.entries` and of `heads`. */
const WIDTH = 3;
const HEAD = 2;
/** A row that so many entries have been looked at for passes: it is not the sieve that is to take long. */
const MOST_SCANNED = 512;

/** A sieve as arrays, which another thread can be sent. */
export interface SieveTables {
  readonly threshold: number;
  /** Slots and size of the vocabulary. */
  readonly slots: Uint32Array;
  readonly tokens: number;
  /**
   * Each set stands in the lists of its rarest tokens. An entry is the size of the largest set that can still reach the
   * similarity although the two first meet here (· 65536) with the size of the listed set, the largest first; and the
   * sketch of the listed set.
   */
  readonly entries: Uint32Array;
  /**
   * By rank of the token, side by side: the number of its first entry, and the largest first half of its entries with
   * the least second half: what is beyond these meets nothing in the list, which then need not be touched.
   */
  readonly heads: Uint32Array;
  /** By overlap: the largest sum of sizes for which it is enough. */
  readonly mostOf: Uint16Array;
}

/** The overlap that the similarity means for two sets, by the sum of their sizes: t/(1+t) of it. */
export function overlapNeeded(threshold: number, largestSum: number): Uint16Array {
  return Uint16Array.from({ length: largestSum + 1 }, (_, sum) =>
    Math.ceil((threshold / (1 + threshold)) * sum - 1e-9),
  );
}

/** Builds a sieve for sets of hashes, each without repeats and of at most `MAX_SET`. */
export function buildSieve(sets: readonly Uint32Array[], threshold: number): SieveTables {
  const vocabulary = rankByFrequency(sets);
  const mostOf = mostOfOverlap(overlapNeeded(threshold, 2 * MAX_SET));
  const prefixOf = (size: number): number => Math.min(size, size - atLeast(threshold, size) + 1);
  const total = sets.reduce((sum, { length }) => sum + prefixOf(length), 0);
  // All entries in the order of their sets first; then by reach, counted out.
  const setOf = new Uint32Array(total);
  const rankOf = new Uint32Array(total);
  const reach = new Uint16Array(total);
  const byReach = new Uint32Array(2 * MAX_SET + 2);
  const heads = new Uint32Array((vocabulary.size + 1) * HEAD);
  const sketches = new Uint32Array(sets.length * 2);
  let at = 0;
  for (const [set, hashes] of sets.entries()) {
    const size = hashes.length;
    const ranks = hashes.map((hash) => vocabulary.rank(hash)).sort();
    const { low, high } = sketch(hashes, size);
    sketches[2 * set] = low;
    sketches[2 * set + 1] = high;
    for (let i = 0; i < prefixOf(size); i++) {
      setOf[at] = set;
      rankOf[at] = ranks[i]!;
      reach[at] = mostOf[size - i]! - size;
      byReach[reach[at]! + 1]!++;
      heads[(ranks[i]! + 1) * HEAD]!++;
      at++;
    }
  }
  for (let i = 1; i < byReach.length; i++) byReach[i]! += byReach[i - 1]!;
  for (let rank = 1; rank <= vocabulary.size; rank++) heads[rank * HEAD]! += heads[(rank - 1) * HEAD]!;
  const order = new Uint32Array(total);
  for (let entry = 0; entry < total; entry++) order[byReach[reach[entry]!]!++] = entry;
  const entries = new Uint32Array(total * WIDTH);
  const filled = new Uint32Array(vocabulary.size);
  for (let i = total - 1; i >= 0; i--) {
    const entry = order[i]!;
    const rank = rankOf[entry]!;
    const set = setOf[entry]!;
    const size = sets[set]!.length;
    const head = (reach[entry]! << 16) | size;
    const bounds = filled[rank] === 0 ? head : heads[rank * HEAD + 1]!;
    heads[rank * HEAD + 1] = (bounds & 0xffff0000) | Math.min(bounds & 0xffff, size);
    const to = (heads[rank * HEAD]! + filled[rank]!++) * WIDTH;
    entries[to] = head;
    entries[to + 1] = sketches[2 * set]!;
    entries[to + 2] = sketches[2 * set + 1]!;
  }
  return { threshold, slots: vocabulary.slots, tokens: vocabulary.size, entries, heads, mostOf };
}

function mostOfOverlap(neededOf: Uint16Array): Uint16Array {
  const mostOf = new Uint16Array(neededOf.length);
  for (let sum = 0; sum < neededOf.length; sum++) mostOf[neededOf[sum]!] = sum;
  // An overlap that no sum needs exactly is enough for what less is enough for.
  for (let k = 1; k < mostOf.length; k++) mostOf[k] = Math.max(mostOf[k]!, mostOf[k - 1]!);
  return mostOf;
}

/**
 * Tells rows that no set is similar to, from the numbers of their words: nearly all rows of a reference, for a fraction
 * of what a probe costs. It never says no to a row that the probe of an index of these sets, or of some of them, would
 * find something for.
 */
export type RowSieve = (run: TokenRun) => boolean;

/** What `openSieve` needs to know rows by the numbers of a token table, to which nothing may be added any more. */
export function ranksOf({ slots, tokens: size }: SieveTables, tokens: TokenTable): Int32Array {
  const vocabulary = openVocabulary(slots, size);
  return Int32Array.from({ length: tokens.size }, (_, id) =>
    tokens.isWord(id) ? vocabulary.rank(hashOfToken(tokens.name(id))) : -1,
  );
}

/** @param rankOf see `ranksOf` */
export function openSieve(tables: SieveTables, rankOf: Int32Array): RowSieve {
  const { threshold, heads, entries, mostOf } = tables;
  const vocabulary = openVocabulary(tables.slots, tables.tokens);
  const stamps = new Uint32Array(vocabulary.size);
  const unknown = unknownTokens();
  let serial = 0;
  let known = new Uint32Array(64);

  return (run) => {
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
  };

  /** Whether one of the lists of the rarest `prefix` tokens holds a set that may be similar. */
  function meets({ hashes, hashed }: TokenRun, size: number, hits: number, prefix: number): boolean {
    if (hits > MANY) known.subarray(0, hits).sort();
    let drawn = false;
    let low = 0;
    let high = 0;
    let scanned = 0;
    for (let i = 0; i < prefix; i++) {
      const rank = hits > MANY ? known[i]! : takeSmallest(known, i, hits);
      const largest = mostOf[hits - i]! - size;
      const bounds = heads[rank * HEAD + 1]!;
      if (bounds >>> 16 < size || (bounds & 0xffff) > largest) continue;
      const end = heads[(rank + 1) * HEAD]! * WIDTH;
      for (let p = heads[rank * HEAD]! * WIDTH; p < end; p += WIDTH) {
        const head = entries[p]!;
        if (head >>> 16 < size) break;
        if (++scanned > MOST_SCANNED) return true;
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
