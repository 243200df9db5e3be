/** Reads the flat records that a shape makes: JSON Lines of our own, in which a doubt about a record goes along. */
import { parseJson } from "../formats/json-value.ts";
import { flatValues, recordText } from "../formats/legacy.ts";
import { lineSplitter } from "../formats/line-splitter.ts";
import type { Fields, RecordReader, RecordVisitor } from "../formats/reader.ts";
import type { RecordBatch } from "../formats/records.ts";

/** Control characters, which JSON always writes as escapes: none stands in a record by itself. */
const DOUBT = "\u0001";
const REFUSED = "\u0002";

/** A flat record as it is kept. */
export function writeFlat(fields: Fields, doubt: string | null): string {
  return JSON.stringify(fields) + (doubt === null ? "" : DOUBT + doubt);
}

/** A value that is no record: why, and how it was written, so that equal ones are known again. */
export function writeRefused(words: string, text: string): string {
  return REFUSED + words + DOUBT + text;
}

export function flatReader(format: RecordReader["format"], id: string, maxRowBytes: number): RecordReader {
  return {
    format,
    schema: `shape ${id}`,
    header: null,
    splitter: () => lineSplitter(maxRowBytes),
    records: "flat",
    parse: parseFlatBatch,
    nested: flatValues(parseFlatBatch),
  };
}

/** Parses each record of a batch. */
export function parseFlatBatch(batch: RecordBatch, visit: RecordVisitor): void {
  for (let i = 0; i < batch.count; i++) {
    if (batch.flaws[i] !== 0) continue;
    const { fields, doubt } = readFlat(recordText(batch, i, false));
    visit(i, fields, doubt);
  }
}

function readFlat(text: string): { fields: Fields | null; doubt: string | null } {
  const mark = text.indexOf(DOUBT);
  if (text.startsWith(REFUSED)) return { fields: null, doubt: text.slice(1, mark) };
  let doubt = mark === -1 ? null : text.slice(mark + 1);
  const fields = parseJson(mark === -1 ? text : text.slice(0, mark), (words) => (doubt = words));
  return { fields: (fields ?? null) as Fields | null, doubt };
}
