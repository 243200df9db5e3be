/** Finds out how a table is written: delimiter, quotes, header. */
import { tally } from "../../../collections/tally.ts";
import { Unreadable } from "../../unreadable.ts";
import { isKnownName } from "../column-names.ts";
import type { SniffContext } from "../reader.ts";
import { emptyBatch } from "../records.ts";
import { type CsvDialect, parseRecord } from "./csv-record.ts";
import { rewriter, type Writing, type Written } from "./csv-rewrite.ts";
import { csvSplitter } from "./csv-splitter.ts";

const SAMPLE_RECORDS = 200;

/** How a table is written, with the sample of it that told so. */
export interface TableWriting extends Written {
  /** The first bytes as they are read: rewritten where the writing is not plain. */
  readonly context: SniffContext;
  /** There are quotes, and they are letters. */
  readonly hasLooseQuotes: boolean;
}

/** A record in so many that is read with a doubt is a slip; more of them show another way of writing. */
const SLIPS = 0.02;

/** Where more of the records are none in the base's way of writing, the table has been written anew. */
const REWRITTEN = 0.5;

/**
 * Dialect and way of quoting: those of the base, so that no row of a change chooses how the others are read. Without
 * a base RFC 4180, unless that reads many records with a doubt and another way hardly any.
 */
export function chooseWriting(context: SniffContext): TableWriting {
  const { peerWriting, peerHeader } = context;
  if (peerWriting && peerHeader) {
    const asBase = readAs(context, peerWriting.writing, peerWriting.dialect);
    if (asBase.fields >= Math.min(2, peerHeader.length) && asBase.doubts <= REWRITTEN) return asBase;
  }
  const plain = readAs(context, "plain", null);
  const hasQuotes = context.first.includes(34) || context.first.includes(39);
  if (!hasQuotes || (plain.doubts <= SLIPS && plain.namesAll)) return plain;
  const text = context.first.toString("latin1", 0, 65_536);
  const ways: readonly (readonly [Exclude<Writing, "plain">, RegExp])[] = [
    ["backslash", /\\"/],
    ["spaced", /[,;|] +"/],
    ["single", /(^|[\n,;|\t])'/],
  ];
  const others = ways
    .filter(([, sign]) => sign.test(text))
    .flatMap(([writing]) =>
      DELIMITERS.map((delimiter) => readAs(context, writing, { delimiter, quoted: true })),
    );
  const best = others.reduce<Read | null>(
    (one, other) => (one && one.doubts <= other.doubts ? one : other),
    null,
  );
  return best && best.doubts <= plain.doubts / 4 ? best : plain;
}

const DELIMITERS = [",", ";", "|", "\t"];

interface Read extends TableWriting {
  readonly fields: number;
  readonly doubts: number;
  /** The first record is as wide as the others: else all of them may be cut within their quotes. */
  readonly namesAll: boolean;
}

/** The table read in one way, and the share of records of which that makes no sense. */
function readAs(context: SniffContext, writing: Writing, given: CsvDialect | null): Read {
  const read =
    writing === "plain"
      ? context
      : { ...context, first: rewriter(writing, given?.delimiter ?? ",")(context.first, context.whole) };
  const dialect = given ?? chooseDialect(read);
  const rows = sampleRecords(read, dialect);
  const fields = commonest(rows.map(({ cells }) => cells.length));
  const doubtful = rows.filter(({ cells, strayQuote }) => strayQuote || cells.length !== fields);
  const doubts = rows.length === 0 || (writing !== "plain" && fields < 2) ? 1 : doubtful.length / rows.length;
  const hasLooseQuotes = context.first.includes(34) && !dialect.quoted;
  const namesAll = (rows[0]?.cells.length ?? fields) >= fields;
  return { dialect, writing, context: read, hasLooseQuotes, fields, doubts, namesAll };
}

/**
 * The delimiter that cuts most of the first records into the same number of fields, and at least two; the one with
 * more fields where two do. A comma when none does: then the file has one column. Quotes enclose fields unless the
 * records agree better when they do not; between tabs they are letters unless some field is seen to be enclosed.
 */
function chooseDialect(context: SniffContext): CsvDialect {
  const tabbed = /\.(tsv|tab)$/i.test(context.path);
  let best = { delimiter: tabbed ? "\t" : ",", quoted: true, agreement: 0.5, fields: 1 };
  for (const delimiter of tabbed ? ["\t", ",", ";", "|"] : [",", "\t", ";", "|"]) {
    const enclosed = sampleRecords(context, { delimiter, quoted: true });
    for (const quoted of quotings(context, delimiter, enclosed)) {
      const rows = quoted ? enclosed : sampleRecords(context, { delimiter, quoted });
      const counts = rows.flatMap(({ cells }) => (cells.length === 0 ? [] : [cells.length]));
      const fields = commonest(counts);
      if (fields < 2) continue;
      const agreement = counts.filter((count) => count === fields).length / counts.length;
      if (agreement > best.agreement || (agreement === best.agreement && fields > best.fields && quoted))
        best = { delimiter, quoted, agreement, fields };
    }
  }
  return { delimiter: best.delimiter, quoted: best.fields === 1 ? !standAlone(context) : best.quoted };
}

/** Whether each quote of a table of one column is a line by itself, as where every line is a word: it encloses nothing. */
function standAlone({ first }: SniffContext): boolean {
  const quoted = first.toString("latin1").match(/[^\r\n]*"[^\r\n]*/g);
  return quoted?.every((line) => line.trim() === '"') === true;
}

function quotings(
  context: SniffContext,
  delimiter: string,
  enclosed: readonly Sampled[],
): readonly boolean[] {
  if (!context.first.includes(34)) return [true];
  const sound = enclosed.every(({ strayQuote, text }) => !strayQuote && !isLoose(text, delimiter));
  // Where every quote encloses a field, none is a letter: one column of quoted sentences is one column.
  if (sound && enclosed.length > 0) return [true];
  return delimiter === "\t" && !enclosed.some(({ text }) => isEnclosed(text)) ? [false] : [true, false];
}

/** A quoted field that goes over line ends between which the delimiter stands: rather a lone quote. */
function isLoose(text: string, delimiter: string): boolean {
  return delimiter === "\t" && text.includes("\n") && text.split("\n").every((line) => line.includes("\t"));
}

function isEnclosed(text: string): boolean {
  return /(^|\t)"[^\t\n]*"(\t|$)/.test(text);
}

/** Column names: those of the header, or `column 1`, `column 2` … where the first record is data. */
export function readHeader(
  context: SniffContext,
  dialect: CsvDialect,
): { names: readonly string[]; isHeader: boolean; sure: boolean; above: number } {
  const rows = sampleRecords(context, dialect).flatMap(({ cells }) => (cells.length === 0 ? [] : [cells]));
  const fields = commonest(rows.slice(1).map((cells) => cells.length));
  const above = linesAbove(rows, fields);
  const written = rows[above] && spacedHeader(rows[above], fields);
  if (!written) {
    if (context.first.length > context.maxRowBytes)
      throw new Unreadable(
        "The first record, which should name the columns, is longer than the limit for a record.",
      );
    return { names: [], isHeader: true, sure: false, above: 0 };
  }
  const below = rows.slice(above + 1);
  const isPeers = (cells: readonly string[]): boolean =>
    JSON.stringify(context.peerHeader) === JSON.stringify(cells);
  const first = !isPeers(written) && haveRowNames(below, written.length) ? ["", ...written] : written;
  const isHeader = isPeers(first) || looksLikeHeader(first, below, context.configured);
  return {
    names: isHeader ? uniqueNames(first) : first.map((_, i) => `column ${String(i + 1)}`),
    isHeader,
    sure: true,
    above,
  };
}

/** Whether nearly all records have a number or a name of their own before what the header names, as R writes them. */
function haveRowNames(rows: readonly (readonly string[])[], named: number): boolean {
  const wider = rows.filter((cells) => cells.length === named + 1);
  const names = new Set(wider.map(([name]) => name!).filter((name) => /^\S+$/.test(name)));
  return rows.length >= FEWEST_BELOW && names.size >= rows.length * (1 - SLIPS);
}

/** Comments and a title above the table: single cells above records of several, the last of them a header. */
function linesAbove(rows: readonly (readonly string[])[], fields: number): number {
  if (fields < 2) return 0;
  const isAbove = (cells: readonly string[]): boolean =>
    cells.slice(1).every((cell) => cell.trim() === "") &&
    (cells.length !== fields || cells[0]!.startsWith("#"));
  const above = rows.findIndex((cells) => !isAbove(cells));
  if (above <= 0 || above > MOST_ABOVE) return 0;
  const comments = rows.slice(0, above).every((cells) => cells[0]!.startsWith("#"));
  return comments ||
    (rows[above]!.length === fields && looksLikeHeader(rows[above]!, rows.slice(above + 1), []))
    ? above
    : 0;
}

const MOST_ABOVE = 10;

/** A header written with spaces above data with tabs: `label text`. */
function spacedHeader(first: string[], fields: number): string[] {
  const words = first.length === 1 ? first[0]!.trim().split(/\s+/) : [];
  return fields > 1 && words.length === fields ? words : first;
}

/** The number that occurs most often, the larger of two; 0 for none. */
export function commonest(numbers: readonly number[]): number {
  const counts = tally(numbers);
  return [...counts].reduce((best, [number, count]) => {
    const most = counts.get(best) ?? 0;
    return count > most || (count === most && number > best) ? number : best;
  }, 0);
}

/** Names as given; an empty one is numbered, a repeated one gets a suffix, so that no cell hides another. */
function uniqueNames(cells: readonly string[]): string[] {
  const names: string[] = [];
  const taken = new Set<string>();
  for (const [i, cell] of cells.entries()) {
    const wanted = cell.trim() || `column ${String(i + 1)}`;
    let name = wanted;
    for (let n = 2; taken.has(name); n++) name = `${wanted}_${String(n)}`;
    taken.add(name);
    names.push(name);
  }
  return names;
}

/**
 * A header names columns: it holds a configured or common name, or stands above numbers or dates without being one, or
 * else holds only short distinct words, no number, and no value that comes again below it. The name of a label may be
 * one of its values ("hate", "spam") where another cell is a common name.
 */
export function looksLikeHeader(
  first: readonly string[],
  below: readonly (readonly string[])[],
  configured: readonly string[],
): boolean {
  const cells = first.map((cell) => cell.trim());
  // A header may come again, above each part of the table.
  const rest = below.filter((row) => row.length !== first.length || row.some((cell, i) => cell !== first[i]));
  if (cells.some((cell) => configured.includes(cell))) return true;
  const filled = cells.filter((cell) => cell !== "");
  const twice = filled.length - new Set(filled).size;
  if (twice > 0 && (twice > filled.length / FEW_OF || !standsAboveValues(cells, rest))) return false;
  const again = cells.filter((cell, i) => cell !== "" && rest.some((row) => row[i]?.trim() === cell));
  if (again.length > 0) {
    const others = cells.map((cell) => (again.includes(cell) ? "" : cell));
    if (again.every(isCommonName) && others.some(isCommonName)) return true;
    // One name of many may be a value as well, as a judge's who answers with the judge's name.
    return (
      (again.length <= filled.length / FEW_OF && standsAboveValues(others, rest)) ||
      (again.length === 1 && standsAboveCodes(others, rest))
    );
  }
  if (filled.some(isCommonName) || standsAboveValues(cells, rest)) return true;
  if (filled.some((cell) => cell.length > 60 || cell.split(/\s+/).length > 5 || isNumber(cell))) return false;
  return filled.length > 0 && filled.every((cell) => /^[\p{L}_#][\p{L}\p{M}\p{N}\s_\-.:/()#?]*$/u.test(cell));
}

/** A common name, also in the plural. */
function isCommonName(cell: string): boolean {
  return isKnownName(cell) || (/[^s]s$/i.test(cell) && isKnownName(cell.slice(0, -1)));
}

/** Words above a column of nothing but numbers or dates. */
function standsAboveValues(first: readonly string[], rest: readonly (readonly string[])[]): boolean {
  if (rest.length < FEWEST_BELOW) return false;
  return first.some((cell, i) => {
    if (cell === "" || isValue(cell)) return false;
    const below = rest.map((row) => row[i]?.trim() ?? "").filter((value) => value !== "");
    return below.length >= rest.length / 2 && below.every(isValue);
  });
}

/** Above a column of different codes that are all of one length, and of another: `alpha2` above `de`, `fr`. */
function standsAboveCodes(first: readonly string[], rest: readonly (readonly string[])[]): boolean {
  if (rest.length < FEWEST_BELOW) return false;
  return first.some((cell, i) => {
    const below = rest.map((row) => row[i]?.trim() ?? "");
    const [code = ""] = below;
    return (
      cell !== "" &&
      new Set(below).size === below.length &&
      below.every(({ length }) => length > 0 && length === code.length && length !== cell.length)
    );
  });
}

const FEWEST_BELOW = 10;
/** At most one name in so many is also a value. */
const FEW_OF = 4;

function isValue(cell: string): boolean {
  return isNumber(cell) || (/^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}\b/.test(cell) && cell.length < 40);
}

function isNumber(cell: string): boolean {
  return cell !== "" && Number.isFinite(Number(cell));
}

interface Sampled {
  readonly cells: string[];
  readonly strayQuote: boolean;
  readonly text: string;
}

function sampleRecords(context: SniffContext, dialect: CsvDialect): Sampled[] {
  const batch = emptyBatch();
  batch.bytes = context.first;
  csvSplitter(dialect, context.maxRowBytes, 0).cut(context.first, batch, context.whole);
  const rows: Sampled[] = [];
  for (let i = 0; i < Math.min(batch.count, SAMPLE_RECORDS); i++) {
    const text = context.first.toString("utf8", batch.starts[i], batch.ends[i]);
    // A record that cannot be cut out has no fields, which is a doubt about the dialect.
    const isFlawed = batch.flaws[i] !== 0;
    rows.push(isFlawed ? { cells: [], strayQuote: true, text } : { ...parseRecord(text, dialect), text });
  }
  return rows;
}
