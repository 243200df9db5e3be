import { atLeast, bits, post, sketch } from "./postings.ts";
import { rankByFrequency, unknownTokens } from "./token-vocabulary.ts";

/** Sets of 32-bit hashes, indexed so that the similar ones of another set are found without comparing all. */
export interface SimilarityIndex {
  /** Calls `accept` once for each indexed set whose Jaccard similarity with these hashes reaches the threshold. */
  probe(hashes: Uint32Array, count: number, accept: (set: number, similarity: number) => void): void;
}

/** Most indexed sets that one probe compares in full. */
const MAX_COMPARED = 64;
/** Most posted sets that one probe looks at, those of its rarest tokens first. */
const MAX_SCANNED = 512;

/**
 * Builds an index over sets (each without repeats) for a threshold in (0, 1].
 *
 * Prefix filtering (Chaudhuri, Ganti, Kaushik 2006; Bayardo, Ma, Srikant 2007): with all tokens in one global
 * order, rarest first, two sets of Jaccard similarity t or more share a token among the first
 * |x| - ceil(t|x|) + 1 of each. Only those are posted and looked up; a token that no indexed set holds is the
 * rarest of all. Unlike MinHash this is exact (up to the bounds above) and costs one look-up a token.
 */
export function buildSimilarityIndex(sets: readonly Uint32Array[], threshold: number): SimilarityIndex {
  const vocabulary = rankByFrequency(sets);
  const ranked = sets.map((set) => set.map((hash) => vocabulary.rank(hash)).sort());
  const postings = post(sets, ranked, threshold, vocabulary.size);

  let serial = 0;
  const tokenStamp = new Uint32Array(vocabulary.size);
  const setStamp = new Uint32Array(sets.length);
  const unknown = unknownTokens();
  let known = new Uint32Array(64);

  /** The similarity, or 0 as soon as so many tokens are missing that `needed` cannot be shared any more. */
  function compare(set: number, size: number, needed: number): number {
    const tokens = ranked[set]!;
    let shared = 0;
    let allowed = tokens.length - needed;
    for (let i = 0; i < tokens.length; i++) {
      if (tokenStamp[tokens[i]!] === serial) shared++;
      else if (--allowed < 0) return 0;
    }
    return shared / (tokens.length + size - shared);
  }

  return {
    probe(hashes, count, accept) {
      serial++;
      if (known.length < count) known = new Uint32Array(count * 2);
      unknown.clear();
      let hits = 0;
      let misses = 0;
      const mostMisses = (1 - threshold) * count + 1e-9;
      for (let i = 0; i < count; i++) {
        const hash = hashes[i]!;
        const rank = vocabulary.rank(hash);
        if (rank < 0) {
          if (unknown.add(hash) && ++misses > mostMisses) return;
        } else if (tokenStamp[rank] !== serial) {
          tokenStamp[rank] = serial;
          known[hits++] = rank;
        }
      }
      const size = hits + misses;
      const least = atLeast(threshold, size);
      if (hits < least || size === 0) return;
      const prefix = smallest(known, hits, hits - least + 1);
      const { low, high } = sketch(hashes, count);
      let scanned = 0;
      let compared = 0;
      for (let i = 0; i < prefix; i++) {
        const rank = known[i]!;
        for (let p = postings.start[rank]!; p < postings.start[rank + 1]!; p++) {
          if (++scanned > MAX_SCANNED) return;
          const other = postings.sizes[p]!;
          // The overlap that this similarity means for sets of these two sizes: t/(1+t) of their sum. Sets that
          // first meet at their i-th and j-th rarest token lack i and j of it (the positional filter of PPJoin).
          const needed = Math.ceil((threshold / (1 + threshold)) * (size + other) - 1e-9);
          if (needed > size - misses - i || needed > other - postings.positions[p]!) continue;
          const absent = bits(postings.low[p]! & ~low) + bits(postings.high[p]! & ~high);
          if (absent > other - needed) continue;
          const set = postings.sets[p]!;
          if (setStamp[set] === serial) continue;
          setStamp[set] = serial;
          if (++compared > MAX_COMPARED) return;
          const similarity = compare(set, size, needed);
          if (similarity >= threshold) accept(set, similarity);
        }
      }
    },
  };
}

/** Brings the `wanted` smallest of the first `count` values to the front, in order; returns how many that are. */
function smallest(values: Uint32Array, count: number, wanted: number): number {
  if (count > 48) {
    values.subarray(0, count).sort();
    return wanted;
  }
  for (let i = 0; i < wanted; i++) {
    let least = i;
    for (let j = i + 1; j < count; j++) if (values[j]! < values[least]!) least = j;
    const value = values[least]!;
    values[least] = values[i]!;
    values[i] = value;
  }
  return wanted;
}
