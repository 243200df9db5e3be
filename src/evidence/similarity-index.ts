/** Sets of 32-bit hashes, indexed so that the similar ones of another set are found without comparing all. */
export interface SimilarityIndex {
  /** Calls `accept` once for each indexed set whose Jaccard similarity with these hashes reaches the threshold. */
  probe(hashes: Uint32Array, count: number, accept: (set: number, similarity: number) => void): void;
}

/** A hash stands in at most this many posting lists: the rarest sets' first. Hostile floods share every token. */
const MAX_POSTINGS = 256;
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

/** The smallest overlap with a set of this size that a similarity of `threshold` needs. */
function atLeast(threshold: number, size: number): number {
  return Math.ceil(threshold * size - 1e-9);
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

interface Postings {
  readonly start: Uint32Array;
  readonly sets: Uint32Array;
  /** Where the token stands in its set's own order, up to 255. */
  readonly positions: Uint8Array;
  /** Sizes of the sets, kept beside them so that a scan stays in one place of memory. */
  readonly sizes: Uint16Array;
  /** 64 bits that each of the set's hashes sets one of: a bit that the other set lacks is a token that it lacks. */
  readonly low: Int32Array;
  readonly high: Int32Array;
}

function sketch(hashes: Uint32Array, count: number): { low: number; high: number } {
  let low = 0;
  let high = 0;
  for (let i = 0; i < count; i++) {
    const bit = hashes[i]! >>> 26;
    if (bit < 32) low |= 1 << bit;
    else high |= 1 << (bit - 32);
  }
  return { low, high };
}

/** Number of bits set (Warren, Hacker's Delight, 5-1). */
function bits(word: number): number {
  let n = word - ((word >>> 1) & 0x55555555);
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

function post(
  hashed: readonly Uint32Array[],
  ranked: readonly Uint32Array[],
  threshold: number,
  tokens: number,
): Postings {
  const start = new Uint32Array(tokens + 1);
  const prefixLength = (set: Uint32Array): number => set.length - atLeast(threshold, set.length) + 1;
  for (const set of ranked) {
    for (let i = 0; i < prefixLength(set) && i < set.length; i++) {
      const next = set[i]! + 1;
      if (start[next]! < MAX_POSTINGS) start[next]! += 1;
    }
  }
  for (let rank = 0; rank < tokens; rank++) start[rank + 1]! += start[rank]!;
  const sets = new Uint32Array(start[tokens]!);
  const positions = new Uint8Array(sets.length);
  const sizes = new Uint16Array(sets.length);
  const low = new Int32Array(sets.length);
  const high = new Int32Array(sets.length);
  const filled = new Uint32Array(tokens);
  ranked.forEach((set, index) => {
    const { low: lowBits, high: highBits } = sketch(hashed[index]!, set.length);
    for (let i = 0; i < prefixLength(set) && i < set.length; i++) {
      const rank = set[i]!;
      if (filled[rank]! < MAX_POSTINGS) {
        const at = start[rank]! + filled[rank]!;
        sets[at] = index;
        positions[at] = Math.min(i, 255);
        sizes[at] = set.length;
        low[at] = lowBits;
        high[at] = highBits;
        filled[rank]! += 1;
      }
    }
  });
  return { start, sets, positions, sizes, low, high };
}

interface Vocabulary {
  readonly size: number;
  /** Position in the global order, rarest first; -1 for a hash of no indexed set. */
  rank(hash: number): number;
}

function rankByFrequency(sets: readonly Uint32Array[]): Vocabulary {
  const frequency = new Map<number, number>();
  for (const set of sets) for (const hash of set) frequency.set(hash, (frequency.get(hash) ?? 0) + 1);
  // Ties by hash, so that the order does not depend on the order of rows.
  const order = Array.from(frequency).sort((a, b) => a[1] - b[1] || a[0] - b[0]);
  // Open addressing: a Map look-up for each token of each reference row would cost five times as much.
  let capacity = 16;
  while (capacity < order.length * 3) capacity *= 2;
  const mask = capacity - 1;
  const keys = new Uint32Array(capacity);
  const ranks = new Int32Array(capacity);
  order.forEach(([hash], rank) => {
    let slot = hash & mask;
    while (keys[slot] !== 0) slot = (slot + 1) & mask;
    keys[slot] = hash;
    ranks[slot] = rank;
  });
  return {
    size: order.length,
    rank(hash) {
      let slot = hash & mask;
      for (;;) {
        const key = keys[slot]!;
        if (key === hash) return ranks[slot]!;
        if (key === 0) return -1;
        slot = (slot + 1) & mask;
      }
    },
  };
}

/** A small set of hashes that is emptied at no cost: repeats of an unknown word must count once. */
function unknownTokens() {
  const mask = 0x0fff;
  const keys = new Uint32Array(mask + 1);
  const stamps = new Uint32Array(mask + 1);
  let serial = 0;
  return {
    clear(): void {
      serial++;
    },
    /** True when it was not in the set. Holds at most 4,095 hashes: callers bring fewer. */
    add(hash: number): boolean {
      let slot = hash & mask;
      while (stamps[slot] === serial) {
        if (keys[slot] === hash) return false;
        slot = (slot + 1) & mask;
      }
      stamps[slot] = serial;
      keys[slot] = hash;
      return true;
    },
  };
}
