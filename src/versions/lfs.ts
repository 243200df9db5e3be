import type { ByteSource } from "../model/dataset.ts";

/** Pointer files are at most 1,024 bytes (git-lfs specification). */
const maxPointerBytes = 1024;
const firstLine = "version https://git-lfs.github.com/spec/";

/** Whether the bytes are a Git LFS pointer, which stands where the data should. */
export async function isLfsPointer(source: ByteSource): Promise<boolean> {
  if (source.size !== undefined && source.size > maxPointerBytes) return false;
  let start = "";
  for await (const chunk of source.open()) {
    start += Buffer.from(chunk.subarray(0, firstLine.length)).toString("latin1");
    if (start.length >= firstLine.length) break;
  }
  return start.startsWith(firstLine);
}
