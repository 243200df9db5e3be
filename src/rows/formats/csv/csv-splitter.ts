/** Finds where the records of a table begin and end, in bytes, with line breaks inside quotes. */

import { flaws, pushRecord, type RecordBatch } from "../records.ts";
import type { Splitter } from "../split.ts";
import type { CsvDialect } from "./csv-record.ts";

const LF = 10;
const CR = 13;
const QUOTE = 34;
const MORE = -1;
const UNCLOSED = -2;
const oversized = flaws.indexOf("oversized");
const unclosed = flaws.indexOf("unclosed-quote");
/** After so many records that never close, the rest of the file is given up: each costs a look at what follows. */
const MAX_RETRIES = 8;

/**
 * Cuts CSV records where Python's csv module and pandas do (proven by property tests), without making strings: a
 * field is quoted when its first byte is a quote, up to the next one that is not doubled; what follows until the
 * delimiter is text. A quote that goes on past those would swallow rows that training reads. LF, CRLF and a lone CR
 * all end a record, even within one file. A record whose quote never closes, or that grows over `maxRowBytes`, is
 * flawed: its first line is set apart and reading goes on at the next line. Empty lines are no records, nor
 * are the first `skipped` ones: the header, and what stands above it.
 */
// eslint-disable-next-line max-lines-per-function -- one automaton over bytes: its steps share where they stand
export function csvSplitter(dialect: CsvDialect, maxRowBytes: number, skipped: number): Splitter {
  const delimiter = dialect.delimiter.charCodeAt(0);
  const quote = dialect.quoted ? QUOTE : -1;
  let line = 1;
  let toSkip = skipped;
  let retries = 0;
  let afterCr = false;
  /** Inside a line that is over the limit by itself: everything up to its end is flawed. */
  let insideOversized = false;
  /** The rest of the file is flawed, whatever it holds. */
  let givenUp = false;
  /** Line ends inside the quotes of the record that was scanned last. */
  let innerLines = 0;
  // The next LF, CR and quote at or after the place where the scan stands; found by the native search, once each.
  let lf = 0;
  let cr = 0;
  let quoteAt = 0;

  return { cut };

  function cut(bytes: Buffer, batch: RecordBatch, last: boolean): number {
    let at = 0;
    seek(bytes, 0);
    if (afterCr && bytes.length > 0) {
      if (bytes[0] === LF) at = 1;
      afterCr = false;
    }
    while (at < bytes.length) {
      if (insideOversized) {
        const lineEnd = givenUp ? -1 : findLineEnd(bytes, at);
        if (lineEnd === -1 && !last && bytes.length - at <= maxRowBytes) return at;
        const end = Math.min(lineEnd === -1 ? bytes.length : lineEnd, at + maxRowBytes);
        if (end > at) pushRecord(batch, at, end, line, line, oversized);
        insideOversized = end !== lineEnd;
        at = insideOversized ? end : nextLine(bytes, end);
        continue;
      }
      const end = scanRecord(bytes, at, last);
      const stop = end < 0 ? bytes.length : end;
      if (end !== UNCLOSED && stop - at <= maxRowBytes) {
        if (end === MORE) return at;
        if (stop > at) {
          if (toSkip === 0) pushRecord(batch, at, stop, line, line + innerLines);
          else toSkip--;
        }
        line += innerLines;
        at = nextLine(bytes, stop);
        continue;
      }
      at = setApart(bytes, batch, at, end === UNCLOSED ? unclosed : oversized);
    }
    return bytes.length;
  }

  /** Pushes the first line of a record that does not end in time as flawed, and returns where to go on. */
  function setApart(bytes: Buffer, batch: RecordBatch, at: number, flaw: number): number {
    givenUp = ++retries > MAX_RETRIES;
    const lineEnd = givenUp ? -1 : findLineEnd(bytes, at);
    const end = Math.min(lineEnd === -1 ? bytes.length : lineEnd, at + maxRowBytes);
    pushRecord(batch, at, end, line, line, flaw);
    seek(bytes, end);
    if (end === lineEnd) return nextLine(bytes, end);
    insideOversized = true;
    return end;
  }

  /** Skips the line end at `end`, counting the line. */
  function nextLine(bytes: Buffer, end: number): number {
    if (end >= bytes.length) return end;
    line++;
    if (bytes[end] !== CR) return end + 1;
    if (end + 1 === bytes.length) afterCr = true;
    return bytes[end + 1] === LF ? end + 2 : end + 1;
  }

  /** Sets the places of the next LF, CR and quote anew. */
  function seek(bytes: Buffer, from: number): void {
    lf = bytes.indexOf(LF, from);
    cr = bytes.indexOf(CR, from);
    quoteAt = quote === -1 ? -1 : bytes.indexOf(quote, from);
  }

  /** The end of the record that starts at `at`, MORE if it is not in `bytes`, UNCLOSED if the file ends in quotes. */
  function scanRecord(bytes: Buffer, at: number, last: boolean): number {
    innerLines = 0;
    if (lf !== -1 && lf < at) lf = bytes.indexOf(LF, at);
    if (cr !== -1 && cr < at) cr = bytes.indexOf(CR, at);
    if (quoteAt !== -1 && quoteAt < at) quoteAt = bytes.indexOf(QUOTE, at);
    const lineEnd = lf === -1 || (cr !== -1 && cr < lf) ? cr : lf;
    if (quoteAt === -1 || (lineEnd !== -1 && lineEnd < quoteAt)) {
      if (lineEnd !== -1) return lineEnd;
      return last ? bytes.length : MORE;
    }
    return scanFields(bytes, at, last);
  }

  function scanFields(bytes: Buffer, at: number, last: boolean): number {
    const length = bytes.length;
    let p = at;
    for (;;) {
      if (p < length && bytes[p] === quote) {
        p = quotedEnd(bytes, p + 1, last);
        if (p < 0) return p;
      }
      // What follows a closing quote belongs to the field, further quotes too.
      while (p < length) {
        const byte = bytes[p]!;
        if (byte === delimiter || byte === LF || byte === CR) break;
        p++;
      }
      if (p >= length) return last ? length : MORE;
      if (bytes[p] !== delimiter) return p;
      p++;
    }
  }

  /** Behind the closing quote of the field whose content starts at `from`: the first one that is not doubled. */
  function quotedEnd(bytes: Buffer, from: number, last: boolean): number {
    let p = from;
    for (;;) {
      const close = bytes.indexOf(QUOTE, p);
      if (close === -1) return last ? UNCLOSED : MORE;
      if (close + 1 === bytes.length && !last) return MORE;
      countInner(bytes, p, close);
      if (bytes[close + 1] !== QUOTE) return close + 1;
      p = close + 2;
    }
  }

  /** Counts the line ends in a stretch of a quoted field. */
  function countInner(bytes: Buffer, from: number, to: number): void {
    if (lf !== -1 && lf < from) lf = bytes.indexOf(LF, from);
    for (; lf !== -1 && lf < to; lf = bytes.indexOf(LF, lf + 1)) innerLines++;
    if (cr !== -1 && cr < from) cr = bytes.indexOf(CR, from);
    // The LF of a CRLF has been counted.
    for (; cr !== -1 && cr < to; cr = bytes.indexOf(CR, cr + 1)) if (bytes[cr + 1] !== LF) innerLines++;
  }
}

function findLineEnd(bytes: Buffer, from: number): number {
  const lf = bytes.indexOf(LF, from);
  const cr = bytes.subarray(from, lf === -1 ? bytes.length : lf).indexOf(CR);
  return cr === -1 ? lf : from + cr;
}
