/** Tells from the first bytes of a file how its text is written. */
import { isUtf8 } from "node:buffer";
import type { FileVersion } from "../../model/dataset.ts";
import { firstBytes } from "../gather-bytes.ts";
import { Unreadable } from "../unreadable.ts";
import { detectEncoding, encodingOfSameText, isWestern } from "./detect-encoding.ts";
import { type Compression, compressionOf } from "./inflate.ts";
import {
  type Coding,
  dropMark,
  type Encoding,
  plainChunks,
  SNIFF_BYTES,
  textBlocks,
} from "./plain-chunks.ts";

/** The start of a file as text, and how it is written. */
export interface FirstLook {
  readonly coding: Coding;
  readonly first: Buffer;
  /** `first` is all there is. */
  readonly whole: boolean;
  /** It has no sign beyond ASCII in UTF-8, and many in a Western code page. */
  readonly isWestern: boolean;
}

/** What is known of the other version of a file. */
export interface OtherVersion {
  readonly version: FileVersion | null;
  /** That of the version before, which this one has as well unless it is UTF-8; null where this is the version before. */
  readonly encoding: Encoding | null;
}

/**
 * Looks at the first bytes: compression and encoding by their marks, by what the other version has in UTF-8, or by what
 * is written. Throws `Unreadable` for what is not text.
 */
export async function lookAtStart(
  version: FileVersion,
  other: OtherVersion | null = null,
): Promise<FirstLook> {
  const { compression, start } = await startOf(version);
  const encoding = encodingOf(start, await proven(start, other?.version ?? null), other?.encoding ?? null);
  refuseForeign(start, encoding);
  const text = await firstBytes(textBlocks([start], encoding), LIMIT * 2);
  // Cut at the limit, the last character of the start may be half: what is looked at stays well before it.
  const first = text.subarray(0, SNIFF_BYTES);
  return {
    coding: { compression, encoding, mark: markOf(start, encoding) },
    first,
    whole: start.length < LIMIT && text.length <= SNIFF_BYTES,
    isWestern: encoding === "utf-8" && isWestern(start),
  };
}

/** UTF-16 is known by its mark alone. */
function markOf(start: Buffer, encoding: Encoding): number {
  return encoding.startsWith("utf-16") ? 2 : start.length - dropMark(start).length;
}

const LIMIT = SNIFF_BYTES * 2;

async function startOf({ source }: FileVersion): Promise<{ compression: Compression | null; start: Buffer }> {
  const written = await firstBytes(source.open(), LIMIT);
  const compression = compressionOf(written.subarray(0, 16));
  // To open it is a process of git's: what is not packed was read already.
  if (compression === null) return { compression, start: written };
  return { compression, start: await firstBytes(plainChunks(source, compression, Infinity), LIMIT) };
}

/** The encoding in which these are the words that the other version has in UTF-8. */
async function proven(start: Buffer, other: FileVersion | null): Promise<Encoding | null> {
  if (other === null || isTextStart(start)) return null;
  const { start: text } = await startOf(other);
  return isTextStart(text) ? encodingOfSameText(start, text.toString("utf8")) : null;
}

function encodingOf(start: Buffer, found: Encoding | null, peer: Encoding | null): Encoding {
  if (start[0] === 0xff && start[1] === 0xfe) return "utf-16le";
  if (start[0] === 0xfe && start[1] === 0xff) return "utf-16be";
  const detected = found ?? detectEncoding(start);
  if (detected === null || detected === peer || peer === null) return detected ?? "utf-8";
  if (peer !== "utf-8") return peer;
  throw new Unreadable(
    `This file seems to be written in ${detected.toUpperCase()}, and was in UTF-8 before. Save it as UTF-8.`,
  );
}

function refuseForeign(start: Buffer, encoding: Encoding): void {
  if (start.subarray(0, 64).toString("latin1").startsWith("version https://git-lfs.github.com/spec/"))
    throw new Unreadable(
      "This is a Git LFS pointer, not the data. Make the LFS object available, or exclude the path.",
    );
  if (encoding !== "utf-8") return;
  const head = start.subarray(0, 8192);
  const zeros = head.reduce((count, byte) => count + (byte === 0 ? 1 : 0), 0);
  // A few NUL bytes in what is text otherwise spoil their rows, not the file.
  if (zeros === 0 || (zeros <= Math.max(4, head.length / 100) && isTextStart(head))) return;
  throw new Unreadable(
    zeros > head.length / 3
      ? "This looks like UTF-16 without a byte order mark. Save the file as UTF-8."
      : "This is a binary file, not text, whatever its name says. Commit text, or exclude the path.",
  );
}

/** Valid UTF-8, but for a last character that is cut off. */
function isTextStart(bytes: Buffer): boolean {
  return [0, 1, 2, 3].some((cut) => isUtf8(bytes.subarray(0, bytes.length - cut)));
}
