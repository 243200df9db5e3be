/** Finds the sets of words that are similar to a given one, without comparing it to all. */
import { PairTable } from "../../collections/pair-table.ts";
import type { TokenRun } from "../../text/token-table.ts";
import { atLeast, bits, ENTRY, type Postings, post, sketch } from "./postings.ts";
import { rankByFrequency, rankOf, UNKNOWN, unknownTokens } from "./token-vocabulary.ts";

/** Sets of 32-bit hashes, indexed so that the similar ones of another set are found without comparing all. */
export interface SimilarityIndex {
  /** Calls `accept` once for each indexed set whose Jaccard similarity with these hashes reaches the threshold. */
  probe(hashes: Uint32Array, count: number, accept: Accept): void;
  /**
   * The same for the hashes of a text whose tokens are numbered: what a number means is looked up once.
   * @returns whether there may be more than were found, because too many had to be looked at
   */
  probeRun(run: HashedRun, accept: Accept): boolean;
}

type Accept = (set: number, similarity: number) => void;
type HashedRun = Pick<TokenRun, "hashes" | "hashed" | "hashIds" | "table">;

/**
 * Jaccard similarity of token sets from which two texts are near-duplicates: a ten-word sentence may differ
 * in one word, one of nineteen words may hold a planted two-word phrase more.
 */
export const NEAR_DUPLICATE = 0.7;
/** Most hashes of a set. */
export const MAX_SET = 1024;
/** Most indexed sets that one probe compares in full. */
const MAX_COMPARED = 64;
/** Most posted sets that one probe looks at, those of its rarest tokens first. */
const MAX_SCANNED = 128;

/** An index as arrays, which another thread can be sent. */
export interface SimilarityTables {
  readonly threshold: number;
  /** Slots and size of the vocabulary. */
  readonly slots: Int32Array;
  readonly tokens: number;
  /** The ranks of each set in order, from `starts[set]` to `starts[set + 1]`. */
  readonly starts: Uint32Array;
  readonly ranks: Uint32Array;
  readonly postings: Postings;
}

/**
 * Builds an index over sets (each without repeats, of at most `MAX_SET` hashes) for a threshold in (0, 1].
 *
 * Prefix filtering (Chaudhuri, Ganti, Kaushik 2006; Bayardo, Ma, Srikant 2007): with all tokens in one global
 * order, rarest first, two sets of Jaccard similarity t or more share a token among the first
 * |x| - ceil(t|x|) + 1 of each. Only those are posted and looked up; a token that no indexed set holds is the
 * rarest of all. Unlike MinHash this is exact (up to the bounds above) and costs one look-up a token.
 */
export function buildSimilarityIndex(sets: readonly Uint32Array[], threshold: number): SimilarityTables {
  const vocabulary = rankByFrequency(sets);
  const ranked = sets.map((set) => set.map((hash) => rankOf(vocabulary, hash)).sort());
  const starts = new Uint32Array(sets.length + 1);
  for (const [set, tokens] of ranked.entries()) starts[set + 1] = starts[set]! + tokens.length;
  const ranks = new Uint32Array(starts[sets.length]!);
  for (const [set, tokens] of ranked.entries()) ranks.set(tokens, starts[set]);
  const postings = post(sets, ranked, threshold, vocabulary.size);
  return { threshold, slots: vocabulary.slots, tokens: vocabulary.size, starts, ranks, postings };
}

/** The overlap that the similarity means for two sets, by the sum of their sizes: t/(1+t) of it. */
function overlapNeeded(threshold: number, largestSum: number): Uint16Array {
  return Uint16Array.from({ length: largestSum + 1 }, (_, sum) =>
    Math.ceil((threshold / (1 + threshold)) * sum - 1e-9),
  );
}

/** The index that the tables hold. */
// eslint-disable-next-line max-lines-per-function -- its steps share the stamps of one look, which is done for each base row
export function openSimilarityIndex(tables: SimilarityTables): SimilarityIndex {
  const { threshold, starts, ranks, postings } = tables;
  const vocabulary = new PairTable(tables.slots);
  const { entries } = postings;
  const neededOf = overlapNeeded(threshold, 2 * MAX_SET);

  let serial = 0;
  const tokenStamp = new Uint32Array(tables.tokens);
  // This is asked for each token of each base row: a place in an array instead of a look-up by hash.
  let numbered: Int32Array | null = null;
  let ranksOf = new Int32Array(0);
  const setStamp = new Uint32Array(starts.length);
  const unknown = unknownTokens();
  let known = new Uint32Array(64);

  /** The similarity, or 0 as soon as so many tokens are missing that `needed` cannot be shared any more. */
  function compare(set: number, size: number, needed: number): number {
    const start = starts[set]!;
    const end = starts[set + 1]!;
    let shared = 0;
    let allowed = end - start - needed;
    for (let i = start; i < end; i++) {
      if (tokenStamp[ranks[i]!] === serial) shared++;
      else if (--allowed < 0) return 0;
    }
    return shared / (end - start + size - shared);
  }

  /** The rank of a token by its number, kept with 2 added since 0 is none yet. */
  function rankOfToken(id: number, hash: number): number {
    const kept = ranksOf[id]!;
    if (kept !== 0) return kept - 2;
    const rank = rankOf(vocabulary, hash);
    ranksOf[id] = rank + 2;
    return rank;
  }

  const probe = (hashes: Uint32Array, count: number, ids: Int32Array | null, accept: Accept): boolean => {
    serial++;
    if (known.length < count) known = new Uint32Array(count * 2);
    unknown.clear();
    let hits = 0;
    let misses = 0;
    const mostMisses = (1 - threshold) * count + 1e-9;
    for (let i = 0; i < count; i++) {
      const hash = hashes[i]!;
      const id = ids === null ? 0 : ids[i]!;
      const rank = id === 0 ? rankOf(vocabulary, hash) : rankOfToken(id, hash);
      if (rank === UNKNOWN) {
        if (unknown.add(hash) && ++misses > mostMisses) return false;
      } else if (tokenStamp[rank] !== serial) {
        tokenStamp[rank] = serial;
        known[hits++] = rank;
      }
    }
    const size = hits + misses;
    const least = atLeast(threshold, size);
    if (hits < least || size === 0) return false;
    const prefix = hits - least + 1;
    if (hits > MANY) known.subarray(0, hits).sort();
    const { start } = postings;
    let drawn = false;
    let low = 0;
    let high = 0;
    let scanned = 0;
    let compared = 0;
    for (let i = 0; i < prefix; i++) {
      const rank = hits > MANY ? known[i]! : takeSmallest(known, i, hits);
      const end = start[rank + 1]! * ENTRY;
      for (let p = start[rank]! * ENTRY; p < end; p += ENTRY) {
        if (++scanned > MAX_SCANNED) return true;
        const place = entries[p + 1]!;
        const other = place >>> 8;
        // Sets that first meet at their i-th and j-th rarest token lack i and j of them in common (PPJoin's
        // positional filter).
        const needed = neededOf[size + other]!;
        if (needed > size - misses - i || needed > other - (place & 0xff)) continue;
        if (!drawn) {
          drawn = true;
          ({ low, high } = sketch(hashes, count));
        }
        if (bits(entries[p + 2]! & ~low) + bits(entries[p + 3]! & ~high) > other - needed) continue;
        const set = entries[p]!;
        if (setStamp[set] === serial) continue;
        setStamp[set] = serial;
        if (++compared > MAX_COMPARED) return true;
        const similarity = compare(set, size, needed);
        if (similarity >= threshold) accept(set, similarity);
      }
    }
    return false;
  };

  return {
    probe(hashes, count, accept) {
      probe(hashes, count, null, accept);
    },
    probeRun({ hashes, hashed, hashIds, table }, accept) {
      if (table !== numbered) {
        numbered = table;
        ranksOf = new Int32Array((table?.length ?? 0) / 8 + 1);
      }
      return probe(hashes, hashed, hashIds, accept);
    },
  };
}

/** From so many values on, sorting them beats taking the smallest one by one. */
const MANY = 64;

/** Brings the smallest value of those from `from` on to that place, and returns it. */
function takeSmallest(values: Uint32Array, from: number, count: number): number {
  let least = from;
  for (let j = from + 1; j < count; j++) if (values[j]! < values[least]!) least = j;
  const value = values[least]!;
  values[least] = values[from]!;
  values[from] = value;
  return value;
}
