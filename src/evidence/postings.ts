/** A hash stands in at most this many posting lists, so that a flood of rows that share it stays cheap. */
const MAX_POSTINGS = 256;

/** The smallest overlap with a set of this size that a similarity of `threshold` needs. */
export function atLeast(threshold: number, size: number): number {
  return Math.ceil(threshold * size - 1e-9);
}

/** Which sets hold a token among their first ones, by the token's rank: entries `start[rank]` to `start[rank + 1]`. */
export interface Postings {
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

/** The bits of a set, see `Postings.low`. */
export function sketch(hashes: Uint32Array, count: number): { low: number; high: number } {
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
export function bits(word: number): number {
  let n = word - ((word >>> 1) & 0x55555555);
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** Posts each set under its first |x| - ceil(t|x|) + 1 tokens. `hashed` and `ranked` hold the same sets. */
export function post(
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
