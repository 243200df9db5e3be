/** Puts the columns of a file that are labels together, so that each of them is tested. */
import type { Columns } from "../../model/dataset.ts";
import { get, isEmpty, type Json } from "../../model/json.ts";
import { labelNamesOf } from "../../model/labels/label-names.ts";
import { type LabelsBeside, type MadeColumn, nameTogether } from "../../model/options.ts";
import { labelSign } from "../formats/joined-labels.ts";
import type { Fields } from "../formats/reader.ts";
import { equalLabels, fitsEqual } from "./equal-labels.ts";
import { FILLED } from "./find-label.ts";

/** Each label is a question of its own, which costs a pass over the base. */
export const MOST_LABELS = 16;
/** Columns that are asked whether they say the same: every one of them is read in every row. */
const MOST_COMPARED = 50;

/**
 * The chosen label and those beside it: columns that say the same as one, and what is left as `label: [toxic, insult]` in
 * the configuration makes it. They are made one after the other, and the last is the label. Empty where there is one column
 * alone, or where they cannot be read so: what is left is named as not tested.
 * @param beside labels of several columns in other files: a small file, or one of a single class, has the same ones
 * @param samples rows of each version that there is, the newest last: a column that it lacks was taken away or renamed
 */
export function labelsTogether(
  columns: Columns,
  samples: readonly (readonly Fields[])[],
  beside: readonly LabelsBeside[],
): readonly MadeColumn[] {
  const { label, labelVector } = columns;
  if (label === null || labelVector !== undefined) return [];
  const base = samples.find((rows) => rows.length > 0) ?? [];
  const alike = besideOf(columns, beside, base);
  const otherLabels = alike?.all.filter((name) => name !== label) ?? columns.otherLabels ?? [];
  const cells = (rows: readonly Fields[], name: string): Json[] =>
    rows.flatMap((fields) => get(fields, name) ?? []);
  const newest = samples.findLast((rows) => rows.length > 0) ?? [];
  const fits = (name: string): boolean =>
    cells(newest, name).length > 0 && samples.every((rows) => cells(rows, name).every(isLabels));
  const names = [label, ...otherLabels].filter(fits);
  if (names[0] !== label || names.length < 2 || names.length > MOST_COMPARED) return [];
  const equal = alike?.equal ?? equalLabels(names, base);
  const readAs = (name: string): string => equal.find((one) => one.columns.includes(name))?.name ?? name;
  const tested = [...new Set((alike?.tested ?? names).map(readAs))];
  if (tested.length === 1) return equal;
  if (tested.length > MOST_LABELS) return [];
  const signs = tested.map((name) => labelSign(cells(base, name).filter((cell) => typeof cell === "string")));
  const joined = signs.every((sign) => sign === null) ? {} : { signs };
  // Where many rows leave the first of them empty, that they do is an answer as well: a text speaks of some aspects.
  const filled = base.filter((fields) => !isEmpty(get(fields, label))).length;
  const none = filled < FILLED * base.length ? { hasNone: true as const } : {};
  return [...equal, { name: nameTogether(tested), from: "labels", columns: tested, ...joined, ...none }];
}

/** How the columns of a file are its label, where they are several; null where it is one column. */
export function severalLabels({
  label,
  labelsFrom,
  labelColumns = [],
  equalLabels = [],
}: Columns): LabelsBeside | null {
  if (label === null || (labelsFrom !== "labels" && labelsFrom !== "equal")) return null;
  const tested = labelsFrom === "equal" ? [label] : labelColumns;
  return {
    all: [...new Set([...tested, ...equalLabels.flatMap(({ columns }) => columns)])],
    tested,
    equal: equalLabels,
  };
}

/** Those of other files that a file with such columns is read as; the one of most labels where there are several. */
export function besideOf(
  columns: Columns,
  beside: readonly LabelsBeside[],
  rows: readonly Fields[] = [],
): LabelsBeside | undefined {
  const first = severalLabels(columns)?.tested[0] ?? columns.label;
  return beside.find(
    ({ all, equal }) =>
      first !== null &&
      all.includes(first) &&
      all.every((name) => columns.all.includes(name)) &&
      equal.every((one) => fitsEqual(one, rows)),
  );
}

/** A value, a list (votes that are one label say which have the most), or flags and shares that name some. */
function isLabels(cell: Json): boolean {
  if (typeof cell !== "object" || cell === null) return true;
  return Array.isArray(cell)
    ? cell.every((item) => typeof item === "string")
    : labelNamesOf(cell)[0] !== JSON.stringify(cell);
}
