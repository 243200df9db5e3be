/** Above this many distinct values that are all numbers, a label is a measure: it is reviewed in ranges. */
const MOST_NUMERIC = 20;
/** Above this many, a column of words is not a label but a text. */
const MOST_LABELS = 1000;
const RANGES = 5;

/** The labels of a group of files as numbers 0 … n−1. */
export interface LabelSpace {
  readonly names: readonly string[];
  /** The number of a label as a row carries it; −1 for one that belongs to no range or was not counted. */
  indexOf(label: string): number;
}

/**
 * Makes the label space of all labels that occur, in order of name, so that it does not depend on the order of files.
 * Numbers with many values become ranges with about equal shares of the rows.
 * @param rows label to number of rows, over both sides
 * @returns null when the values are too many to be labels
 */
export function labelSpace(rows: ReadonlyMap<string, number>): LabelSpace | null {
  const numeric = [...rows.keys()].every((label) => label.trim() !== "" && Number.isFinite(Number(label)));
  if (numeric && rows.size > MOST_NUMERIC) return rangeSpace(rows);
  if (rows.size > MOST_LABELS) return null;
  const names = [...rows.keys()].sort();
  const numbers = new Map(names.map((name, index) => [name, index]));
  return { names, indexOf: (label) => numbers.get(label) ?? -1 };
}

/** Gives rows the numbers of their labels, those that have one. Rows share the arrays of their labels. */
export function labelNumbers(space: LabelSpace): (labels: readonly string[]) => readonly number[] {
  const known = new WeakMap<readonly string[], readonly number[]>();
  return (labels) => {
    let found = known.get(labels);
    if (found === undefined) {
      found = labels.map((label) => space.indexOf(label)).filter((index) => index >= 0);
      known.set(labels, found);
    }
    return found;
  };
}

function rangeSpace(rows: ReadonlyMap<string, number>): LabelSpace {
  const values = [...rows]
    .map(([label, count]) => ({ value: Number(label), count }))
    .sort((a, b) => a.value - b.value);
  const total = values.reduce((sum, { count }) => sum + count, 0);
  const bounds: number[] = [];
  let seen = 0;
  for (const { value, count } of values) {
    seen += count;
    if (seen >= (total * (bounds.length + 1)) / RANGES && bounds.length < RANGES - 1) bounds.push(value);
  }
  const names = [
    ...bounds.map((bound, i) => (i === 0 ? `≤ ${bound}` : `> ${bounds[i - 1]!} to ${bound}`)),
    `> ${bounds[bounds.length - 1]!}`,
  ];
  return {
    names,
    indexOf(label) {
      const value = Number(label);
      if (!Number.isFinite(value)) return -1;
      const found = bounds.findIndex((bound) => value <= bound);
      return found === -1 ? bounds.length : found;
    },
  };
}
