/** Cuts files of a word a line into sentences: at blank lines, or where the number of the sentence changes. */
import { flaws, pushRecord, type RecordBatch } from "../records.ts";
import type { Splitter } from "../split.ts";

const LF = 10;
const oversized = flaws.indexOf("oversized");

/** What a line is: of a sentence, the first of another one, or between sentences (blank, a mark of a document). */
export type LineKind = "inside" | "first" | "between";

/**
 * A record is the lines of one sentence. One that is longer than `maxRowBytes` is cut into flawed pieces of that size.
 * @param kindOf is asked for each line in its order, and again for those of a sentence that was not complete
 */
export function tokenSplitter(
  maxRowBytes: number,
  kindOf: (line: string, isFirst: boolean) => LineKind,
): Splitter {
  let line = 1;
  let isTooLong = false;
  return {
    cut(bytes, batch, last) {
      let start = -1;
      let end = 0;
      let startLine = line;
      let here = line;
      let at = 0;
      const close = (): void => {
        if (start >= 0) pushRecord(batch, start, end, startLine, here - 1, isTooLong ? oversized : 0);
        start = -1;
        isTooLong = false;
      };
      for (;;) {
        const feed = bytes.indexOf(LF, at);
        if (feed === -1 && (!last || at >= bytes.length)) break;
        const stop = feed === -1 ? bytes.length : feed;
        const kind = kindOf(bytes.toString("utf8", at, stop).trimEnd(), start < 0);
        if (kind !== "inside") close();
        if (kind !== "between" && start < 0) [start, startLine] = [at, here];
        if (kind !== "between") end = trimmed(bytes, at, stop);
        here++;
        at = stop + 1;
      }
      if (last) {
        close();
        line = here;
        return bytes.length;
      }
      return pending(bytes, batch);

      /** What is left is a sentence whose end is not here yet, or the beginning of a line. */
      function pending(all: Buffer, into: RecordBatch): number {
        const rest = start >= 0 ? start : Math.min(at, all.length);
        line = start >= 0 ? startLine : here;
        if (all.length - rest <= maxRowBytes) return rest;
        isTooLong = true;
        pushRecord(into, rest, rest + maxRowBytes, line, line, oversized);
        for (let i = rest; i < rest + maxRowBytes; i++) if (all[i] === LF) line++;
        return rest + maxRowBytes;
      }
    },
  };
}

/** Where a line ends before its carriage return. */
function trimmed(bytes: Buffer, from: number, to: number): number {
  return to > from && bytes[to - 1] === 13 ? to - 1 : to;
}
