// The readers of JSON Lines, and of Parquet, whose rows arrive as such.
import { isUtf8 } from "node:buffer";
import type { Json } from "../../model/json.ts";
import { withLargeIntegers, withoutNaN } from "./json-words.ts";
import { recordText } from "./legacy.ts";
import { lineSplitter } from "./line-splitter.ts";
import { isConflictMarker, problemWords } from "./problem-words.ts";
import type { Fields, FormatReader, RecordReader, RecordVisitor } from "./reader.ts";
import type { RecordBatch } from "./records.ts";

/** JSON Lines: one object a line. */
export const jsonlFormat: FormatReader = {
  recognises: ({ path, first }) =>
    /\.(jsonl|ndjson)$/i.test(path) || (/\.json$/i.test(path) && looksLikeLines(first)),
  open: (context) => linesReader("jsonl", context.maxRowBytes),
};

/** Parquet, whose rows arrive as JSON Lines. */
export const parquetFormat: FormatReader = {
  recognises: ({ path }) => /\.parquet$/i.test(path),
  open: (context) => linesReader("parquet", context.maxRowBytes),
};

function linesReader(format: "jsonl" | "parquet", maxRowBytes: number): RecordReader {
  return {
    format,
    schema: "json",
    header: null,
    note: null,
    splitter: () => lineSplitter(maxRowBytes),
    records: "json lines",
    parse: parseJsonBatch,
    nested: (batch, visit) => {
      visitValues(batch, (i, value, doubt, text) => {
        visit(i, value === undefined ? null : { value, keys: [], isEntry: false }, doubt, text);
      });
    },
  };
}

/** Two or more lines, each a whole object: JSON Lines under another name. */
function looksLikeLines(first: Buffer): boolean {
  const lines = first.toString("utf8", 0, 65_536).split("\n", 3).slice(0, 2);
  return (
    lines.length === 2 && lines.every((line) => line.trim().startsWith("{") && line.trim().endsWith("}"))
  );
}

/** Each sound record of a batch as one JSON value; undefined, and why, for what is none. */
function visitValues(
  batch: RecordBatch,
  visit: (index: number, value: Json | undefined, doubt: string | null, text: string) => void,
): void {
  for (let i = 0; i < batch.count; i++) {
    if (batch.flaws[i] !== 0) continue;
    const text = recordText(batch, i, false);
    let doubt: string | null = isUtf8(batch.bytes.subarray(batch.starts[i], batch.ends[i]))
      ? null
      : problemWords.notUtf8;
    const value = doubt === null ? parseJson(text, (words) => (doubt = words)) : undefined;
    visit(i, value, doubt, text);
  }
}

/** Parses each record of a batch as one JSON object. */
export function parseJsonBatch(batch: RecordBatch, visit: RecordVisitor, legacy = false): void {
  const allUtf8 = isUtf8(batch.bytes);
  for (let i = 0; i < batch.count; i++) {
    if (batch.flaws[i] !== 0) continue;
    const start = batch.starts[i]!;
    const end = batch.ends[i]!;
    const foreign = !allUtf8 && !isUtf8(batch.bytes.subarray(start, end));
    if (foreign && !legacy) visit(i, null, problemWords.notUtf8);
    else parseJsonRecord(i, recordText(batch, i, foreign), foreign, visit);
  }
}

function parseJsonRecord(index: number, text: string, foreign: boolean, visit: RecordVisitor): void {
  let doubt: string | null = foreign ? problemWords.legacy : null;
  const value = parseJson(
    text,
    (words) => {
      visit(index, null, words);
    },
    (words) => (doubt = words),
  );
  if (value === undefined) return;
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    visit(index, null, problemWords.notAnObject);
  } else visit(index, value, doubt);
}

/**
 * One JSON value; on anything else `refuse` gets the reason, without any of the text. NaN and Infinity are read as
 * null, and `doubt` is told.
 */
export function parseJson(
  text: string,
  refuse: (words: string) => void,
  doubt: (words: string) => void = refuse,
): Json | undefined {
  let value: Json;
  try {
    value = JSON.parse(withLargeIntegers(text)) as Json;
  } catch (error) {
    const { text: mended, found } = withoutNaN(text);
    if (!found) {
      refuse(wordsFor(text, error));
      return undefined;
    }
    const mendedValue = parseJson(mended, refuse);
    if (mendedValue !== undefined) doubt(problemWords.notANumber);
    return mendedValue;
  }
  if (!isTooDeep(text, value)) return value;
  refuse(problemWords.tooDeep);
  return undefined;
}

/** No dataset nests this deep, and what walks a record by recursion must not run out of stack. */
const MAX_DEPTH = 100;

function isTooDeep(text: string, value: Json): boolean {
  // Cheap looks first: most rows hold no further bracket, and it cannot be deep without as many.
  if (text.indexOf("[") === -1 && text.indexOf("{", 1) === -1) return false;
  if (text.length < 2 * MAX_DEPTH || (text.match(/[[{]/g)?.length ?? 0) <= MAX_DEPTH) return false;
  let level: Json[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_DEPTH) return true;
    const below: Json[] = [];
    for (const item of level) {
      if (typeof item !== "object" || item === null) continue;
      for (const child of Object.values(item)) if (typeof child === "object") below.push(child);
    }
    level = below;
  }
  return false;
}

function wordsFor(text: string, error: unknown): string {
  if (isConflictMarker(text)) return problemWords.conflictMarker;
  if (text.startsWith("version https://git-lfs.github.com/spec/")) return problemWords.lfsPointer;
  if (text.includes("\0")) return problemWords.nulByte;
  if (error instanceof RangeError) return problemWords.tooDeep;
  const atEnd = error instanceof Error && /Unexpected end|Unterminated string/.test(error.message);
  return atEnd ? problemWords.truncatedJson : problemWords.invalidJson;
}

/**
 * Whether the JSON text of a record names a key twice in one object: the text then has more keys than the value.
 * Every string of the text is matched in turn, so that a quote inside a string cannot be taken for a key.
 */
export function hasDuplicateKeys(text: string, fields: Fields | readonly Json[]): boolean {
  let keys = 0;
  for (const match of text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/g)) if (match[1] !== undefined) keys++;
  return keys > countKeys(fields as Json);
}

function countKeys(value: Json): number {
  if (typeof value !== "object" || value === null) return 0;
  let keys = 0;
  for (const child of Object.values(value)) keys += countKeys(child);
  return Array.isArray(value) ? keys : keys + Object.keys(value).length;
}
