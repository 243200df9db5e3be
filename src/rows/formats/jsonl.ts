/** The readers of JSON Lines, and of Parquet, whose rows arrive as such. */
import { isMap } from "../../model/json.ts";
import { visitNested } from "./json.ts";
import { parseJson } from "./json-value.ts";
import { forEachText } from "./legacy.ts";
import { lineSplitter } from "./line-splitter.ts";
import { problemWords } from "./problem-words.ts";
import type { FormatReader, RecordReader, RecordVisitor } from "./reader.ts";
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
    splitter: () => lineSplitter(maxRowBytes),
    records: "json lines",
    parse: parseJsonBatch,
    nested: visitNested,
  };
}

/** Two or more lines, each a whole object: JSON Lines under another name. */
function looksLikeLines(first: Buffer): boolean {
  const lines = first.toString("utf8", 0, 65_536).split("\n", 3).slice(0, 2);
  return (
    lines.length === 2 && lines.every((line) => line.trim().startsWith("{") && line.trim().endsWith("}"))
  );
}

/** Parses each record of a batch as one JSON object. */
export function parseJsonBatch(batch: RecordBatch, visit: RecordVisitor, legacy = false): void {
  forEachText(batch, legacy, visit, (i, text, isForeign) => {
    let doubt: string | null = isForeign ? problemWords.legacy : null;
    const value = parseJson(
      text,
      (words) => visit(i, null, words),
      (words) => (doubt = words),
    );
    if (value === undefined) return;
    if (isMap(value)) visit(i, value, doubt);
    else visit(i, null, problemWords.notAnObject);
  });
}
