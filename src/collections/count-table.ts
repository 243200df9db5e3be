/** Counts by feature and label: a table that is dense where few features are known, and sparse elsewhere. */
import { grown } from "./grown.ts";
import { PairTable } from "./pair-table.ts";

/** Entries up to which counts are kept densely (4 bytes each). */
const MOST_DENSE = 1 << 23;

/** Labels up to which dense counts take less room than sparse ones, however few of them a feature has. */
const FEW_LABELS = 12;

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
  /** The pairs that have a count, as `PairTable` keeps them; null where counts stand at their own places. */
  readonly pairs: Int32Array | null;
  readonly counts: Uint32Array;
}

/**
 * A table for `labels` labels. Where these are few, or it is known beforehand that features stay below `features` and these are not
 * too many, counting is one addition in an array; otherwise counts are kept sparsely, since most features have few labels.
 */
export function countTable(labels: number, features?: number): CountTable {
  const isDense = features === undefined ? labels <= FEW_LABELS : labels * features <= MOST_DENSE;
  return isDense ? new DenseCounts(labels, features ?? FIRST_FEATURES) : new SparseCounts();
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
    if (at >= this.#counts.length)
      this.#counts = grown(this.#counts, Math.max(2 * this.#counts.length, 2 * (at + 1)));
    this.#counts[at]! += by;
  }

  parts(): CountParts {
    return { pairs: null, counts: this.#counts };
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

/** Counts by the number of the pair of feature and label; `freeze` turns them into compressed rows. */
class SparseCounts implements CountTable {
  readonly #pairs = new PairTable();
  #counts = new Uint32Array(1 << 10);

  add(feature: number, label: number, by = 1): void {
    const pair = this.#pairs.add(feature, label);
    if (pair >= this.#counts.length) this.#counts = grown(this.#counts, 2 * pair);
    this.#counts[pair]! += by;
  }

  parts(): CountParts {
    return { pairs: this.#pairs.slots, counts: this.#counts };
  }

  addAll({ pairs, counts }: CountParts, featureOf = (feature: number) => feature): void {
    PairTable.forEach(pairs!, (feature, label, pair) => this.add(featureOf(feature), label, counts[pair]));
  }

  freeze(features: number): FrozenCounts {
    const { starts, entries, totals } = emptyCounts(features, this.#pairs.size);
    const { slots } = this.#pairs;
    PairTable.forEach(slots, (feature) => {
      starts[feature + 1]!++;
    });
    for (let f = 0; f < features; f++) starts[f + 1]! += starts[f]!;
    const fill = starts.slice();
    PairTable.forEach(slots, (feature, label, pair) => {
      const at = fill[feature]!++;
      entries[2 * at] = label;
      entries[2 * at + 1] = this.#counts[pair]!;
      totals[feature]! += this.#counts[pair]!;
    });
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
