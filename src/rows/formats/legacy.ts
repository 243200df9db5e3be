// Text of records that are not UTF-8.
import type { RecordBatch } from "./records.ts";

const windows1252 = new TextDecoder("windows-1252");

/**
 * The text of a record: UTF-8, or, for one that is not and stands in a file that was so before, Windows-1252, which
 * gives every byte a character.
 */
export function recordText(batch: RecordBatch, index: number, isLegacy: boolean): string {
  const start = batch.starts[index]!;
  const end = batch.ends[index]!;
  return isLegacy
    ? // As a stream: Node 20 reads a whole buffer as ISO 8859-1, where quotes and dashes are control characters.
      windows1252.decode(batch.bytes.subarray(start, end), { stream: true })
    : batch.bytes.toString("utf8", start, end);
}
