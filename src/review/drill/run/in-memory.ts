/** A version of a file that stands in memory: a drill writes nothing to the disk. */
import type { ByteSource } from "../../../model/dataset.ts";

/** Where the rows of a drill stand in its pull requests. */
export const FILE = "data/train.jsonl";

/** @param pieces of the file, one after the other */
export function inMemory(...pieces: readonly (string | Buffer)[]): ByteSource {
  const bytes = pieces.map((piece) => (typeof piece === "string" ? Buffer.from(piece) : piece));
  return {
    size: bytes.reduce((sum, { length }) => sum + length, 0),
    async *open() {
      await Promise.resolve();
      yield* bytes;
    },
  };
}
