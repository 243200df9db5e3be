/** Finds wanted bytes in what is here already, so that they need no download. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open, rm } from "node:fs/promises";
import type { ByteSource } from "../../model/dataset.ts";
import type { LfsPointer } from "../../versions/lfs/pointer.ts";
import { type Fingerprint, saveVerified } from "../../versions/save-verified.ts";
import { gitBlobFingerprint } from "./download.ts";
import { parsePatch, patched } from "./patch.ts";
import type { Workspace } from "./workspace.ts";

/** Bytes that are wanted, and what proves others to be them. */
export interface Wanted {
  /** Git's id of a blob, or the SHA-256 by which LFS names content. */
  readonly id: string;
  readonly size: number;
  fingerprint(): Fingerprint;
}

export function wantedBlob(blobSha: string, size: number): Wanted {
  return { id: blobSha, size, fingerprint: () => gitBlobFingerprint(blobSha, size) };
}

export function wantedContent({ oid, size }: LfsPointer): Wanted {
  return { id: oid, size, fingerprint: () => ({ hash: createHash("sha256"), expected: oid }) };
}

type Bytes = AsyncIterable<Uint8Array>;

/** A way to bytes without downloading them: what may be they, or null where it does not lead there. */
export type Way = (wanted: Wanted) => Bytes | null | Promise<Bytes | null>;

/** The beginning of another version: rows were appended to one, or cut off from the other. Only whole lines are tried. */
export function asBeginningOf({ file, size: length = 0 }: ByteSource): Way {
  return async ({ size }) => {
    if (file === undefined || size >= length) return null;
    if (size === 0) return nothing();
    return (await isLineEnd(file, size)) ? createReadStream(file, { end: size - 1, highWaterMark }) : null;
  };
}

/** Another version with a patch applied; no other version is one without bytes. `from` says which of the two it is. */
export function byPatch(other: ByteSource | null, patch: string | null, from: "old" | "new"): Way {
  return () => {
    const hunks = patch === null ? null : parsePatch(patch);
    return hunks && patched(other?.open() ?? nothing(), hunks, from);
  };
}

const highWaterMark = 1 << 20;

async function* nothing(): AsyncGenerator<Uint8Array, void, undefined> {
  // Not a byte.
}

/** Whether a line ends at this place of a file, its own end apart. */
async function isLineEnd(file: string, at: number): Promise<boolean> {
  const handle = await open(file, "r");
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, at - 1);
    const around = buffer.toString("latin1", 0, bytesRead);
    return around.startsWith("\n") || around.endsWith("\n") || around.endsWith("\r");
  } finally {
    await handle.close();
  }
}

/**
 * Takes the first way whose bytes are proved to be the wanted ones, and puts them into a file; null where none is. A way
 * is a chance to save a download: whatever goes wrong on it, the next one is tried.
 */
export async function firstWay(
  ways: readonly Way[],
  wanted: Wanted,
  workspace: Workspace,
  signal?: AbortSignal,
): Promise<string | null> {
  for (const way of ways) {
    const file = workspace.newFile();
    try {
      const bytes = await way(wanted);
      if (bytes === null) continue;
      await saveVerified(bytes, file, wanted.size, wanted.fingerprint(), signal);
      return file;
    } catch {
      signal?.throwIfAborted();
      await rm(file, { force: true });
    }
  }
  return null;
}
