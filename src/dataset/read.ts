import type { Hash } from "node:crypto";
import type { FileVersion } from "../model/dataset.ts";
import type { ReadLimits } from "../model/options.ts";
import { BLOCK_BYTES, readBlocks } from "./bytes.ts";
import { csvFormat } from "./read-csv.ts";
import { jsonFormat } from "./read-json.ts";
import { jsonlFormat } from "./read-jsonl.ts";
import type { FormatReader, RecordReader } from "./reader.ts";
import type { RecordBatch } from "./records.ts";
import { splitRecords } from "./split.ts";
import { Unreadable } from "./unreadable.ts";

/** All formats, asked in this order. */
const formats: readonly FormatReader[] = [jsonlFormat, jsonFormat, csvFormat];

/** A file version whose format is known. It may be read again and again, a stream each time. */
export interface OpenedVersion {
  readonly path: string;
  readonly version: FileVersion;
  readonly reader: RecordReader;
  batches(watch?: Watch): AsyncGenerator<RecordBatch, void, undefined>;
  blocks(watch?: Watch): AsyncGenerator<Buffer, void, undefined>;
}

/** What a caller wants to see of the bytes that pass. */
export interface Watch {
  readonly sha256?: Hash;
  readonly onBytes?: (count: number) => void;
}

export interface OpenOptions {
  readonly limits: ReadLimits;
  readonly configured: readonly string[];
  readonly peerHeader: readonly string[] | null;
  /** For tests: smaller blocks meet more block borders. */
  readonly blockBytes?: number;
}

/** Looks at the first bytes of a file version and finds its reader. Throws `Unreadable` with the reason. */
export async function openVersion(version: FileVersion, options: OpenOptions): Promise<OpenedVersion> {
  const { first, whole } = await firstBytes(version, options);
  refuseForeign(first);
  const context = {
    path: version.path,
    first: withoutBom(first),
    whole,
    maxRowBytes: options.limits.maxRowBytes,
    configured: options.configured,
    peerHeader: options.peerHeader,
  };
  const format = formats.find((candidate) => candidate.recognises(version.path, context));
  if (!format)
    throw new Unreadable(
      "No reader knows this format. Convert it to JSON Lines or CSV, or exclude the path.",
    );
  const reader = format.open(context);
  const blocks = (watch?: Watch): AsyncGenerator<Buffer, void, undefined> =>
    decoded(
      readBlocks(version.source, {
        maxFileBytes: options.limits.maxFileBytes,
        blockBytes: options.blockBytes,
        ...watch,
      }),
    );
  return {
    path: version.path,
    version,
    reader,
    blocks,
    batches: (watch) => splitRecords(blocks(watch), reader.splitter()),
  };
}

async function firstBytes(
  version: FileVersion,
  options: OpenOptions,
): Promise<{ first: Buffer; whole: boolean }> {
  const wanted = Math.min(BLOCK_BYTES, options.limits.maxFileBytes);
  const parts: Buffer[] = [];
  let length = 0;
  for await (const chunk of version.source.open()) {
    parts.push(Buffer.from(chunk));
    length += chunk.length;
    if (length > wanted) break;
  }
  const all = Buffer.concat(parts);
  return { first: all.subarray(0, wanted), whole: all.length <= wanted };
}

function refuseForeign(first: Buffer): void {
  if (first.subarray(0, 42).toString("latin1").startsWith("version https://git-lfs.github.com/spec/")) {
    throw new Unreadable(
      "This is a Git LFS pointer, not the data. Make the LFS object available, or exclude the path.",
    );
  }
  if ((first[0] === 0xff && first[1] === 0xfe) || (first[0] === 0xfe && first[1] === 0xff)) {
    throw new Unreadable("This file is UTF-16. Save it as UTF-8.");
  }
  if (first.subarray(0, 8192).includes(0)) {
    throw new Unreadable(
      "This is a binary file, not text, whatever its name says. Commit text, or exclude the path.",
    );
  }
}

function withoutBom(bytes: Buffer): Buffer {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

/** UTF-8 without a byte order mark. */
async function* decoded(blocks: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, undefined> {
  let first = true;
  for await (const block of blocks) {
    yield first ? withoutBom(block) : block;
    first = false;
  }
}
