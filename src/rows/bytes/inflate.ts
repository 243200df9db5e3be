import { Readable } from "node:stream";
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
    if (unpacked > RATIO_FREE_BYTES && unpacked > packed * MAX_RATIO) {
      throw new Unreadable(
        `The compressed file grows more than ${MAX_RATIO} times when it is unpacked. Commit it uncompressed if that is meant.`,
      );
    }
    yield chunk;
  }

  async function* countInput(): AsyncGenerator<Uint8Array, void, undefined> {
    for await (const chunk of chunks) {
      packed += chunk.length;
      yield chunk;
    }
  }
}

async function* gunzip(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  const source = Readable.from(chunks, { objectMode: true });
  const stream = source.pipe(createGunzip());
  const failures: Error[] = [];
  source.on("error", (error) => {
    failures.push(error);
    stream.destroy(error);
  });
  try {
    for await (const chunk of stream) yield chunk as Uint8Array;
  } catch (error) {
    // What went wrong before the bytes arrived here is not the file's fault.
    throw failures[0] ?? damaged("gzip", error);
  } finally {
    source.destroy();
  }
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
