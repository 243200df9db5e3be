import { Unreadable } from "../unreadable.ts";
import { isKnownName } from "./column-names.ts";
import { type CsvDialect, parseRecord } from "./csv-record.ts";
import { csvSplitter } from "./csv-splitter.ts";
import type { SniffContext } from "./reader.ts";
import { emptyBatch } from "./records.ts";

const SAMPLE_RECORDS = 200;

/**
 * The delimiter that cuts most of the first records into the same number of fields, and at least two; the one with
 * more fields where two do. A comma when none does: then the file has one column. Quotes enclose fields unless the
 * records agree better when they do not.
 */
export function chooseDialect(context: SniffContext): CsvDialect {
  const tabbed = /\.(tsv|tab)$/i.test(context.path);
  let best = { delimiter: tabbed ? "\t" : ",", quoted: true, agreement: 0.5, fields: 1 };
  for (const delimiter of tabbed ? ["\t", ",", ";", "|"] : [",", "\t", ";", "|"]) {
    for (const quoted of [true, false]) {
      const counts = sampleRecords(context, { delimiter, quoted }).map((cells) => cells.length);
      const fields = commonest(counts);
      if (fields < 2) continue;
      const agreement = counts.filter((count) => count === fields).length / counts.length;
      if (agreement > best.agreement || (agreement === best.agreement && fields > best.fields && quoted)) {
        best = { delimiter, quoted, agreement, fields };
      }
    }
  }
  return { delimiter: best.delimiter, quoted: best.quoted };
}

/** Column names: those of the header, or `column 1`, `column 2` … where the first record is data. */
export function readHeader(
  context: SniffContext,
  dialect: CsvDialect,
): { names: readonly string[]; isHeader: boolean; sure: boolean } {
  const rows = sampleRecords(context, dialect);
  const first = rows[0] && spacedHeader(rows[0], commonest(rows.slice(1).map((cells) => cells.length)));
  if (!first) {
    if (context.first.length > context.maxRowBytes) {
      throw new Unreadable(
        "The first record, which should name the columns, is longer than the limit for a record.",
      );
    }
    return { names: [], isHeader: true, sure: false };
  }
  const same =
    context.peerHeader?.length === first.length && context.peerHeader.every((name, i) => name === first[i]);
  const isHeader = same || looksLikeHeader(first, rows.slice(1), context.configured);
  return {
    names: isHeader ? uniqueNames(first) : first.map((_, i) => `column ${String(i + 1)}`),
    isHeader,
    sure: true,
  };
}

/** A header written with spaces above data with tabs: `label text`. */
function spacedHeader(first: string[], fields: number): string[] {
  const words = first.length === 1 ? first[0]!.trim().split(/\s+/) : [];
  return fields > 1 && words.length === fields ? words : first;
}

/** The number that occurs most often, the larger of two; 0 for none. */
function commonest(numbers: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1);
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
 * A header names columns: it holds a configured or common name, or else only short distinct words, no number, and
 * no value that comes again below it.
 */
export function looksLikeHeader(
  first: readonly string[],
  rest: readonly (readonly string[])[],
  configured: readonly string[],
): boolean {
  const cells = first.map((cell) => cell.trim());
  if (cells.some((cell) => configured.includes(cell))) return true;
  const filled = cells.filter((cell) => cell !== "");
  if (new Set(filled).size < filled.length) return false;
  if (cells.some((cell, i) => cell !== "" && rest.some((row) => row[i]?.trim() === cell))) return false;
  if (filled.some(isKnownName)) return true;
  if (filled.some((cell) => cell.length > 60 || cell.split(/\s+/).length > 5 || isNumber(cell))) return false;
  return filled.length > 0 && filled.every((cell) => /^[\p{L}_#][\p{L}\p{M}\p{N}\s_\-.:/()#?]*$/u.test(cell));
}

function isNumber(cell: string): boolean {
  return cell !== "" && Number.isFinite(Number(cell));
}

function sampleRecords(context: SniffContext, dialect: CsvDialect): string[][] {
  const batch = emptyBatch();
  batch.bytes = context.first;
  csvSplitter(dialect, context.maxRowBytes, false).cut(context.first, batch, context.whole);
  const rows: string[][] = [];
  for (let i = 0; i < Math.min(batch.count, SAMPLE_RECORDS); i++) {
    if (batch.flaws[i] !== 0) continue;
    rows.push(parseRecord(context.first.toString("utf8", batch.starts[i], batch.ends[i]), dialect).cells);
  }
  return rows;
}
