/** Turns the labels of a group of files into numbers, with spellings of one label counted as one. */
import { remembered } from "../../collections/remembered.ts";
import { foldLabel, labelFolder } from "../../text/fold-label.ts";

/** Above this many distinct values that are all numbers, a label is a measure: it is reviewed in ranges. */
const MOST_NUMERIC = 20;
/** So many numbers are grades, which have an upper and a lower half, unless they are whole ones from 0 on, as those of classes are. */
const FEWEST_GRADES = 4;
/** What is called so, or goes from 0 to 10, has an order even from 0 on. */
const SCALE =
  /(rating|score|star|grade|overall|nps|point|level|sever|intens|quality|relevan|similar|related|helpful|correct|coheren|complex|verbos|fluen|toxic|sentiment|polarit|satisf|difficult|useful|readab)[a-z]*$/i;
const HIGHEST = 10;
/** Above this many, a column of words is not a label but a text. */
const MOST_LABELS = 1000;
const RANGES = 4;
/** Base rows from which a label is known; a rarer one may be a slip of the pen for another. */
export const KNOWN_LABEL = 5;

/** Labels of which a row carries one at most, but where they are too many to be asked for apart. */
export interface Facet {
  readonly labels: readonly string[];
  /** Rows carry several of them: each answers with its rarest one, in the change as in the base. */
  readonly isMixed: boolean;
  /** The name of the answer that a row without any of them gives; null where every row has one. */
  readonly none: string | null;
}

/** Which labels a group has: plain data, which a second thread is sent. */
export interface LabelTable {
  readonly names: readonly string[];
  /** Upper bounds of all ranges but the last, where labels are measures. */
  readonly bounds: readonly number[] | null;
  /** Where the lower half ends of labels that have an order; null where they have none. */
  readonly middle: number | null;
  /** Rows by label, of both sides. */
  readonly rows: readonly number[];
  /** Those of them that are one question; null where all are. */
  readonly facet: Facet | null;
  /** The column whose labels these are, where rows carry those of several, each after the name of its column. */
  readonly of?: string | undefined;
}

/** What stands before the labels of a column where rows carry those of several. */
export function labelPrefix(column: string): string {
  return `${column}: `;
}

/** The labels of a group of files as numbers 0 … n−1. */
export interface LabelSpace {
  readonly names: readonly string[];
  /** The number of a label as a row carries it, whatever its spelling; −1 for one that belongs to no range or was not counted. */
  readonly indexOf: (label: string) => number;
  /** The number of "none of these", which a row gives as its answer that has labels of other questions only; −1 where there is none. */
  readonly none: number;
  /** Whether a label is tested at all, be it in another question. */
  readonly isTested: (label: string) => boolean;
  /** Rows by number. */
  readonly rows: readonly number[];
  /** Whether the rarest label of a row is its answer, in changed rows as well. */
  readonly isMixed: boolean;
  /** Whether these are the halves of labels that another question takes one by one. */
  readonly isHalves: boolean;
}

/**
 * Finds the labels of a group, in order of name, so that they do not depend on the order of files. Whether they are
 * classes or measures, which of them are one in two spellings, and where ranges lie is the base's to say where it has
 * labels: a change may bring new ones, but none that makes the others untested.
 * @param rows label to number of rows, over both sides
 * @param base the same of the base alone
 * @param column what they are the labels of
 * @returns null when the values are too many to be labels
 */
export function labelTable(
  rows: ReadonlyMap<string, number>,
  base: ReadonlyMap<string, number>,
  column: string,
): LabelTable | null {
  const established = [...base].filter(([, count]) => count >= KNOWN_LABEL).map(([label]) => label);
  const known = established.length >= 2 ? base : rows;
  if (known.size > MOST_NUMERIC && areNumbers([...known.keys()])) return ranges(known);
  if (known.size > MOST_LABELS) return null;
  const meant = labelFolder(established);
  const names = [...known.keys()].filter((label) => meant(label) === null);
  const fresh = [...rows]
    .filter(([label]) => !known.has(label) && meant(label) === null)
    .sort(([a, left], [b, right]) => right - left || (a < b ? -1 : 1))
    .map(([label]) => label);
  const all = [...names, ...fresh.slice(0, MOST_LABELS - names.length)].sort();
  const counts = all.map((name) => rows.get(name) ?? 0);
  return { names: all, bounds: null, middle: middleGrade(names, column), rows: counts, facet: null };
}

function middleGrade(names: readonly string[], column: string): number | null {
  const values = [...new Set(names.map(numberIn))].sort((a, b) => a - b);
  const isScale = SCALE.test(column) || (values.length > HIGHEST / 2 && values.at(-1) === HIGHEST);
  const areClasses = !isScale && values[0] === 0 && names.every((name) => Number.isInteger(Number(name)));
  const areGrades = values.length >= FEWEST_GRADES && areNumbers(names) && !areClasses;
  return areGrades ? values[(values.length - 1) >> 1]! : null;
}

/** A number, alone or of a unit: `4 stars`, `85%`, `3/5`. */
const MEASURE = /^\s*([-+]?\d+(?:\.\d+)?(?:e[-+]?\d+)?)\s*(%|\/\s*\d+|\p{L}+)?\s*$/iu;

function numberIn(label: string): number {
  const plain = label.trim() === "" ? NaN : Number(label);
  return Number.isFinite(plain) ? plain : Number(MEASURE.exec(label)?.[1] ?? NaN);
}

/** Whether all are numbers of one unit, in its singular or plural. */
function areNumbers(labels: readonly string[]): boolean {
  const units = new Set(
    labels.map((label) => MEASURE.exec(label)?.[2]?.replace(/\s/g, "").toLowerCase() ?? ""),
  );
  const [longest = ""] = [...units].sort((a, b) => b.length - a.length);
  return (
    labels.every((label) => Number.isFinite(numberIn(label))) &&
    [...units].every((unit) => unit === longest || (unit !== "" && longest.startsWith(unit)))
  );
}

/** Numbers the labels of a table: those of its facet, where it has one, and then "none of these". */
export function labelSpace(table: LabelTable): LabelSpace {
  const space = spaceOf(table);
  if (table.of === undefined) return space;
  const prefix = labelPrefix(table.of);
  return {
    ...space,
    names: space.names.map((name) => prefix + name),
    indexOf: (label) => (label.startsWith(prefix) ? space.indexOf(label.slice(prefix.length)) : -1),
    isTested: (label) => label.startsWith(prefix) && space.isTested(label.slice(prefix.length)),
  };
}

function spaceOf({ names, bounds, middle, rows, facet }: LabelTable): LabelSpace {
  if (bounds !== null) {
    const valueOf = (label: string): number => {
      const value = numberIn(label);
      return Number.isFinite(value) ? value : numberIn(foldLabel(label));
    };
    const indexOf = (label: string): number => rangeOf(bounds, valueOf(label));
    const isHalves = bounds.length === 1 && middle !== null;
    return {
      names,
      indexOf,
      none: -1,
      isTested: (label) => indexOf(label) >= 0,
      rows,
      isMixed: false,
      isHalves,
    };
  }
  const known = new Map(names.map((name, index) => [name, rows[index]!]));
  const meant = labelFolder(names);
  const nameOf = (label: string): string => (known.has(label) ? label : (meant(label) ?? label));
  const own = facet === null ? names : [...facet.labels].sort();
  const numbers = new Map(own.map((name, index) => [name, index]));
  const hasNone = facet !== null && facet.none !== null;
  return {
    names: hasNone ? [...own, facet.none] : own,
    indexOf: (label) => numbers.get(nameOf(label)) ?? -1,
    none: hasNone ? own.length : -1,
    isTested: (label) => known.has(nameOf(label)),
    rows: own.map((name) => known.get(name)!),
    isMixed: facet?.isMixed === true,
    isHalves: false,
  };
}

/** Gives rows the numbers of their labels, those that have one. Rows share the arrays of their labels. */
export function labelNumbers(space: LabelSpace): (labels: readonly string[]) => readonly number[] {
  return space.isMixed ? baseNumbers(space) : allNumbers(space);
}

function allNumbers(space: LabelSpace): (labels: readonly string[]) => readonly number[] {
  const none = space.none < 0 ? [] : [space.none];
  return remembered((labels) => {
    const found = new Set(labels.map((label) => space.indexOf(label)).filter((index) => index >= 0));
    if (found.size > 0) return [...found];
    // A row whose labels are all unknown has not answered the question.
    return labels.length === 0 || labels.some(space.isTested) ? none : [];
  });
}

/**
 * The same for base rows, which are counted once: of two labels that exclude one another (a slip of the hand) the rarer
 * one, which says more.
 */
export function baseNumbers(space: LabelSpace): (labels: readonly string[]) => readonly number[] {
  const all = allNumbers(space);
  return remembered((labels) => {
    const found = all(labels);
    if (found.length < 2) return found;
    return [[...found].sort((a, b) => space.rows[a]! - space.rows[b]! || a - b)[0]!];
  });
}

/** Ranges with about equal shares of the rows. */
function ranges(rows: ReadonlyMap<string, number>): LabelTable {
  const values = [...rows]
    .map(([label, count]) => ({ value: numberIn(label), count }))
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
  const middle = bounds.length > 1 ? bounds[(bounds.length - 1) >> 1]! : null;
  return { names, bounds, middle, rows: [], facet: null };
}

/**
 * The two questions of labels with an order: which grade or range, and which half. What moves rows from one end to the
 * other is thin in each grade, and what moves them within a half is seen in the grades.
 */
export function orderQuestions(table: LabelTable): readonly LabelTable[] {
  const { middle } = table;
  if (middle === null) return [table];
  return [table, { ...table, names: [`≤ ${middle}`, `> ${middle}`], bounds: [middle], rows: [] }];
}

function rangeOf(bounds: readonly number[], value: number): number {
  if (!Number.isFinite(value)) return -1;
  const found = bounds.findIndex((bound) => value <= bound);
  return found === -1 ? bounds.length : found;
}
