/** Finds the label column by its name or by its values. */

import { groupBy } from "../../collections/group-by.ts";
import { get } from "../../model/json.ts";
import { SPANS, TAGS } from "../../model/options.ts";
import { labelNames, normalName } from "../formats/column-names.ts";
import type { Fields } from "../formats/reader.ts";
import { byLastWord, byName } from "./by-name.ts";
import { type ColumnStats, isAddressName, lastWord } from "./column-stats.ts";

/** What is marked in a text is no label, however few things it is. */
const MARKED: readonly string[] = [SPANS.words, TAGS.words];

/** A label is a column of few distinct, short values. */
function looksLikeLabel(column: ColumnStats): boolean {
  if (column.filled === 0 || column.chat || MARKED.includes(column.name)) return false;
  // What a search engine notes of its hits is no label, even if it is called `_type`.
  if (column.name.startsWith("_") && !isChosen(column)) return false;
  if (column.numeric > 0.9) return true;
  return column.length <= 80 && (column.filled < 20 || column.kinds <= column.filled * 0.6);
}

/** Values that come again and again. */
function isRepetitive(column: ColumnStats): boolean {
  return column.kinds <= Math.max(10, Math.min(200, column.filled / 4));
}

/** The same in every row of many is no label, unless it is called so outright. */
export function isChosen({ filled, distinct }: ColumnStats): boolean {
  return filled < 20 || distinct > 1;
}

/** What a crowd's platform notes of its workers and their hours, which is few values as well. */
const isBookkeeping = ({ name, normal }: ColumnStats): boolean =>
  /^(time|date|seconds)$/.test(lastWord(name)) ||
  /^(worker|annotator|user|hit|hittype|assignment|batch)id$|approvalrate$/.test(normal);

/** What a row is about or where it belongs, by its number there: `product_id`; not `class_id`, which is a label's. */
export function isIdentifier({ name }: Pick<ColumnStats, "name">): boolean {
  const words = name.split(/[^\p{L}\p{N}]+|(?<=\p{Ll})(?=\p{Lu})/u).map((word) => word.toLowerCase());
  return (
    /^(ids?|uid|key|idx|index|code)$/.test(words.at(-1)!) && !words.some((word) => labelNames.includes(word))
  );
}

/** Who judged, or what one of several judges said. */
const isOfOne = ({ normal }: ColumnStats): boolean => /^(annotator|worker|rater|coder|judge)/.test(normal);

/** `4 of 5 bubbles`, `3/5`: grades, whatever they are called. */
const isGraded = ({ values, distinct }: ColumnStats): boolean =>
  distinct > 1 &&
  [...values].every((value) => /^\s*\d+([.,]\d+)?\s*(of|out of|\/)\s*(5|10|100)\b/i.test(value));

/** So many times fewer numbers than words are as likely to be the label. */
const NUMBERS = 5;

/** The label column, by its name or by its values; why is added to the reasons. */
export function findLabel(columns: readonly ColumnStats[], reasons: string[]): ColumnStats | null {
  const told = (column: ColumnStats, why: string): ColumnStats => {
    reasons.push(`"${column.name}" ${why}`);
    return column;
  };
  const tags = columns.find(({ tagged }) => tagged);
  if (tags) return told(tags, "holds a tag for each word");
  const candidates = columns.filter(looksLikeLabel);
  const repetitive = candidates.filter(isRepetitive);
  const named =
    byName(repetitive.filter(isChosen), labelNames) ??
    byName(repetitive, labelNames) ??
    byName(candidates, labelNames) ??
    byLastWord(repetitive.filter(isChosen), labelNames) ??
    byLastWord(candidates.filter(isChosen), labelNames);
  if (named) return told(named, "is a common name for a label");
  const graded = repetitive.find(isGraded);
  if (graded) return told(graded, "holds grades");
  const texts = columns.filter(({ wordy }) => wordy > 0.5);
  // A table of numbers with one column of names has no text: that column is its label.
  const [only, ...others] = texts;
  const isName = only !== undefined && others.length === 0 && only.words < 1.5;
  const wordiest = Math.max(0, ...texts.map(({ length }) => (isName ? length + 1 : length)));
  const few = candidates.filter(
    (column) =>
      column.filled >= 20 &&
      column.fill >= FILLED &&
      column.distinct >= 2 &&
      column.distinct <= Math.min(100, column.filled / 5) &&
      column.length < wordiest &&
      column.words < 5 &&
      !column.addresses &&
      !column.records &&
      !column.splits &&
      !isAddressName(column.name) &&
      !isBookkeeping(column),
  );
  // Fewer values before more, words before about as many numbers, and the last one: a label usually closes the row.
  const isUnlikely = (column: ColumnStats): number =>
    Number(isOfOne(column) || isIdentifier(column) || ORIGIN.test(column.normal));
  const kinds = ({ distinct, numeric }: ColumnStats): number => distinct * (numeric > 0.5 ? NUMBERS : 1);
  few.sort((a, b) => isUnlikely(a) - isUnlikely(b) || kinds(a) - kinds(b) || b.position - a.position);
  const found = few[0] ?? candidates.find((column) => isSparse(column, candidates));
  return found ? told(found, `has only ${found.distinct} different values`) : null;
}

/** Whether it is one of several that most rows leave empty and that say the same few things: aspects, of which a text speaks of some. */
function isSparse(column: ColumnStats, columns: readonly ColumnStats[]): boolean {
  const { filled, fill, distinct, words } = column;
  if (filled < SAMPLE || fill >= FILLED || distinct < 2 || words >= 3) return false;
  return columns.some((one) => one !== column && one.fill < FILLED && hasValuesOf(one, column));
}

/** Columns that hold a label's kind of values, whatever they are called. */
export function labelLike(columns: readonly ColumnStats[]): ColumnStats[] {
  return columns.filter((column) => looksLikeLabel(column) && isRepetitive(column) && column.distinct > 1);
}

/** Most different values of a column that may be a label although its name does not say so. */
const FEW_VALUES = 8;
/** Above this many numbers a column beside the label is a count or a share, whatever it is called. */
const FEW_NUMBERS = 20;
/** Grades of a scale: beside a label that is a guess itself, numbers that are as few may be the label as well. */
const GRADES = 10;
/** Letters of a code such as `A1` or `(B)`. */
const SHORT = 8;
const SAMPLE = 20;
/** Share of the rows that have a label whose column is not called so. */
export const FILLED = 0.8;
/** Rows that have a label, of those that may. */
const MOST = 0.9;
/** Where a row is from and what it is part of, which is few values as well: beside anything else no label. */
const ORIGIN =
  /^(split|set|fold|(is)?(train(ing)?|test(ing)?)|source|origin|provenance|domain|lang|language|native|locale|country|residence|province|region|state|city|location|nationality|gender|sex|annotator|worker|user|author|speaker|platform|device|channel|show|brand|company|organi[sz]ation|publisher|version|license|licence|dataset|partition|usage|year|month|verified|verifiedpurchase|retweet|isretweet|truncated|confidence|agreement)$/;
/** What may be the label, and beside one is none. */
const SORT = /^(model|type|kind|status|format)$/;
const YES_OR_NO = /^(true|false|yes|no|y|n|t|f|[01](\.0+)?)$/i;

/**
 * Those of them that are as much a label as the chosen one: they have its values, are called as labels are, or say yes or
 * no or a word of few kinds in nearly every row: an aspect, a second question; or a few numbers, where the chosen one is not
 * called a label either. Others of few values may be anything.
 */
export function otherLabels(
  columns: readonly ColumnStats[],
  chosen: ColumnStats,
  sample: readonly Fields[],
): ColumnStats[] {
  return labelLike(columns).filter((column) => {
    const { normal, name, filled, fill, distinct, words, numeric, wordy, length, values } = column;
    const last = lastWord(name);
    if (column.addresses || column.splits || column.records || filled < SAMPLE) return false;
    if (fill <= MOST && !(chosen.fill < FILLED && hasValuesOf(column, chosen))) return false;
    if (ORIGIN.test(normal) || SORT.test(normal) || isAddressName(name) || isBookkeeping(column))
      return false;
    if (numeric > MOST && distinct > FEW_NUMBERS)
      return !isCalledLabel(chosen) && isMeasuredAs(column, chosen);
    if (isOfOne(column)) return hasValuesOf(column, chosen);
    if (labelNames.includes(normal)) return true;
    if (ORIGIN.test(last) || SORT.test(last)) return false;
    if (saysLabel(column, chosen, sample)) return true;
    if (numeric > MOST && distinct <= GRADES && !isCalledLabel(chosen)) return true;
    const isName = wordy > MOST || (numeric < 0.1 && length < SHORT);
    return (
      [...values].every((value) => YES_OR_NO.test(value)) || (isName && words < 3 && distinct <= FEW_VALUES)
    );
  });
}

/** Whether more than a few values makes a column beside the chosen label one: its name, the same values, or such as go with them. */
export function saysLabel(column: ColumnStats, chosen: ColumnStats, sample: readonly Fields[]): boolean {
  return isCalledLabel(column) || hasValuesOf(column, chosen) || goesWith(sample, column, chosen);
}

/** Share of what is left to guess of the label that a column's values tell, from which they are the label, finer or coarser. */
const TOLD = 0.9;
/** Rows of each of its values, at least: a name that is another in each row tells anything. */
const ROWS_OF_A_VALUE = 10;

/** Whether one of two columns tells the other: coarse and fine labels. */
function goesWith(sample: readonly Fields[], column: ColumnStats, chosen: ColumnStats): boolean {
  const areFew = [column, chosen].every(({ distinct, filled }) => distinct * ROWS_OF_A_VALUE <= filled);
  return areFew && (tells(sample, column.name, chosen.name) || tells(sample, chosen.name, column.name));
}

/** Whether the commonest value of one column beside each value of another is the right one, beyond what is right anyway (Goodman and Kruskal's lambda). */
function tells(sample: readonly Fields[], from: string, to: string): boolean {
  const both = sample.flatMap((fields) => {
    const [a, b] = [get(fields, from) ?? "", get(fields, to) ?? ""];
    return a === "" || b === "" ? [] : [[JSON.stringify(a), JSON.stringify(b)] as const];
  });
  const most = (rows: readonly (readonly [string, string])[]): number =>
    Math.max(0, ...Array.from(groupBy(rows, ([, b]) => b).values(), ({ length }) => length));
  const right = Array.from(groupBy(both, ([a]) => a).values(), most).reduce((sum, rows) => sum + rows, 0);
  const anyway = most(both);
  return both.length > anyway && right - anyway >= TOLD * (both.length - anyway);
}

/** Whether a column is called as labels are. */
export function isCalledLabel({ name }: Pick<ColumnStats, "name">): boolean {
  return labelNames.includes(normalName(name)) || labelNames.includes(lastWord(name));
}

/** Whether two columns answer in the same few words or numbers. */
function hasValuesOf(column: ColumnStats, chosen: ColumnStats): boolean {
  return chosen.distinct <= FEW_VALUES && isMostlyAs(column, chosen);
}

/** Whether two columns are measured on one scale in parts of it, as means of several people's grades are: valence, arousal. */
function isMeasuredAs(column: ColumnStats, chosen: ColumnStats): boolean {
  const areParts = [column, chosen].every(({ values }) =>
    [...values].some((value) => /^\d\.\d*[1-9]/.test(value)),
  );
  return areParts && isMostlyAs(column, chosen);
}

function isMostlyAs({ values }: ColumnStats, chosen: ColumnStats): boolean {
  const common = [...values].filter((value) => chosen.values.has(value)).length;
  return common >= 2 && common * 2 > Math.max(values.size, chosen.values.size);
}
