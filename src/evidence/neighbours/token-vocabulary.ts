/** Numbers the words of some texts by how rare they are. */
import { PairTable } from "../../collections/pair-table.ts";

/** Ranks hashes by how many of the sets hold them: the rarest is the first pair of the table, with 0. Ties go by hash. */
export function rankByFrequency(sets: readonly Uint32Array[]): PairTable {
  const frequency = new Map<number, number>();
  for (const set of sets) for (const hash of set) frequency.set(hash, (frequency.get(hash) ?? 0) + 1);
  const order = Array.from(frequency).sort((a, b) => a[1] - b[1] || a[0] - b[0]);
  const ranks = new PairTable();
  for (const [hash] of order) ranks.add(hash | 0, 0);
  return ranks;
}

export const UNKNOWN = -1;

/** Position in the global order, rarest first; `UNKNOWN` for a hash of no set. */
export function rankOf(ranks: PairTable, hash: number): number {
  return ranks.get(hash | 0, 0) - 1;
}

/** A small set of hashes that is emptied at no cost: repeats of an unknown word must count once. */
export function unknownTokens() {
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
