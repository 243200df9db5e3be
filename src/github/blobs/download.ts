/** Saves bytes from the network to a file, proves them by their hash, and tries again where a connection breaks. */
import { createHash, type Hash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";

/** Bytes arrived that are not the ones that were asked for. Trying again may help: a connection can break silently. */
class WrongBytes extends Error {
  override readonly name = "WrongBytes";
}

/** More bytes arrived than were announced or are allowed; reading was stopped there. */
class TooManyBytes extends Error {
  override readonly name = "TooManyBytes";
}

/** A hash that must come out as `expected` (hex) over all bytes. */
export interface Fingerprint {
  readonly hash: Hash;
  readonly expected: string;
}

/** Git's id of a blob: SHA-1, or SHA-256 in repositories that use it, over a header with the size and the bytes. */
export function gitBlobFingerprint(blobSha: string, size: number): Fingerprint {
  const hash = createHash(blobSha.length === 64 ? "sha256" : "sha1").update(`blob ${size}\0`);
  return { hash, expected: blobSha };
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

/** Runs a download again where its bytes arrived broken: three times in all. */
export async function withRetries<T>(download: () => Promise<T>, attempts = 3): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await download();
    } catch (error) {
      if (attempt >= attempts || !isTransient(error)) throw error;
    }
  }
}

/** A connection that broke while the body was read. Refusals by status were retried by the client already. */
function isTransient(error: unknown): boolean {
  if (error instanceof WrongBytes || error instanceof TooManyBytes) return true;
  const { code, name } = error as { code?: unknown; name?: unknown };
  return (
    name === "TypeError" ||
    code === "ECONNRESET" ||
    code === "ERR_STREAM_PREMATURE_CLOSE" ||
    code === "UND_ERR_SOCKET"
  );
}
