/** Numbers the words of some texts by how rare they are. */

/** The hashes of some sets, ranked by how many of the sets hold them. */
export interface Vocabulary {
  readonly size: number;
  /** The table itself, to be sent to another thread. */
  readonly slots: Uint32Array;
  /** Position in the global order, rarest first; `UNKNOWN` for a hash of no set. */
  rank(hash: number): number;
}

export const UNKNOWN = -1;

// Key and rank of a hash lie side by side: a look-up is paid in cache misses, and a Map would cost five times as much.
const SLOT = 2;

/** Ranks the hashes, rarest first. Ties go by hash, so that the order of rows makes no difference. */
export function rankByFrequency(sets: readonly Uint32Array[]): Vocabulary {
  const frequency = new Map<number, number>();
  for (const set of sets) for (const hash of set) frequency.set(hash, (frequency.get(hash) ?? 0) + 1);
  const order = Array.from(frequency).sort((a, b) => a[1] - b[1] || a[0] - b[0]);
  let capacity = 16;
  while (capacity < order.length * 2) capacity *= 2;
  const slots = new Uint32Array(capacity * SLOT);
  order.forEach(([hash], rank) => {
    const at = findSlot(slots, hash);
    slots[at] = hash;
    slots[at + 1] = rank;
  });
  return openVocabulary(slots, order.length);
}

/** Where a hash stands, or the empty slot where it would. Hashes are never 0. */
function findSlot(slots: Uint32Array, hash: number): number {
  const mask = slots.length / SLOT - 1;
  let at = hash & mask;
  for (;;) {
    const key = slots[at * SLOT]!;
    if (key === hash || key === 0) return at * SLOT;
    at = (at + 1) & mask;
  }
}

/** A vocabulary over the slots of another one, and its size. */
export function openVocabulary(slots: Uint32Array, size: number): Vocabulary {
  const mask = slots.length / SLOT - 1;

  // Once more, with everything at hand: this runs for each token of each reference row.
  /** Where a hash stands, or the empty slot where it would. Hashes are never 0. */
  function find(hash: number): number {
    let at = hash & mask;
    for (;;) {
      const key = slots[at * SLOT]!;
      if (key === hash || key === 0) return at * SLOT;
      at = (at + 1) & mask;
    }
  }

  return {
    size,
    slots,
    rank(hash) {
      const at = find(hash);
      return slots[at] === 0 ? UNKNOWN : slots[at + 1]!;
    },
  };
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
