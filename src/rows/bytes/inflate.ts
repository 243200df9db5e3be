/** Unpacks compressed files as they are read, within bounds. */
import { once } from "node:events";
import { createGunzip } from "node:zlib";
import { Decompress } from "fzstd";
import { Unreadable } from "../unreadable.ts";
import { PARQUET_MAGIC, parquetLines } from "./parquet.ts";

/** What the bytes have to be taken out of. Parquet comes out as JSON Lines. */
export type Compression = "gzip" | "zstd" | "parquet";

/** Text shrinks by five to thirty times. What grows by more, from some size on, was made to exhaust its reader. */
const MAX_RATIO = 250;
const RATIO_FREE_BYTES = 64 << 20;

/** By the magic bytes, whatever the name says. */
export function compressionOf(first: Uint8Array): Compression | null {
  if (first[0] === 0x1f && first[1] === 0x8b) return "gzip";
  if (first[0] === 0x28 && first[1] === 0xb5 && first[2] === 0x2f && first[3] === 0xfd) return "zstd";
  if (Buffer.from(first.subarray(0, 4)).toString("latin1") === PARQUET_MAGIC) return "parquet";
  return null;
}

/** The path without the ending that names a compression: `train.jsonl.gz` is read as `train.jsonl`. */
export function withoutCompression(path: string): string {
  return path.replace(/\.(gz|gzip|zst|zstd)$/i, "");
}

const unpack = { gzip: gunzip, zstd: unzstd, parquet: parquetLines };

/** Decompresses a stream of chunks. Throws `Unreadable` for damaged data and for a suspicious ratio. */
export async function* inflate(
  chunks: AsyncIterable<Uint8Array>,
  kind: Compression,
): AsyncGenerator<Uint8Array, void, undefined> {
  let packed = 0;
  let unpacked = 0;
  const counted = countInput();
  const inflated = unpack[kind](counted);
  for await (const chunk of inflated) {
    unpacked += chunk.length;
    if (unpacked > RATIO_FREE_BYTES && unpacked > packed * MAX_RATIO)
      throw new Unreadable(
        `The compressed file grows more than ${MAX_RATIO} times when it is unpacked. Commit it uncompressed if that is meant.`,
      );
    yield chunk;
  }

  async function* countInput(): AsyncGenerator<Uint8Array, void, undefined> {
    for await (const chunk of chunks) {
      packed += chunk.length;
      yield chunk;
    }
  }
}

/**
 * All members of a gzip file, as Python's `gzip` reads them: zero bytes may stand between and behind them. zlib takes the
 * first of these for the end, and what comes after would be trained on without having been reviewed.
 */
async function* gunzip(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  const input = chunks[Symbol.asyncIterator]();
  try {
    for (let rest = await nextMember(input, []); rest !== null; rest = await nextMember(input, rest))
      rest = yield* gunzipMembers(input, rest);
  } finally {
    await input.return?.();
  }
}

/** Bytes that are read and not used yet, from the next one that is not zero; null where there is none. */
async function nextMember(
  input: AsyncIterator<Uint8Array>,
  rest: readonly Uint8Array[],
): Promise<Uint8Array[] | null> {
  const left = [...rest];
  for (;;) {
    const chunk = left.shift() ?? ((await input.next()).value as Uint8Array | undefined);
    if (chunk === undefined) return null;
    const at = chunk.findIndex((byte) => byte !== 0);
    if (at >= 0) return [chunk.subarray(at), ...left];
  }
}

/** Unpacks members that follow each other directly. @returns the bytes that were read beyond them */
async function* gunzipMembers(
  input: AsyncIterator<Uint8Array>,
  first: readonly Uint8Array[],
): AsyncGenerator<Uint8Array, Uint8Array[], undefined> {
  const stream = createGunzip();
  const fed: Uint8Array[] = [];
  let dropped = 0;
  let failure: { readonly error: unknown } | null = null;
  async function feed(): Promise<void> {
    const waiting = [...first];
    while (!stream.destroyed && !stream.readableEnded) {
      const chunk = waiting.shift() ?? ((await input.next()).value as Uint8Array | undefined);
      if (chunk === undefined) {
        stream.end();
        return;
      }
      fed.push(chunk);
      while (fed.length > 1 && dropped + fed[0]!.length <= stream.bytesWritten)
        dropped += fed.shift()!.length;
      if (!stream.write(chunk)) await Promise.race([once(stream, "drain"), once(stream, "close")]);
    }
    fed.push(...waiting);
  }
  const feeding = feed().catch((error: unknown) => {
    failure = { error };
    stream.destroy(error as Error);
  });
  try {
    for await (const chunk of stream) yield chunk as Uint8Array;
  } catch (error) {
    // What went wrong before the bytes arrived here is not the file's fault.
    const before = failure as { readonly error: unknown } | null;
    throw before === null ? damaged("gzip", error) : before.error;
  } finally {
    stream.destroy();
  }
  await feeding;
  return beyond(fed, stream.bytesWritten - dropped);
}

function beyond(chunks: readonly Uint8Array[], used: number): Uint8Array[] {
  let before = 0;
  return chunks.flatMap((chunk) => {
    const from = Math.max(0, used - before);
    before += chunk.length;
    return from < chunk.length ? [chunk.subarray(from)] : [];
  });
}

async function* unzstd(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  let ready: Uint8Array[] = [];
  const stream = new Decompress((chunk) => ready.push(chunk));
  for await (const chunk of chunks) {
    push(chunk, false);
    yield* ready;
    ready = [];
  }
  push(new Uint8Array(0), true);
  yield* ready;

  function push(chunk: Uint8Array, last: boolean): void {
    try {
      stream.push(chunk, last);
    } catch (error) {
      throw damaged("zstd", error);
    }
  }
}

function damaged(kind: "gzip" | "zstd", cause: unknown): Unreadable {
  return new Unreadable(`The ${kind} data is damaged or incomplete. Compress the file again.`, { cause });
}
