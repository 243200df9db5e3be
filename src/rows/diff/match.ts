/** Pairs the equal records of two versions by their hashes. */

/** 64-bit hashes as two columns; `count` of them are in use. */
export interface HashColumns {
  readonly count: number;
  readonly lo: Int32Array;
  readonly hi: Int32Array;
}

/**
 * Pairs equal hashes of two multisets, first with first: for each of `head` the index in `base`, or -1. Each index
 * is used once; `skipBase` and `skipHead` leave entries out. Open addressing in typed arrays: a Map of a million
 * keys takes ten times as long and ends at 16.7 million.
 */
export function matchHashes(
  base: HashColumns,
  head: HashColumns,
  skipBase?: (index: number) => boolean,
  skipHead?: (index: number) => boolean,
): Int32Array {
  let size = 16;
  while (size < base.count * 2) size *= 2;
  const mask = size - 1;
  /** Slot → first index with that hash, kept even when used up; `unused` → the first that is not. */
  const slots = new Int32Array(size).fill(-1);
  const unused = new Int32Array(size).fill(-1);
  const next = new Int32Array(base.count).fill(-1);

  // Backwards, so that each chain starts with its first index.
  for (let i = base.count - 1; i >= 0; i--) {
    if (skipBase?.(i)) continue;
    const slot = find(base.lo[i]!, base.hi[i]!);
    next[i] = unused[slot]!;
    unused[slot] = i;
    slots[slot] = i;
  }
  const pairs = new Int32Array(head.count).fill(-1);
  for (let j = 0; j < head.count; j++) {
    if (skipHead?.(j)) continue;
    const slot = find(head.lo[j]!, head.hi[j]!);
    const first = unused[slot]!;
    if (first === -1) continue;
    pairs[j] = first;
    unused[slot] = next[first]!;
  }
  return pairs;

  /** The slot that holds this hash, or the empty one where it belongs. */
  function find(lo: number, hi: number): number {
    let slot = (lo ^ Math.imul(hi, 0x9e3779b1)) & mask;
    for (;;) {
      const index = slots[slot]!;
      if (index === -1 || (base.lo[index] === lo && base.hi[index] === hi)) return slot;
      slot = (slot + 1) & mask;
    }
  }
}

/** Length of the longest strictly increasing subsequence (patience sorting, n log n). */
export function longestIncreasing(values: ArrayLike<number>): number {
  const tails: number[] = [];
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (tails[middle]! < value) low = middle + 1;
      else high = middle;
    }
    tails[low] = value;
  }
  return tails.length;
}
