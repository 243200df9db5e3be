import type { Hash } from "node:crypto";
import type { ByteSource } from "../model/dataset.ts";
import { formatBytes, Unreadable } from "./unreadable.ts";

/** Large enough that the cost of a block is nothing, small enough for any machine. */
export const BLOCK_BYTES = 1 << 20;

export interface ReadOptions {
  readonly maxFileBytes: number;
  /** Fed with the file's own bytes, before any decoding. */
  readonly sha256?: Hash | undefined;
  readonly onBytes?: ((count: number) => void) | undefined;
  readonly blockBytes?: number | undefined;
}

/** The bytes of a source in blocks of one size, whatever chunks it comes in; a file over the limit is refused. */
export async function* readBlocks(
  source: ByteSource,
  options: ReadOptions,
): AsyncGenerator<Buffer, void, undefined> {
  const size = options.blockBytes ?? BLOCK_BYTES;
  let block = Buffer.allocUnsafeSlow(size);
  let filled = 0;
  let total = 0;
  for await (const chunk of source.open()) {
    total += chunk.length;
    if (total > options.maxFileBytes) {
      throw new Unreadable(
        `The file is larger than the limit of ${formatBytes(options.maxFileBytes)}. Split it, or raise the limit.`,
      );
    }
    options.sha256?.update(chunk);
    options.onBytes?.(chunk.length);
    let at = 0;
    while (at < chunk.length) {
      const count = Math.min(size - filled, chunk.length - at);
      block.set(chunk.subarray(at, at + count), filled);
      filled += count;
      at += count;
      if (filled === size) {
        yield block;
        block = Buffer.allocUnsafeSlow(size);
        filled = 0;
      }
    }
  }
  if (filled > 0) yield block.subarray(0, filled);
}
