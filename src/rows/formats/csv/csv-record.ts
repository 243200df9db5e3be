/** Splits one record of a table into its cells. */
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

/** One record: by papaparse where its quotes stand where they belong, otherwise as Python's csv module reads it. */
export function parseRecord(text: string, dialect: CsvDialect): { cells: string[]; strayQuote: boolean } {
  const { rows, strayQuote } = parseRecords(`${text}\n`, dialect);
  if (strayQuote) return { cells: cellsByPython(text, dialect.delimiter), strayQuote };
  return { cells: rows[0] ?? [text], strayQuote };
}

/** What follows a closing quote belongs to the field, further quotes too. */
function cellsByPython(text: string, delimiter: string): string[] {
  const cells: string[] = [];
  for (let at = 0; at <= text.length; at++) {
    const close = text[at] === '"' ? closingQuote(text, at + 1) : at - 1;
    const quoted = text.slice(at + 1, Math.max(close, at + 1)).replaceAll('""', '"');
    const next = text.indexOf(delimiter, close + 1);
    const end = next === -1 ? text.length : next;
    cells.push(quoted + text.slice(close + 1, end));
    at = end;
  }
  return cells;
}

/** The first quote from `at` on that is not doubled; the end of the text where none is. */
function closingQuote(text: string, at: number): number {
  let close = text.indexOf('"', at);
  while (close !== -1 && text[close + 1] === '"') close = text.indexOf('"', close + 2);
  return close === -1 ? text.length : close;
}
