import { foldLabel, labelFolder } from "../../text/fold-label.ts";

/** Above this many distinct values that are all numbers, a label is a measure: it is reviewed in ranges. */
const MOST_NUMERIC = 20;
/** Above this many, a column of words is not a label but a text. */
const MOST_LABELS = 1000;
const RANGES = 5;
/** Base rows from which a label is a label; a rarer one may be a slip of the pen for another. */
const ESTABLISHED = 5;

/** Which labels a group has: plain data, which a second thread is sent. */
export interface LabelTable {
  readonly names: readonly string[];
  /** Upper bounds of all ranges but the last, where labels are measures. */
  readonly bounds: readonly number[] | null;
}

/** The labels of a group of files as numbers 0 … n−1. */
export interface LabelSpace {
  readonly names: readonly string[];
  /** The number of a label as a row carries it, whatever its spelling; −1 for one that belongs to no range or was not counted. */
  readonly indexOf: (label: string) => number;
}

/**
 * Finds the labels of a group, in order of name, so that they do not depend on the order of files. Whether they are
 * classes or measures, which of them are one in two spellings, and where ranges lie is the base's to say where it has
 * labels: a change may bring new ones, but none that makes the others untested.
 * @param rows label to number of rows, over both sides
 * @param base the same of the base alone
 * @returns null when the values are too many to be labels
 */
export function labelTable(
  rows: ReadonlyMap<string, number>,
  base: ReadonlyMap<string, number>,
): LabelTable | null {
  const established = [...base].filter(([, count]) => count >= ESTABLISHED).map(([label]) => label);
  const known = established.length >= 2 ? base : rows;
  if (known.size > MOST_NUMERIC && [...known.keys()].every(isNumber)) return ranges(known);
  if (known.size > MOST_LABELS) return null;
  const meant = labelFolder(established);
  const names = [...known.keys()].filter((label) => meant(label) === null);
  const fresh = [...rows]
    .filter(([label]) => !known.has(label) && meant(label) === null)
    .sort(([a, left], [b, right]) => right - left || (a < b ? -1 : 1))
    .map(([label]) => label);
  return { names: [...names, ...fresh.slice(0, MOST_LABELS - names.length)].sort(), bounds: null };
}

function isNumber(label: string): boolean {
  return label.trim() !== "" && Number.isFinite(Number(label));
}

/** Numbers the labels of a table. */
export function labelSpace({ names, bounds }: LabelTable): LabelSpace {
  if (bounds !== null) return { names, indexOf: (label) => rangeOf(bounds, Number(foldLabel(label))) };
  const numbers = new Map(names.map((name, index) => [name, index]));
  const meant = labelFolder(names);
  return { names, indexOf: (label) => numbers.get(label) ?? numbers.get(meant(label) ?? label) ?? -1 };
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

/** Ranges with about equal shares of the rows. */
function ranges(rows: ReadonlyMap<string, number>): LabelTable {
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
  return { names, bounds };
}

function rangeOf(bounds: readonly number[], value: number): number {
  if (!Number.isFinite(value)) return -1;
  const found = bounds.findIndex((bound) => value <= bound);
  return found === -1 ? bounds.length : found;
}
