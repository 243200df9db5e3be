/** Text of records, which may not be UTF-8. */
import { isUtf8 } from "node:buffer";
import { problemWords } from "./problem-words.ts";
import type { RecordReader } from "./reader.ts";
import type { RecordBatch } from "./records.ts";

const windows1252 = new TextDecoder("windows-1252");

/** Bytes in Windows-1252, which gives every one a character. */
export function westernText(bytes: Uint8Array): string {
  // As a stream: Node 20 reads a whole buffer as ISO 8859-1, where quotes and dashes are control characters.
  return windows1252.decode(bytes, { stream: true });
}

/** The text of a record: UTF-8, or, for one that is not and stands in a file that was so before, Windows-1252. */
export function recordText(batch: RecordBatch, index: number, isLegacy: boolean): string {
  const start = batch.starts[index]!;
  const end = batch.ends[index]!;
  return isLegacy ? westernText(batch.bytes.subarray(start, end)) : batch.bytes.toString("utf8", start, end);
}

/**
 * Reads the text of each sound record of a batch, and whether it is not UTF-8. Without `isLegacy` such a one is no record,
 * and refused.
 */
export function forEachText(
  batch: RecordBatch,
  isLegacy: boolean,
  refuse: (index: number, record: null, words: string, text: string) => void,
  read: (index: number, text: string, isForeign: boolean) => void,
): void {
  const allUtf8 = isUtf8(batch.bytes);
  for (let i = 0; i < batch.count; i++) {
    if (batch.flaws[i] !== 0) continue;
    const isForeign = !allUtf8 && !isUtf8(batch.bytes.subarray(batch.starts[i], batch.ends[i]));
    if (isForeign && !isLegacy) refuse(i, null, problemWords.notUtf8, recordText(batch, i, false));
    else read(i, recordText(batch, i, isForeign), isForeign);
  }
}

/** `RecordReader.nested` of a format whose records are flat. */
export function flatValues(parse: RecordReader["parse"]): RecordReader["nested"] {
  return (batch, visit) =>
    parse(batch, (i, fields, doubt) =>
      visit(i, fields && { value: fields, keys: [], isEntry: false }, doubt, recordText(batch, i, false)),
    );
}
