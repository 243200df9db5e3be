/** Reads the labels of records from their bytes, making each label's text once. */
import type { RoleReader } from "../columns/roles.ts";
import { EMPTY, type FieldFinder, NULL, STRING } from "../fields/find-fields.ts";

/** The labels of the record that a finder has just found. */
export interface LabelReader {
  /** Equal cells give one shared array. */
  read(bytes: Buffer): readonly string[];
}

const QUOTE = 34;
const NO_LABELS: readonly string[] = [];
/** Slots of the table of cells; more cells than half of them are read anew each time. */
const SLOTS = 1 << 14;
const LONGEST_CELL = 200;

/** Knows label cells again by their bytes, so that a string is made once for each different one. */
export function labelReader(finder: FieldFinder, roles: RoleReader): LabelReader {
  const column = roles.columns.label;
  const cells: (Buffer | undefined)[] = [];
  const found: (readonly string[])[] = [];
  let known = 0;
  let index = -1;

  return { read };

  function read(bytes: Buffer): readonly string[] {
    if (column === null) return NO_LABELS;
    const field = fieldOf();
    if (field < 0) return NO_LABELS;
    const kind = finder.kinds[field]!;
    if (kind === NULL || kind === EMPTY) return NO_LABELS;
    // The quote before a string belongs to its cell: the label 1 may be written as a number and as a string.
    const inner = finder.starts[field]!;
    const start = bytes[inner - 1] === QUOTE ? inner - 1 : inner;
    const end = finder.ends[field]!;
    let hash = 0x811c9dc5 | 0;
    for (let i = start; i < end; i++) hash = Math.imul(hash ^ bytes[i]!, 0x01000193);
    let slot = (hash ^ (hash >>> 15)) & (SLOTS - 1);
    for (;;) {
      const cell = cells[slot];
      if (cell === undefined) break;
      if (equals(cell, bytes, start, end)) return found[slot]!;
      slot = (slot + 1) & (SLOTS - 1);
    }
    const labels = labelsOf(bytes, field, kind);
    if (known * 2 < SLOTS && end - start <= LONGEST_CELL) {
      known++;
      cells[slot] = Buffer.from(bytes.subarray(start, end));
      found[slot] = labels;
    }
    return labels;
  }

  /** The field of the label column; records have their fields in the same order. */
  function fieldOf(): number {
    if (index >= 0 && index < finder.count && finder.name(finder.names[index]!) === column) return index;
    for (let field = 0; field < finder.count; field++)
      if (finder.name(finder.names[field]!) === column) return (index = field);
    return -1;
  }

  function labelsOf(bytes: Buffer, field: number, kind: number): readonly string[] {
    const value =
      kind === STRING
        ? finder.text(bytes, field)
        : (JSON.parse(bytes.toString("latin1", finder.starts[field], finder.ends[field])) as
            | number
            | boolean);
    return roles({ [column!]: value }).labels;
  }
}

function equals(cell: Buffer, bytes: Buffer, start: number, end: number): boolean {
  if (cell.length !== end - start) return false;
  for (let i = 0; i < cell.length; i++) if (cell[i] !== bytes[start + i]) return false;
  return true;
}
