/** The reader of tables: CSV, TSV and the like. */
import { isUtf8 } from "node:buffer";
import { flatValues, forEachText } from "../legacy.ts";
import { isConflictMarker, problemWords } from "../problem-words.ts";
import { type Fields, type FormatReader, type RecordReader, type RecordVisitor, setOwn } from "../reader.ts";
import type { RecordBatch } from "../records.ts";
import { chooseWriting, readHeader, type TableWriting } from "./csv-dialect.ts";
import { type CsvDialect, parseRecord, parseRecords } from "./csv-record.ts";
import { rewritten } from "./csv-rewrite.ts";
import { csvSplitter } from "./csv-splitter.ts";

/** Values separated by comma, semicolon, tab or `|`, parsed by papaparse, or as Python would where that has a doubt. */
export const csvFormat: FormatReader = {
  recognises: ({ path }) => /\.(csv|tsv|tab|txt)$/i.test(path),
  open: (asWritten) => {
    const written = chooseWriting(asWritten);
    const { dialect, writing, context } = written;
    const header = readHeader(context, dialect);
    const { names, isHeader, above } = header;
    const parse: RecordReader["parse"] = (batch, visit, legacy = false) =>
      parseCsvBatch(batch, dialect, names, visit, legacy);
    return {
      format: dialect.delimiter === "\t" ? "tsv" : "csv",
      schema: JSON.stringify(["csv", dialect, names]),
      header: names,
      note: notesOf(written, header).join("; "),
      splitter: () => csvSplitter(dialect, context.maxRowBytes, above + Number(isHeader)),
      records: { dialect, names },
      writing: { dialect, writing },
      ...(writing !== "plain" && { rewrite: (blocks) => rewritten(blocks, writing, dialect.delimiter) }),
      parse,
      nested: flatValues(parse),
    };
  },
};

function notesOf(
  { dialect: { delimiter }, writing, hasLooseQuotes }: TableWriting,
  { isHeader, sure, above }: ReturnType<typeof readHeader>,
): string[] {
  const notes: string[] = [];
  if (delimiter !== "," && delimiter !== "\t") notes.push(`fields are separated by "${delimiter}"`);
  if (!isHeader && sure) notes.push("the first record is data, not a header");
  if (above > 0) notes.push(`the table begins behind ${above} ${above === 1 ? "line" : "lines"}`);
  if (hasLooseQuotes) notes.push("quotes are taken as text, since they do not enclose fields here");
  if (writing !== "plain") notes.push(writingNotes[writing]);
  return notes;
}

const writingNotes = {
  backslash: 'quotes inside fields are written \\"',
  single: "fields are enclosed in single quotes",
  spaced: "a space follows each delimiter",
} as const;

/**
 * Hands the records of a batch to papaparse in one string where that gives record for record the same (line ends
 * of one kind, all valid), and one at a time otherwise.
 */
export function parseCsvBatch(
  batch: RecordBatch,
  dialect: CsvDialect,
  names: readonly string[],
  visit: RecordVisitor,
  legacy: boolean,
): void {
  const rows = parseTogether(batch, dialect);
  if (rows) {
    for (const [i, cells] of rows.entries()) visitCells(i, cells, null, names, visit);
    return;
  }
  forEachText(batch, legacy, visit, (i, text, isForeign) => {
    if (text.includes("\0")) {
      visit(i, null, problemWords.nulByte);
      return;
    }
    const { cells, strayQuote } = parseRecord(text, dialect);
    const legacyDoubt = isForeign ? problemWords.legacy : null;
    const doubt = strayQuote ? quoteDoubt(text, cells.length, names.length) : legacyDoubt;
    visitCells(i, cells, doubt, names, visit);
  });
}

function parseTogether(batch: RecordBatch, dialect: CsvDialect): string[][] | null {
  const { bytes, count } = batch;
  if (count < 2) return null;
  const start = batch.starts[0]!;
  const end = batch.ends[count - 1]!;
  const span = bytes.subarray(start, end);
  // Records that are drawn from among others are not parsed with what is between them.
  let own = 0;
  for (let i = 0; i < count; i++) own += batch.ends[i]! - batch.starts[i]!;
  if (own * 2 < span.length) return null;
  if (span.includes(13) || span.includes(0) || !isUtf8(span)) return null;
  for (let i = 0; i < count; i++) if (batch.flaws[i] !== 0) return null;
  const text = `${span.toString("utf8")}\n`;
  const parsed = parseRecords(text, dialect);
  if (parsed.strayQuote) return null;
  const rows = parsed.rows.filter((cells) => cells.length > 1 || cells[0] !== "");
  return rows.length === count ? rows : null;
}

function visitCells(
  index: number,
  cells: readonly string[],
  doubt: string | null,
  names: readonly string[],
  visit: RecordVisitor,
): void {
  if (cells.length < names.length && isConflictMarker(cells[0]!)) {
    visit(index, null, problemWords.conflictMarker);
    return;
  }
  if (names.length > 1 && cells.length === names.length && cells.every((cell, i) => cell === names[i])) {
    visit(index, null, problemWords.headerAgain);
    return;
  }
  visit(index, fieldsOf(cells, names), doubt ?? raggedDoubt(cells, names.length));
}

/** A quote that swallowed a line end or a delimiter shows: the record has lines, or too few fields. */
function quoteDoubt(text: string, found: number, expected: number): string {
  return found === expected && !text.includes("\n") ? problemWords.innerQuote : problemWords.strayQuote;
}

function raggedDoubt(cells: readonly string[], expected: number): string | null {
  if (cells.length < expected) return problemWords.tooFew(cells.length, expected);
  // Trailing delimiters without content shift nothing.
  const extra = cells.length > expected && cells.slice(expected).some((cell) => cell !== "");
  return extra ? problemWords.tooMany(cells.length, expected) : null;
}

function fieldsOf(cells: readonly string[], names: readonly string[]): Fields {
  const fields: Record<string, string> = {};
  for (let i = 0; i < cells.length; i++) {
    const name = names[i] ?? `column ${String(i + 1)}`;
    if (name === "__proto__") setOwn(fields, name, cells[i]!);
    else if (i < names.length || cells[i] !== "") fields[name] = cells[i]!;
  }
  return fields;
}
