/** Labels that were renamed one to one (names written as numbers, for one), told by rows that kept their text. */
import { tally } from "../../../collections/tally.ts";
import { get, type Json } from "../../../model/json.ts";
import { labelNamesOf } from "../../../model/labels/label-names.ts";
import type { Fields } from "../../formats/reader.ts";

export interface RenamedLabels {
  /** Old names by new ones. */
  readonly names: ReadonlyMap<string, string>;
  /** A label cell with its old names, as the base writes them. */
  asBefore(value: Json): Json;
}

/** Share of the rows of either label in which the other must stand. What disagrees is then an edit of its label. */
export const AGREE = 0.9;
/** Rows by which a name is believed. */
const LEAST_ROWS = 3;

/** Null where no label has another name. A name that the base has as well is no new one: labels that were swapped are edits. */
export function renamedLabels(
  pairs: readonly (readonly [before: Fields, after: Fields])[],
  column: string | null,
): RenamedLabels | null {
  if (column === null) return null;
  const known = new Set<string>();
  const written = new Map<string, Json>();
  const moves: [string, string][] = [];
  for (const [base, head] of pairs) {
    const [before, after] = [labelCells(base, column), labelCells(head, column)];
    for (const [name, value] of before) {
      known.add(name);
      written.set(name, value);
    }
    if (before.length === after.length)
      for (const [i, [name]] of before.entries()) moves.push([name, after[i]![0]]);
  }
  const names = new Map([...oneToOne(moves)].filter(([after]) => !known.has(after)));
  if (names.size === 0) return null;
  const asBefore = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(asBefore);
    const [name, ...more] = labelNamesOf(value);
    const old = name === undefined || more.length > 0 ? undefined : names.get(name);
    return old === undefined ? value : written.get(old)!;
  };
  return { names, asBefore };
}

/** The first value of each pair by the second, where either stands with the other nearly always. */
export function oneToOne(pairs: readonly (readonly [string, string])[]): Map<string, string> {
  const before = tally(pairs.map(([from]) => from));
  const after = tally(pairs.map(([, to]) => to));
  const found = new Map<string, string>();
  for (const [pair, rows] of tally(pairs.map((pair) => JSON.stringify(pair)))) {
    const [from, to] = JSON.parse(pair) as [string, string];
    const most = Math.max(before.get(from)!, after.get(to)!);
    if (rows >= LEAST_ROWS && rows >= AGREE * most) found.set(to, from);
  }
  return found;
}

/** The labels of a row, each with how it is written. */
function labelCells(fields: Fields, column: string): [name: string, value: Json][] {
  const value = get(fields, column) ?? null;
  return (Array.isArray(value) ? value : [value]).flatMap((item) => {
    const names = labelNamesOf(item);
    return names.map((name): [string, Json] => [name, names.length === 1 ? item : name]);
  });
}
