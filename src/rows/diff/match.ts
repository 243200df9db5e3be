/** Pairs the equal records of two versions by their hashes. */
import { PairTable } from "../../collections/pair-table.ts";

/** 64-bit hashes as two columns; `count` of them are in use. */
export interface HashColumns {
  readonly count: number;
  readonly lo: Int32Array;
  readonly hi: Int32Array;
}

/**
 * Pairs equal hashes of two multisets, first with first: for each of `head` the index in `base`, or -1. Each index
 * is used once; `skipBase` and `skipHead` leave entries out.
 */
export function matchHashes(
  base: HashColumns,
  head: HashColumns,
  skipBase?: (index: number) => boolean,
  skipHead?: (index: number) => boolean,
): Int32Array {
  const numbers = new PairTable();
  /** By number of a hash the first index that is not used up; by index the next one with that hash. */
  const unused = new Int32Array(base.count + 1).fill(-1);
  const next = new Int32Array(base.count).fill(-1);
  // Backwards, so that each chain starts with its first index.
  for (let i = base.count - 1; i >= 0; i--) {
    if (skipBase?.(i)) continue;
    const number = numbers.add(base.lo[i]!, base.hi[i]!);
    next[i] = unused[number]!;
    unused[number] = i;
  }
  const pairs = new Int32Array(head.count).fill(-1);
  for (let j = 0; j < head.count; j++) {
    if (skipHead?.(j)) continue;
    const number = numbers.get(head.lo[j]!, head.hi[j]!);
    const first = unused[number]!;
    if (first === -1) continue;
    pairs[j] = first;
    unused[number] = next[first]!;
  }
  return pairs;
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
