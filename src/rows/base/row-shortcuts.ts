import type { Columns, RowShortcuts } from "../../model/dataset.ts";
import { fieldFinder } from "../fields/field-places.ts";
import { EMPTY, type FieldFinder } from "../fields/find-fields.ts";

// One number a row: the text's place after the start of the row, its length, and the label list counted from 1, so that
// 0 says that there is no shortcut.
const LIST_BITS = 8;
const LENGTH_BITS = 12;
const LENGTH_MASK = (1 << LENGTH_BITS) - 1;
const LIST_MASK = (1 << LIST_BITS) - 1;
const MOST_OFFSET = (1 << (32 - LIST_BITS - LENGTH_BITS)) - 1;

export const shortcutOffset = (packed: number): number => packed >>> (LIST_BITS + LENGTH_BITS);
export const shortcutLength = (packed: number): number => (packed >>> LIST_BITS) & LENGTH_MASK;
export const shortcutList = (packed: number): number => (packed & LIST_MASK) - 1;

/** Notes where texts stand while the fields of records are found anyway. */
export interface ShortcutWriter {
  /** Notes the record that the finder has just found, if its text is its bytes and not long. */
  note(row: number, start: number, labels: readonly string[]): void;
  result(rows: number): RowShortcuts;
}

/** Null where a row is more than one text and its labels. */
export function shortcutWriter(
  finder: FieldFinder,
  columns: Pick<Columns, "text" | "response">,
): ShortcutWriter | null {
  const [column] = columns.text;
  if (column === undefined || columns.text.length > 1 || columns.response !== null) return null;
  const fieldOf = fieldFinder(finder);
  const labelLists: (readonly string[])[] = [];
  const numbers = new Map<readonly string[], number>();
  let packed = new Uint32Array(1 << 12);

  function numberOf(labels: readonly string[]): number {
    const known = numbers.get(labels);
    if (known !== undefined) return known;
    if (labelLists.length === LIST_MASK) return 0;
    const number = labelLists.push(labels);
    numbers.set(labels, number);
    return number;
  }

  return {
    note(row, start, labels) {
      const field = fieldOf(column);
      if (field < 0 || finder.kinds[field]! > EMPTY || finder.flags[field] !== 0) return;
      const offset = finder.starts[field]! - start;
      const length = finder.ends[field]! - finder.starts[field]!;
      if (offset > MOST_OFFSET || length > LENGTH_MASK) return;
      const number = numberOf(labels);
      if (number === 0) return;
      if (row >= packed.length) packed = longer(packed, row * 2);
      packed[row] = (offset << (LIST_BITS + LENGTH_BITS)) | (length << LIST_BITS) | number;
    },
    result: (rows) => ({
      packed: rows > packed.length ? longer(packed, rows) : packed.subarray(0, rows),
      labelLists,
    }),
  };
}

function longer(array: Uint32Array, length: number): Uint32Array<ArrayBuffer> {
  const copy = new Uint32Array(length);
  copy.set(array);
  return copy;
}
