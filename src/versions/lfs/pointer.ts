/** Recognises small files that stand for data which is kept elsewhere: Git LFS pointers, and Xet's. */
import type { ByteSource } from "../../model/dataset.ts";
import { firstBytes } from "../../rows/gather-bytes.ts";

/** What a pointer names: SHA-256 and size of the real content. */
export interface LfsPointer {
  readonly oid: string;
  readonly size: number;
}

/** A pointer is at most this long (https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md). */
const longestPointer = 1024;

/** Reads a file's text as an LFS pointer; null where it is an ordinary file. */
export function parseLfsPointer(text: string): LfsPointer | null {
  if (text.length > longestPointer || !/^version https:\/\/git-lfs\.github\.com\/spec\/v1\r?\n/.test(text))
    return null;
  const oid = /^oid sha256:([0-9a-f]{64})\r?$/m.exec(text)?.[1];
  const size = /^size (\d{1,15})\r?$/m.exec(text)?.[1];
  return oid !== undefined && size !== undefined ? { oid, size: Number(size) } : null;
}

/** The pointer that a small file is; null where it is ordinary. */
export async function lfsPointerOf(source: ByteSource): Promise<LfsPointer | null> {
  const start = await smallText(source);
  return start === null ? null : parseLfsPointer(start);
}

/** Why a file holds something that stands for the data, and what to do; null for a file that may hold data. */
export async function standInReason(source: ByteSource): Promise<string | null> {
  const start = await smallText(source);
  if (start?.startsWith("version https://git-lfs.github.com/spec/") === true)
    return "It is a damaged Git LFS pointer. Commit the file anew with Git LFS.";
  if (start !== null && /^# xet version \d/.test(start))
    return "It is a Xet pointer, and the data it stands for is not here. Download the data (git xet checkout) and compare folders.";
  return null;
}

async function smallText(source: ByteSource): Promise<string | null> {
  if (source.size !== undefined && source.size > longestPointer) return null;
  const start = await firstBytes(source.open(), longestPointer + 1);
  return start.length > longestPointer ? null : start.toString("latin1");
}
