// Text of records that are not UTF-8.
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
