/** Gathers the bytes of a stream: all of them, or its beginning. Each chunk is copied, since its source may fill it again. */
import { Unreadable } from "./unreadable.ts";

/** All bytes. Throws `Unreadable` with the reason `tooLarge` where they are more than `most`. */
export async function wholeBytes(
  chunks: AsyncIterable<Uint8Array>,
  most = Infinity,
  tooLarge = "",
): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    if ((length += chunk.length) > most) throw new Unreadable(tooLarge);
    parts.push(Uint8Array.from(chunk));
  }
  return Buffer.concat(parts);
}

/** At most `wanted` bytes from the start of a stream, which is closed then. */
export async function firstBytes(chunks: AsyncIterable<Uint8Array>, wanted: number): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    const part = Uint8Array.prototype.slice.call(chunk, 0, wanted - length);
    parts.push(part);
    length += part.length;
    if (length >= wanted) break;
  }
  return Buffer.concat(parts);
}
