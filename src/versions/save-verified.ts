/** Writes bytes that come from elsewhere to a file, and proves by their hash that they are the wanted ones. */
import type { Hash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";

/** Bytes arrived that are not the ones that were asked for. Trying again may help: a connection can break silently. */
export class WrongBytes extends Error {
  override readonly name = "WrongBytes";
}

/** More bytes arrived than were announced or are allowed; reading was stopped there. */
export class TooManyBytes extends Error {
  override readonly name = "TooManyBytes";
}

/** A hash that must come out as `expected` (hex) over all bytes. */
export interface Fingerprint {
  readonly hash: Hash;
  readonly expected: string;
}

/**
 * Streams a response body into a file and checks that it holds `size` bytes with the expected fingerprint. Nothing
 * is kept in memory, and no more than `size` bytes reach the disk.
 */
export async function saveVerified(
  body: AsyncIterable<Uint8Array> | ReadableStream<Uint8Array>,
  file: string,
  size: number,
  { hash, expected }: Fingerprint,
  signal?: AbortSignal,
): Promise<void> {
  let received = 0;
  const meter = new Transform({
    transform(chunk: Uint8Array, _, done) {
      received += chunk.length;
      hash.update(chunk);
      if (received > size) done(new TooManyBytes(`more than ${size} bytes arrived`));
      else done(null, chunk);
    },
  });
  const target = createWriteStream(file, { mode: 0o600 });
  await pipeline(Readable.from(body as AsyncIterable<Uint8Array>), meter, target, signal ? { signal } : {});
  if (received < size) throw new WrongBytes(`${received} of ${size} bytes arrived`);
  if (hash.digest("hex") !== expected) throw new WrongBytes("the bytes do not have the announced hash");
}
