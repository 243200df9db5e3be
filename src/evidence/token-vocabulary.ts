/** The hashes of some sets, ranked by how many of the sets hold them. */
export interface Vocabulary {
  readonly size: number;
  /** Position in the global order, rarest first; -1 for a hash of no indexed set. */
  rank(hash: number): number;
}

/** Ranks the hashes, rarest first. Ties go by hash, so that the order of rows makes no difference. */
export function rankByFrequency(sets: readonly Uint32Array[]): Vocabulary {
  const frequency = new Map<number, number>();
  for (const set of sets) for (const hash of set) frequency.set(hash, (frequency.get(hash) ?? 0) + 1);
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
