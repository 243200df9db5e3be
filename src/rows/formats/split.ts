/** What a splitter is (it cuts records out of bytes), and how one is run over a stream. */
import { emptyBatch, type RecordBatch } from "./records.ts";

/**
 * Cuts records out of bytes. It keeps its own state (line number, being inside an oversized record), so that one
 * splitter reads one file from its first byte.
 */
export interface Splitter {
  /**
   * Pushes every complete record of `bytes` to `batch` and returns how many bytes are done with. The rest comes
   * again at the front of the next call. With `last` set, everything must be consumed or the call is repeated.
   */
  cut(bytes: Buffer, batch: RecordBatch, last: boolean): number;
}

/** Runs a splitter over the blocks of a file. The batch that is yielded is reused: copy what is to be kept. */
export async function* splitRecords(
  blocks: AsyncIterable<Buffer>,
  splitter: Splitter,
): AsyncGenerator<RecordBatch, void, undefined> {
  const batch = emptyBatch();
  let rest: Buffer = Buffer.alloc(0);
  let room = Buffer.alloc(0);
  let offset = 0;
  for await (const block of blocks) {
    const bytes = rest.length === 0 ? block : joined(block);
    const cut = cutBatch(bytes, false);
    if (batch.count > 0) yield batch;
    // A copy: the block may be reused by its owner once the next one is asked for.
    rest = Buffer.from(bytes.subarray(cut));
    offset += cut;
  }
  // Once more even when nothing is left: a splitter may have something to say about the end.
  let done: number;
  do {
    done = cutBatch(rest, true);
    if (batch.count > 0) yield batch;
    rest = rest.subarray(done);
    offset += done;
  } while (done > 0 && rest.length > 0);

  /** What is left and the block behind it, in memory that is used again: new memory costs as much as the copy. */
  function joined(block: Buffer): Buffer {
    const length = rest.length + block.length;
    if (room.length < length) room = Buffer.allocUnsafeSlow(length + (length >> 2));
    rest.copy(room);
    block.copy(room, rest.length);
    return room.subarray(0, length);
  }

  function cutBatch(bytes: Buffer, last: boolean): number {
    batch.bytes = bytes;
    batch.offset = offset;
    batch.count = 0;
    return splitter.cut(bytes, batch, last);
  }
}
