/** A label that is written as a column of yes and no for each of its values now, told by rows that kept their text. */
import { get, isEmpty, type Json } from "../../../model/json.ts";
import type { Fields } from "../../formats/reader.ts";
import type { RowPair } from "./column-moves.ts";
import { AGREE } from "./renamed-labels.ts";

export interface LabelFlags {
  readonly columns: readonly string[];
  /** A record of the head with the base's label column in place of the flags. */
  asBefore(fields: Fields): Fields;
}

/** Rows of one text by which the columns are believed. */
const LEAST_PAIRS = 5;

/**
 * Null where the columns are none. One label may have no column: that of rows where no flag is set, as pandas leaves out
 * the first.
 * @param fresh columns that only the head has
 */
export function labelFlags(
  pairs: readonly RowPair[],
  label: string,
  fresh: readonly string[],
): LabelFlags | null {
  const labels = new Set(
    pairs
      .map(([before]) => get(before, label))
      .filter(isName)
      .map(String),
  );
  const names = new Map<string, string>();
  const without: string[] = [];
  for (const name of labels) {
    const column = fresh.find((at) => at === name || at.endsWith(`_${name}`));
    if (column === undefined) without.push(name);
    else names.set(column, name);
  }
  if (names.size < 2 || without.length > 1 || pairs.length < LEAST_PAIRS) return null;
  const read = (fields: Fields): readonly string[] => {
    const cells = [...names].map(([column, name]) => [name, get(fields, column)] as const);
    if (cells.every(([, cell]) => isEmpty(cell))) return [];
    const set = cells.filter(([, cell]) => isSet(cell)).map(([name]) => name);
    return set.length > 0 ? set : without;
  };
  const agreeing = pairs.filter(([before, after]) => {
    const was = get(before, label);
    return isName(was) && read(after).join("\n") === String(was);
  });
  if (agreeing.length < AGREE * pairs.length) return null;
  return {
    columns: [...names.keys()],
    asBefore(fields) {
      const [first, ...more] = read(fields);
      const rest = Object.entries(fields).filter(([name]) => !names.has(name));
      if (first !== undefined) rest.push([label, more.length > 0 ? [first, ...more] : first]);
      return Object.fromEntries(rest);
    },
  };
}

function isName(cell: Json | undefined): cell is string | number | boolean {
  return typeof cell === "number" || typeof cell === "boolean" || (typeof cell === "string" && cell !== "");
}

function isSet(cell: Json | undefined): boolean {
  return (
    cell === true || cell === 1 || (typeof cell === "string" && /^\s*(1(\.0+)?|true|yes)\s*$/i.test(cell))
  );
}
