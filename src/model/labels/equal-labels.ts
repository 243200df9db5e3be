/** What a row says in label columns of which one says in other values what another says: `1` beside `positive`. */
import { isEmpty, type Json } from "../json.ts";
import { labelNamesOf } from "./label-names.ts";

/**
 * Label columns that say the same in other values (0 and 1, negative and positive), read as the first of `columns`. A row
 * in which another one says something else has both labels.
 */
export interface EqualLabels {
  readonly name: string;
  readonly from: "equal";
  readonly columns: readonly string[];
  /** For each column after the first: its values, each with what the first says then. */
  readonly as: readonly (readonly (readonly [value: string, label: string])[])[];
}

/** The values in a label's cell, in the list in it, be it written out as a program prints one, or those that its flags and shares name. */
export function valuesOf(cell: Json | undefined): string[] {
  if (isEmpty(cell)) return [];
  if (Array.isArray(cell)) return cell.flatMap(valuesOf);
  return typeof cell === "string" && !/^\s*\[/.test(cell) ? [cell.trim()] : labelNamesOf(cell);
}

/** Equal for values that mean the same: in any case, and `1.0`, as pandas writes an integer beside an empty cell. */
export function valueKey(value: string): string {
  return value.toLowerCase().replace(/^(-?\d+)\.0+$/, "$1");
}

/**
 * What a row says in columns that say the same: the cell of the first where the others agree, else a list of all that is
 * said. A value that the base does not have stands for itself, unless the first column has one of that kind as well.
 */
export function equalLabel(
  { columns: [first, ...others], as }: EqualLabels,
  cellOf: (column: string) => Json | undefined,
): Json | undefined {
  const cell = cellOf(first!);
  const said = valuesOf(cell);
  const keys = new Set(said.map(valueKey));
  const isKnown = said.some((label) => as[0]!.some(([, known]) => valueKey(known) === valueKey(label)));
  const contrary = others.flatMap((other, i) => {
    const meant = valuesOf(cellOf(other)).flatMap((value) => {
      const label = as[i]!.find(([one]) => one === valueKey(value))?.[1];
      return label ?? (said.length > 0 && !isKnown ? [] : `${other}: ${value}`);
    });
    return meant.some((label) => keys.has(valueKey(label))) ? [] : meant;
  });
  return contrary.length === 0 ? cell : [...new Set([...said, ...contrary])];
}
