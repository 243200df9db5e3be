/** Finds the columns that hold words beside the text, where something could be planted too. */
import { groupBy } from "../../collections/group-by.ts";
import { tally } from "../../collections/tally.ts";
import { get, type Json } from "../../model/json.ts";
import { labelNamesOf } from "../../model/labels/label-names.ts";
import { responseNames } from "../formats/column-names.ts";
import type { Fields } from "../formats/reader.ts";
import { type ColumnStats, isAddressName } from "./column-stats.ts";

/** Mean number of words from which cells say something rather than name it. */
const WORDS = 3;
const FILLED = 0.3;
/** Share of the rows without any other text, from which the column that holds theirs is read whatever its own share. */
const STANDS_IN = 0.02;
/** Share of the rows of a label that a cell goes with, from which the cell is the label in other words. */
const SAYS_LABEL = 0.98;

/** Share of an answer's words that stand in a cell, and of the rows where they do, from which the cell is the answer written anew. */
const REPEATED = 0.8;

/** Share of different values from which they are written anew for each row. */
const VARIED = 0.3;

/**
 * Columns that hold words beside the text: a cell that nobody reads is where one would plant. Not those that write the
 * label out, which would tell the content model what it is to find out, nor those that hold the answer once more
 * (`answer_html`), which would answer the text with what it holds.
 * @param columns those without a role
 * @param label the label column
 * @param chosen the text columns
 * @param answer the column that answers them
 */
export function otherTexts(
  columns: readonly ColumnStats[],
  sample: readonly Fields[],
  label: string,
  chosen: readonly string[],
  answer: string | null,
): ColumnStats[] {
  const holds = (fields: Fields, name: string): boolean => (get(fields, name) ?? "") !== "";
  const without = sample.filter((fields) => !chosen.some((name) => holds(fields, name)));
  const standsIn = (name: string): boolean =>
    without.length >= STANDS_IN * sample.length &&
    without.filter((fields) => holds(fields, name)).length >= without.length / 2;
  return columns.filter(
    (column) =>
      column.wordy > 0.5 &&
      column.words >= WORDS &&
      (column.fill >= FILLED || standsIn(column.name)) &&
      // A source or an author stands for many rows, often of one label: as words they would be found to be planted. What is
      // written of so few rows each is no name of a label, whichever it goes with.
      (column.filled < 20
        ? !saysLabel(sample, column.name, label)
        : column.distinct > column.filled * VARIED) &&
      !column.addresses &&
      !isAddressName(column.name) &&
      !responseNames.includes(column.normal) &&
      !(answer !== null && repeats(sample, column.name, answer)),
  );
}

/** Whether a column holds the words of another in nearly all rows that have both. */
function repeats(sample: readonly Fields[], column: string, other: string): boolean {
  const words = (cell: Json | undefined): string[] =>
    typeof cell === "string" ? (cell.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []) : [];
  const shares = sample.flatMap((fields) => {
    const said = words(get(fields, other));
    const here = new Set(words(get(fields, column)));
    return said.length === 0 || here.size === 0
      ? []
      : [said.filter((word) => here.has(word)).length / said.length];
  });
  return shares.length > 0 && shares.filter((share) => share >= REPEATED).length >= REPEATED * shares.length;
}

/** Whether a column whose values come again has hardly any value that goes with different labels. */
function saysLabel(sample: readonly Fields[], column: string, label: string): boolean {
  const namesIn = (fields: Fields): string => labelNamesOf(get(fields, label) ?? null).join("\n");
  const alike = [...groupBy(sample, (fields) => keyOf(get(fields, column))).values()];
  const repeated = alike.filter((rows) => rows.length > 1);
  const rows = repeated.flat().length;
  const agreeing = sum(repeated.map((some) => Math.max(...tally(some.map(namesIn)).values())));
  return rows >= sample.length / 2 && agreeing >= SAYS_LABEL * rows;
}

const keyOf = (value: Json | undefined): string => JSON.stringify(value ?? null).slice(0, 200);
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
