/** Finds the fields of a table's record in its bytes. */
import type { CsvDialect } from "../formats/csv-record.ts";
import {
  EMPTY,
  ESCAPED,
  type FieldFinder,
  FOREIGN,
  fieldArrays,
  isPeculiarName,
  MOST_FIELDS,
  STRING,
} from "./find-fields.ts";

const QUOTE = 34;
const LF = 10;
const TAB = 9;

/** What a byte is inside a field: 0 for a plain character. */
const SPECIAL = 1;
const HIGH = 2;

/**
 * Finds the fields of a CSV record that has one for each column and whose quotes stand where they belong. Whatever
 * else there is, is left to papaparse. Null for a header or a dialect that only papaparse can be trusted with.
 */
// eslint-disable-next-line max-lines-per-function -- its steps share the arrays that hold the fields of the last record
export function csvFinder(dialect: CsvDialect, header: readonly string[]): FieldFinder | null {
  const delimiter = dialect.delimiter.charCodeAt(0);
  const sound = new Set(header).size === header.length && !header.some(isPeculiarName);
  if (!sound || header.length < 2 || header.length > MOST_FIELDS) return null;
  if (dialect.delimiter.length !== 1 || delimiter >= 127) return null;
  const classes = Uint8Array.from({ length: 256 }, (_, byte) => {
    if (
      byte === delimiter ||
      (byte === QUOTE && dialect.quoted) ||
      (byte < 32 && byte !== TAB && byte !== LF)
    )
      return SPECIAL;
    return byte >= 127 ? HIGH : 0;
  });
  const { names, kinds, flags, starts, ends } = fieldArrays();
  for (let i = 0; i < header.length; i++) names[i] = i;

  const text = (bytes: Buffer, field: number): string => {
    const raw = bytes.toString("utf8", starts[field], ends[field]);
    return (flags[field]! & ESCAPED) === 0 ? raw : raw.replaceAll('""', '"');
  };
  return {
    count: header.length,
    names,
    kinds,
    flags,
    starts,
    ends,
    name: (i) => header[i]!,
    find,
    text,
    unescape,
  };

  function find(bytes: Buffer, start: number, end: number): boolean {
    let at = start;
    for (let field = 0; field < header.length; field++) {
      at =
        bytes[at] === QUOTE && dialect.quoted && at < end
          ? quoted(bytes, at + 1, end, field)
          : bare(bytes, at, end, field);
      if (at < 0) return false;
      const last = field === header.length - 1;
      if (last !== (at === end) || (!last && bytes[at] !== delimiter)) return false;
      at++;
    }
    return true;
  }

  /** A field without quotes: up to the delimiter. */
  function bare(bytes: Buffer, from: number, end: number, field: number): number {
    let at = from;
    let found = 0;
    let special = 0;
    while (at < end) {
      special = classes[bytes[at]!]!;
      if (special === SPECIAL || bytes[at] === LF) break;
      found |= special;
      at++;
    }
    if (at < end && bytes[at] !== delimiter) return -1;
    keep(field, from, at, found);
    return at;
  }

  function quoted(bytes: Buffer, from: number, end: number, field: number): number {
    let at = from;
    let found = 0;
    for (;;) {
      let special = 0;
      while (at < end && (special = classes[bytes[at]!]!) === 0) at++;
      if (at >= end) return -1;
      if (special === HIGH) {
        found |= FOREIGN;
        at++;
      } else if (bytes[at] === delimiter) at++;
      else if (bytes[at] !== QUOTE) return -1;
      else if (bytes[at + 1] === QUOTE && at + 1 < end) {
        found |= ESCAPED;
        at += 2;
      } else break;
    }
    keep(field, from, at, found);
    return at + 1;
  }

  function keep(field: number, start: number, end: number, found: number): void {
    starts[field] = start;
    ends[field] = end;
    kinds[field] = start === end ? EMPTY : STRING;
    // FOREIGN and HIGH are the same bit.
    flags[field] = found;
  }

  function unescape(bytes: Buffer, field: number, out: Buffer): number {
    let to = 0;
    for (let at = starts[field]!; at < ends[field]!; at++) {
      const byte = bytes[at]!;
      out[to++] = byte;
      if (byte === QUOTE) at++;
    }
    return to;
  }
}
