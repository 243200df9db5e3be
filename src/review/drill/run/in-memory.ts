/** A version of a file that stands in memory: a drill writes nothing to the disk. */
import type { ByteSource } from "../../../model/dataset.ts";

/** Where the rows of a drill stand in its pull requests. */
export const FILE = "data/train.jsonl";

export function inMemory(text: string): ByteSource {
  const bytes = Buffer.from(text);
  return {
    size: bytes.length,
    async *open() {
      await Promise.resolve();
      yield bytes;
    },
  };
}
