/** The reader of JSON files that hold many records in one value. */
import { isMap, type Json } from "../../model/json.ts";
import { countLines, MORE, skipBlanks, valueEnd } from "./json-scan.ts";
import { jsonSplitter, KEY_END, type Opens } from "./json-splitter.ts";
import { parseJson } from "./json-value.ts";
import { forEachText } from "./legacy.ts";
import { problemWords } from "./problem-words.ts";
import type { Fields, FormatReader, Nested, NestedVisitor, RecordReader, RecordVisitor } from "./reader.ts";
import { emptyBatch, type RecordBatch } from "./records.ts";

/** The column that holds the keys under which a record stands in the file. No common name, so it hides no column. */
export const KEY_COLUMN = "(key)";

/** One JSON value a file: lists and maps of records, also grouped under keys. */
export const jsonFormat: FormatReader = {
  recognises: ({ path }) => /\.json$/i.test(path),
  isDataset: ({ first, whole, maxRowBytes }) => looksLikeRecords(first, whole, maxRowBytes),
  open: (context) => jsonReader(context.maxRowBytes),
};

/** Reads a document; `opens` tells which of its lists and maps hold records rather than being records. */
export function jsonReader(maxRowBytes: number, opens?: Opens): RecordReader {
  return {
    format: "json",
    // Records of maps and lists are other bytes than lines: equal content is found by content.
    schema: "json document",
    header: null,
    splitter: () => jsonSplitter(maxRowBytes, opens),
    parse: parseDocumentBatch,
    nested: visitNested,
  };
}

/** Records that follow each other, of several lines or several in one, and lists of records a line. */
export const jsonSequenceFormat: FormatReader = {
  recognises: ({ path, first, whole }) =>
    /\.(jsonl|ndjson|json)$/i.test(path) && isSequence(first, whole && !/\.json$/i.test(path)),
  open: ({ maxRowBytes }) => ({
    ...jsonReader(maxRowBytes),
    format: "jsonl",
    schema: JSON_SEQUENCE,
    note: "its records are not one a line",
    splitter: () => jsonSplitter(maxRowBytes, undefined, true),
  }),
};

export const JSON_SEQUENCE = "json sequence";

/** Told by the first value and by what comes behind it. A list of turns is a conversation, which is one record. */
function isSequence(first: Buffer, mayEnd: boolean): boolean {
  const at = skipBlanks(first, 0);
  const end = at === MORE ? MORE : valueEnd(first, at, false);
  if (end === MORE) return false;
  const next = skipBlanks(first, end);
  if (next === MORE ? !mayEnd : first[next] !== first[at]) return false;
  const written = first.toString("utf8", at, end);
  if (written.startsWith("{"))
    return next !== MORE && (/[\n\r]/.test(written) || countLines(first, end, next) === 0);
  const value = parseJson(written, () => undefined);
  return Array.isArray(value) && value.length > 0 && value.every(isMap) && !value.every(isTurn);
}

function isTurn(value: Json): boolean {
  return Object.keys(value ?? {}).some((name) => /^(role|from|speaker)$/i.test(name));
}

function parseDocumentBatch(batch: RecordBatch, visit: RecordVisitor, legacy = false): void {
  forEachText(batch, legacy, visit, (i, text, isForeign) => {
    let doubt: string | null = isForeign ? problemWords.legacy : null;
    const nested = nestedAt(
      batch.contexts?.[i],
      text,
      (words) => visit(i, null, words),
      (words) => (doubt = words),
    );
    if (nested) visit(i, fieldsOf(nested), doubt);
  });
}

/** The records of a batch as JSON values of any shape. */
export function visitNested(batch: RecordBatch, visit: NestedVisitor): void {
  forEachText(batch, false, visit, (i, text) => {
    let doubt: string | null = null;
    const nested = nestedAt(batch.contexts?.[i], text, (words) => (doubt = words));
    visit(i, nested, doubt, text);
  });
}

/** One record with the keys that lead to it, of which its context tells; see `parseJson`. */
function nestedAt(
  context: string | undefined = "[]",
  text: string,
  refuse: (words: string) => void,
  doubt = refuse,
): Nested | null {
  const isEntry = context.startsWith("{}");
  const value = parseJson(isEntry ? `{${text}}` : text, refuse, doubt);
  if (value === undefined) return null;
  const path = context.slice(2);
  const keys = path === "" ? [] : path.split(KEY_END).map(unescaped);
  if (!isEntry) return { value, keys, isEntry };
  const [key, inner] = Object.entries(value as Record<string, Json>)[0]!;
  return { value: inner, keys: [...keys, key], isEntry };
}

/** A key as it stands between its quotes. */
function unescaped(key: string): string {
  try {
    return JSON.parse(`"${key}"`) as string;
  } catch {
    return key;
  }
}

/** A record in a map or under a key gets that key as a column; a value that is no object becomes `value`. */
function fieldsOf({ value, keys }: Nested): Fields {
  return withKey(isMap(value) ? value : { value }, keys.join("/"));
}

function withKey(fields: Fields, key: string): Fields {
  if (key === "") return fields;
  let name = KEY_COLUMN;
  while (Object.hasOwn(fields, name)) name = `${name}'`;
  return { [name]: key, ...fields };
}

/**
 * Whether a JSON file is a dataset rather than a configuration: several objects that have a key in common, or many
 * entries that are all plain values. What is larger than a block, or broken, is not taken for a configuration:
 * it has to be looked at.
 */
function looksLikeRecords(first: Buffer, whole: boolean, maxRowBytes: number): boolean {
  if (!whole) return true;
  const batch = emptyBatch();
  batch.bytes = first;
  jsonSplitter(maxRowBytes).cut(first, batch, true);
  const keys = new Map<string, number>();
  let objects = 0;
  let plain = 0;
  let broken = batch.flaws.subarray(0, batch.count).some((flaw) => flaw !== 0);
  parseDocumentBatch(batch, (_, fields) => {
    if (!fields) broken = true;
    else if (Object.hasOwn(fields, "value") && Object.keys(fields).length <= 2) plain++;
    else {
      objects++;
      for (const key of Object.keys(fields)) {
        if (key !== KEY_COLUMN && keys.size < 10_000) keys.set(key, (keys.get(key) ?? 0) + 1);
      }
    }
  });
  if (broken) return true;
  const shared = Math.max(0, ...keys.values());
  if (objects > 0) return shared >= 2 && shared >= objects / 2 && objects >= plain / 4;
  return plain >= MANY_ENTRIES || first.subarray(0, 64).toString("latin1").trimStart().startsWith("[");
}

/** A map of so many words to numbers is a lexicon; a configuration has fewer settings and some that are objects. */
const MANY_ENTRIES = 20;
