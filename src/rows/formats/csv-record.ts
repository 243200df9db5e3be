// Splits one record of a table into its cells.
import Papa from "papaparse";

/** How the fields of a file are told apart. Without quotes, as many tab-separated files are written, `"` is text. */
export interface CsvDialect {
  readonly delimiter: string;
  readonly quoted: boolean;
}

/** A character that cannot occur: records with a NUL byte never get here. */
const NO_QUOTE = "\0";

/** papaparse over whole records whose line ends are LF. `strayQuote`: a quoted field went on after its quote. */
export function parseRecords(text: string, dialect: CsvDialect): { rows: string[][]; strayQuote: boolean } {
  // `new Parser` fed with our own blocks: `Papa.parse` and its streams take two to three times as long.
  const parser = new Papa.Parser({
    delimiter: dialect.delimiter,
    newline: "\n",
    quoteChar: dialect.quoted ? '"' : NO_QUOTE,
  });
  const parsed = parser.parse(text, 0, true) as Papa.ParseResult<string[]>;
  return { rows: parsed.data, strayQuote: parsed.errors.length > 0 };
}

/** One record. The line end is added so that blanks after a closing quote are seen as such. */
export function parseRecord(text: string, dialect: CsvDialect): { cells: string[]; strayQuote: boolean } {
  const { rows, strayQuote } = parseRecords(`${text}\n`, dialect);
  return { cells: rows[0] ?? [text], strayQuote };
}
