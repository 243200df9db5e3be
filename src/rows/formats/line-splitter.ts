/** Finds where lines begin and end, in bytes. */
import { flaws, pushRecord, type RecordBatch } from "./records.ts";
import type { Splitter } from "./split.ts";

const LF = 10;
const CR = 13;
const oversized = flaws.indexOf("oversized");

/**
 * Records are lines. A line ends with LF, CRLF or a lone CR, never with U+2028 or U+0085, which are ordinary
 * characters inside JSON strings. Lines of only blanks are no records. A line longer than `maxRowBytes` is cut
 * into flawed pieces of that size, so that its bytes are still compared and never held whole.
 */
export function lineSplitter(maxRowBytes: number): Splitter {
  let line = 1;
  let insideOversized = false;
  let afterCr = false;

  return { cut };

  function cut(bytes: Buffer, batch: RecordBatch, last: boolean): number {
    let at = 0;
    if (afterCr && bytes.length > 0) {
      if (bytes[0] === LF) at = 1;
      afterCr = false;
    }
    let lf = bytes.indexOf(LF, at);
    let cr = bytes.indexOf(CR, at);
    for (;;) {
      if (lf !== -1 && lf < at) lf = bytes.indexOf(LF, at);
      if (cr !== -1 && cr < at) cr = bytes.indexOf(CR, at);
      const end = lf === -1 ? cr : cr === -1 ? lf : Math.min(lf, cr);
      const limit = at + maxRowBytes;
      if (end === -1 ? bytes.length > limit : end > limit) {
        pushRecord(batch, at, limit, line, line, oversized);
        insideOversized = true;
        at = limit;
        continue;
      }
      if (end === -1) {
        if (!last) return at;
        if (at < bytes.length) push(bytes, batch, at, bytes.length);
        return bytes.length;
      }
      push(bytes, batch, at, end);
      insideOversized = false;
      line++;
      at = end + 1;
      if (bytes[end] === CR) {
        if (bytes[at] === LF) at++;
        else if (at === bytes.length) afterCr = true;
      }
    }
  }

  function push(bytes: Buffer, batch: RecordBatch, from: number, to: number): void {
    let start = from;
    let end = to;
    if (insideOversized) {
      if (end > start) pushRecord(batch, start, end, line, line, oversized);
      return;
    }
    while (start < end && isBlank(bytes[start]!)) start++;
    while (end > start && isBlank(bytes[end - 1]!)) end--;
    if (end > start) pushRecord(batch, start, end, line, line);
  }
}

function isBlank(byte: number): boolean {
  return byte === 32 || byte === 9;
}
