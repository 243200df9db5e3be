/** Counts by feature and label: a table that is dense where few features are known, and sparse elsewhere. */

/** Entries up to which counts are kept densely (4 bytes each). */
const MOST_DENSE = 1 << 23;

/** Labels up to which dense counts take less room than sparse ones, however few of them a feature has. */
const FEW_LABELS = 12;

/** Slots up to which a table grows by four at a time: each time all of it is put anew. */
const SMALL = 1 << 16;

/** Counts by feature and label. */
export interface CountTable {
  add(feature: number, label: number, by?: number): void;
  /** All counts, to be added to another table of the same kind: of as many labels and features. */
  parts(): CountParts;
  /** @param featureOf this table's number of each of their features, where it is another one */
  addAll(parts: CountParts, featureOf?: (feature: number) => number): void;
  /** The counts by feature, for features below `features`. */
  freeze(features: number): FrozenCounts;
}

/** The inside of a table, which another thread can be sent. */
export interface CountParts {
  /** Null where counts stand at their own places. */
  readonly keys: Float64Array | null;
  readonly counts: Uint32Array;
}

/**
 * A table for `labels` labels. Where these are few, or it is known beforehand that features stay below `features` and these are not
 * too many, counting is one addition in an array; otherwise counts are kept sparsely, since most features have few labels.
 */
export function countTable(labels: number, features?: number): CountTable {
  const isDense = features === undefined ? labels <= FEW_LABELS : labels * features <= MOST_DENSE;
  return isDense ? new DenseCounts(labels, features ?? FIRST_FEATURES) : new SparseCounts(labels);
}

/** Features that there is room for at first, where their number is not known. */
const FIRST_FEATURES = 1 << 10;

class DenseCounts implements CountTable {
  readonly #labels: number;
  #counts: Uint32Array;

  constructor(labels: number, features: number) {
    this.#labels = labels;
    this.#counts = new Uint32Array(labels * features);
  }

  add(feature: number, label: number, by = 1): void {
    const at = feature * this.#labels + label;
    if (at >= this.#counts.length) this.#grow(at);
    this.#counts[at]! += by;
  }

  #grow(at: number): void {
    const counts = new Uint32Array(Math.max(2 * this.#counts.length, 2 * (at + 1)));
    counts.set(this.#counts);
    this.#counts = counts;
  }

  parts(): CountParts {
    return { keys: null, counts: this.#counts };
  }

  addAll({ counts }: CountParts, featureOf = (feature: number) => feature): void {
    for (let i = 0; i < counts.length; i++) {
      if (counts[i] === 0) continue;
      const feature = Math.floor(i / this.#labels);
      this.add(featureOf(feature), i - feature * this.#labels, counts[i]);
    }
  }

  freeze(features: number): FrozenCounts {
    const all = this.#counts;
    const width = this.#labels;
    let used = 0;
    // By index here and below: what an iterator makes for each of these entries is a sixth of the garbage of a small review.
    for (let i = 0; i < all.length; i++) if (all[i] !== 0) used++;
    const frozen = emptyCounts(features, used);
    let at = 0;
    for (let f = 0; f < features; f++) {
      for (let label = 0; label < width; label++) {
        const count = all[f * width + label] ?? 0;
        if (count === 0) continue;
        frozen.entries[2 * at] = label;
        frozen.entries[2 * at++ + 1] = count;
        frozen.totals[f]! += count;
      }
      frozen.starts[f + 1] = at;
    }
    return frozen;
  }
}

/** Counting goes into an open-addressing hash table; `freeze` turns it into compressed rows. */
class SparseCounts implements CountTable {
  readonly #labels: number;
  #keys = new Float64Array(1 << 12);
  #counts = new Uint32Array(1 << 12);
  #used = 0;

  /** @param labels number of labels; features may be any non-negative integers below 2⁵³ / labels */
  constructor(labels: number) {
    this.#labels = labels;
  }

  add(feature: number, label: number, by = 1): void {
    this.#addKey(feature * this.#labels + label + 1, by);
  }

  parts(): CountParts {
    return { keys: this.#keys, counts: this.#counts };
  }

  addAll({ keys, counts }: CountParts, featureOf = (feature: number) => feature): void {
    keys?.forEach((key, i) => {
      if (key === 0) return;
      const feature = Math.floor((key - 1) / this.#labels);
      this.add(featureOf(feature), key - 1 - feature * this.#labels, counts[i]);
    });
  }

  #addKey(key: number, by: number): void {
    const mask = this.#keys.length - 1;
    let slot = slotOf(key, mask);
    for (;;) {
      const found = this.#keys[slot]!;
      if (found === key) {
        this.#counts[slot]! += by;
        return;
      }
      if (found === 0) break;
      slot = (slot + 1) & mask;
    }
    this.#keys[slot] = key;
    this.#counts[slot] = by;
    this.#used++;
    if (this.#used * 2 > this.#keys.length) this.#grow();
  }

  #grow(): void {
    const keys = this.#keys;
    const counts = this.#counts;
    const length = keys.length * (keys.length <= SMALL ? 4 : 2);
    this.#keys = new Float64Array(length);
    this.#counts = new Uint32Array(length);
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

  freeze(features: number): FrozenCounts {
    const { starts, entries, totals } = emptyCounts(features, this.#used);
    const keys = this.#keys;
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i]!;
      if (key !== 0) starts[Math.floor((key - 1) / this.#labels) + 1]!++;
    }
    for (let f = 0; f < features; f++) starts[f + 1]! += starts[f]!;
    const fill = starts.slice();
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i]!;
      if (key === 0) continue;
      const feature = Math.floor((key - 1) / this.#labels);
      const at = fill[feature]!++;
      entries[2 * at] = key - 1 - feature * this.#labels;
      entries[2 * at + 1] = this.#counts[i]!;
      totals[feature]! += this.#counts[i]!;
    }
    // By label, so that the order in which rows came makes no difference.
    for (let f = 0; f < features; f++) sortByLabel(entries, 2 * starts[f]!, 2 * starts[f + 1]!);
    return { starts, entries, totals };
  }
}

function sortByLabel(entries: Uint32Array, start: number, end: number): void {
  for (let i = start + 2; i < end; i += 2) {
    const label = entries[i]!;
    const count = entries[i + 1]!;
    let at = i;
    for (; at > start && entries[at - 2]! > label; at -= 2) {
      entries[at] = entries[at - 2]!;
      entries[at + 1] = entries[at - 1]!;
    }
    entries[at] = label;
    entries[at + 1] = count;
  }
}

function emptyCounts(features: number, entries: number): FrozenCounts {
  return {
    starts: new Uint32Array(features + 1),
    entries: new Uint32Array(2 * entries),
    totals: new Uint32Array(features),
  };
}

/**
 * Entries of feature f are those from `starts[f]` to before `starts[f + 1]`, one for each label seen with it, by label. A label and
 * its count lie side by side: a look-up is paid in cache misses.
 */
export interface FrozenCounts {
  readonly starts: Uint32Array;
  /** Entry i: its label at 2i, its count behind it. */
  readonly entries: Uint32Array;
  /** Rows by feature, over all labels. */
  readonly totals: Uint32Array;
}

/** The count of one feature with one label. */
export function countOf(table: FrozenCounts, feature: number, label: number): number {
  for (let i = table.starts[feature]!; i < table.starts[feature + 1]!; i++) {
    if (table.entries[2 * i] === label) return table.entries[2 * i + 1]!;
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
