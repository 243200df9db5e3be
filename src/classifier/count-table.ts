/**
 * How often each feature was seen with each label, kept sparsely: most features have few labels, and there may be
 * several hundred labels. Counting goes into an open-addressing hash table; `freeze` turns it into compressed rows.
 */
export class CountTable {
  readonly #labels: number;
  #keys = new Float64Array(1 << 12);
  #counts = new Uint32Array(1 << 12);
  #used = 0;

  /** @param labels number of labels; features may be any non-negative integers below 2⁵³ / labels */
  constructor(labels: number) {
    this.#labels = labels;
  }

  add(feature: number, label: number): void {
    const key = feature * this.#labels + label + 1;
    const mask = this.#keys.length - 1;
    let slot = slotOf(key, mask);
    for (;;) {
      const found = this.#keys[slot]!;
      if (found === key) {
        this.#counts[slot]!++;
        return;
      }
      if (found === 0) break;
      slot = (slot + 1) & mask;
    }
    this.#keys[slot] = key;
    this.#counts[slot] = 1;
    this.#used++;
    if (this.#used * 2 > this.#keys.length) this.#grow();
  }

  #grow(): void {
    const keys = this.#keys;
    const counts = this.#counts;
    this.#keys = new Float64Array(keys.length * 2);
    this.#counts = new Uint32Array(keys.length * 2);
    const mask = this.#keys.length - 1;
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i]!;
      if (key === 0) continue;
      let slot = slotOf(key, mask);
      while (this.#keys[slot] !== 0) slot = (slot + 1) & mask;
      this.#keys[slot] = key;
      this.#counts[slot] = counts[i]!;
    }
  }

  /** The counts by feature, for features below `features`. */
  freeze(features: number): FrozenCounts {
    const starts = new Uint32Array(features + 1);
    for (const key of this.#keys) if (key !== 0) starts[Math.floor((key - 1) / this.#labels) + 1]!++;
    for (let f = 0; f < features; f++) starts[f + 1]! += starts[f]!;
    const labels = new Uint32Array(this.#used);
    const counts = new Uint32Array(this.#used);
    const fill = starts.slice();
    for (let i = 0; i < this.#keys.length; i++) {
      const key = this.#keys[i]!;
      if (key === 0) continue;
      const feature = Math.floor((key - 1) / this.#labels);
      const at = fill[feature]!++;
      labels[at] = key - 1 - feature * this.#labels;
      counts[at] = this.#counts[i]!;
    }
    const totals = new Uint32Array(features);
    for (let f = 0; f < features; f++)
      for (let i = starts[f]!; i < starts[f + 1]!; i++) totals[f]! += counts[i]!;
    return { starts, labels, counts, totals };
  }
}

/** Entries of feature f stand at `starts[f]` to `starts[f + 1]`, one for each label seen with it. */
export interface FrozenCounts {
  readonly starts: Uint32Array;
  readonly labels: Uint32Array;
  readonly counts: Uint32Array;
  /** Rows by feature, over all labels. */
  readonly totals: Uint32Array;
}

/** The count of one feature with one label. */
export function countOf(table: FrozenCounts, feature: number, label: number): number {
  for (let i = table.starts[feature]!; i < table.starts[feature + 1]!; i++) {
    if (table.labels[i] === label) return table.counts[i]!;
  }
  return 0;
}

function slotOf(key: number, mask: number): number {
  const high = Math.floor(key / 4294967296);
  let h = Math.imul(key | 0, 0x9e3779b1) ^ Math.imul(high, 0x85ebca6b);
  h ^= h >>> 15;
  h = Math.imul(h, 0xc2b2ae35);
  h ^= h >>> 13;
  return h & mask;
}
