/** Cuts rows out of a file whose row places are known. */
import { emptyBatch, pushRecord, type RecordBatch } from "../formats/records.ts";
import type { RowIndex } from "./row-index.ts";

/**
 * Cuts the rows of an index out of the blocks of their file, which is not looked at for that. The batch that is yielded
 * is reused; a row that stands in two blocks comes by itself.
 */
export async function* indexedRows(
  blocks: AsyncIterable<Buffer>,
  index: RowIndex,
): AsyncGenerator<RecordBatch, void, undefined> {
  const batch = emptyBatch();
  const place = index.walk();
  let more = place.next();
  let position = 0;
  let parts: Buffer[] = [];
  for await (const block of blocks) {
    const end = position + block.length;
    if (more && parts.length > 0) {
      const missing = place.offset + place.length - position;
      if (missing > block.length) {
        parts.push(Buffer.from(block));
        position = end;
        continue;
      }
      begin(Buffer.concat([...parts, block.subarray(0, missing)]));
      pushRecord(batch, 0, place.length, 0, 0);
      yield batch;
      parts = [];
      more = place.next();
    }
    begin(block);
    while (more && place.offset + place.length <= end) {
      const start = place.offset - position;
      pushRecord(batch, start, start + place.length, 0, 0);
      more = place.next();
    }
    if (batch.count > 0) yield batch;
    // A copy: the block may be reused by its owner once the next one is asked for.
    if (more && place.offset < end) parts.push(Buffer.from(block.subarray(place.offset - position)));
    position = end;
    if (!more) return;
  }

  function begin(bytes: Buffer): void {
    batch.bytes = bytes;
    batch.offset = position;
    batch.count = 0;
  }
}
