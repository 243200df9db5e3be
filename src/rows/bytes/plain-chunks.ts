/** Reads a file as plain UTF-8 bytes, whatever it is packed and written in. */
import type { ByteSource } from "../../model/dataset.ts";
import { formatBytes, Unreadable } from "../unreadable.ts";
import { type Compression, inflate } from "./inflate.ts";

/** How much of a file is looked at to tell what it is. */
export const SNIFF_BYTES = 1 << 20;

/** How text is written in bytes, as `TextDecoder` names it. UTF-16 is only believed with its byte order mark. */
export type Encoding = string;

export interface Coding {
  readonly compression: Compression | null;
  readonly encoding: Encoding;
  /** Bytes of the byte order mark, which is no part of the text. */
  readonly mark: number;
}

/** What a caller wants to see of the bytes that pass: the file's own, before any decoding. */
export interface Watch {
  readonly sha256?: { update(chunk: Uint8Array): unknown } | undefined;
  readonly onBytes?: ((count: number) => void) | undefined;
}

/** A source's bytes decompressed; more of them than the limit are refused. */
export async function* plainChunks(
  source: ByteSource,
  compression: Compression | null,
  maxFileBytes: number,
  watch?: Watch,
): AsyncGenerator<Uint8Array, void, undefined> {
  const raw = watched(source, watch);
  let total = 0;
  for await (const chunk of compression ? inflate(raw, compression) : raw) {
    total += chunk.length;
    if (total > maxFileBytes)
      throw new Unreadable(
        `The file is larger than the limit of ${formatBytes(maxFileBytes)}. Split it, or raise the limit.`,
      );
    yield chunk;
  }
}

async function* watched(
  source: ByteSource,
  watch: Watch | undefined,
): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const chunk of source.open()) {
    watch?.sha256?.update(chunk);
    watch?.onBytes?.(chunk.length);
    yield chunk;
  }
}

/** Chunks of this size and more are passed on as they are; smaller ones are gathered. */
const LARGE_CHUNK = 1 << 16;

type Chunks = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** The text of a file as UTF-8 without byte order mark, in blocks of a workable size whatever chunks it comes in. */
export async function* textBlocks(
  chunks: Chunks,
  encoding: Encoding,
): AsyncGenerator<Buffer, void, undefined> {
  let parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of encoding === "utf-8" ? withoutMark(chunks) : transcoded(chunks, encoding)) {
    if (length === 0 && chunk.length >= LARGE_CHUNK) {
      yield asBuffer(chunk);
      continue;
    }
    // A copy: the source may fill its chunk again.
    parts.push(Uint8Array.from(chunk));
    length += chunk.length;
    if (length < LARGE_CHUNK) continue;
    yield Buffer.concat(parts);
    parts = [];
    length = 0;
  }
  if (length > 0) yield Buffer.concat(parts);
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

const MARK = [0xef, 0xbb, 0xbf];

/** Drops the byte order mark, even one that comes a byte at a time. */
async function* withoutMark(chunks: Chunks): AsyncGenerator<Uint8Array, void, undefined> {
  let start: Uint8Array | null = new Uint8Array(0);
  for await (const chunk of chunks) {
    if (!start) {
      yield chunk;
      continue;
    }
    start = start.length === 0 ? chunk : Buffer.concat([start, chunk]);
    if (start.length < MARK.length) continue;
    yield dropMark(start);
    start = null;
  }
  if (start) yield start;
}

export function dropMark<Bytes extends Uint8Array>(bytes: Bytes): Bytes {
  return MARK.every((byte, i) => bytes[i] === byte) ? (bytes.subarray(MARK.length) as Bytes) : bytes;
}

async function* transcoded(chunks: Chunks, encoding: Encoding): AsyncGenerator<Uint8Array, void, undefined> {
  // It removes the byte order mark and writes U+FFFD for halves of pairs.
  const decoder = new TextDecoder(encoding);
  for await (const chunk of chunks) yield Buffer.from(decoder.decode(chunk, { stream: true }));
  yield Buffer.from(decoder.decode());
}
