/** Lists of the sets that hold a word: the inside of the search for similar sets. */

/** A hash stands in at most this many posting lists, so that a flood of rows that share it stays cheap. */
const MAX_POSTINGS = 256;

/** Numbers of one entry of `Postings.entries`. */
export const ENTRY = 4;

/** Which sets hold a token among their first ones. */
export interface Postings {
  /** Entries of the token of a rank: from `start[rank]` to `start[rank + 1]`. */
  readonly start: Uint32Array;
  /**
   * Four numbers an entry, side by side so that a scan stays in one place of memory: the set, its size and the
   * token's position in its order (size · 256 + position, which stops at 255), and 64 bits of which each of the set's
   * hashes sets one: a bit that another set lacks is a token that it lacks.
   */
  readonly entries: Uint32Array;
}

/** The smallest overlap with a set of this size that a similarity of `threshold` needs. */
export function atLeast(threshold: number, size: number): number {
  return Math.ceil(threshold * size - 1e-9);
}

/** The 64 bits of a set, see `Postings.entries`. */
export function sketch(hashes: Uint32Array, count: number): { low: number; high: number } {
  let low = 0;
  let high = 0;
  for (let i = 0; i < count; i++) {
    const bit = hashes[i]! >>> 26;
    // Without a branch, which nobody could foresee. A shift counts modulo 32.
    const upper = -(bit >>> 5);
    low |= (1 << bit) & ~upper;
    high |= (1 << bit) & upper;
  }
  return { low, high };
}

/** Number of bits set (Warren, Hacker's Delight, 5-1). */
export function bits(word: number): number {
  let n = word - ((word >>> 1) & 0x55555555);
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/**
 * Posts each set under its first |x| - ceil(t|x|) + 1 tokens. `hashed` and `ranked` hold the same sets, as hashes and
 * as ranks in order; `tokens` is the number of ranks.
 */
export function post(
  hashed: readonly Uint32Array[],
  ranked: readonly Uint32Array[],
  threshold: number,
  tokens: number,
): Postings {
  const start = new Uint32Array(tokens + 1);
  const prefixLength = (set: Uint32Array): number =>
    Math.min(set.length, set.length - atLeast(threshold, set.length) + 1);
  for (const set of ranked) {
    for (let i = 0; i < prefixLength(set); i++) {
      const next = set[i]! + 1;
      if (start[next]! < MAX_POSTINGS) start[next]! += 1;
    }
  }
  for (let rank = 0; rank < tokens; rank++) start[rank + 1]! += start[rank]!;
  const entries = new Uint32Array(start[tokens]! * ENTRY);
  const filled = new Uint32Array(tokens);
  ranked.forEach((set, index) => {
    const { low, high } = sketch(hashed[index]!, set.length);
    for (let i = 0; i < prefixLength(set); i++) {
      const rank = set[i]!;
      if (filled[rank]! === MAX_POSTINGS) continue;
      entries.set(
        [index, set.length * 256 + Math.min(i, 255), low, high],
        (start[rank]! + filled[rank]!) * ENTRY,
      );
      filled[rank]! += 1;
    }
  });
  return { start, entries };
}
