/** Finds the content that Git LFS pointers stand for: in the clone's own storage, or on the repository's LFS server. */
import { stat } from "node:fs/promises";
import path from "node:path";
import type { ByteSource } from "../../model/dataset.ts";
import { diskSource } from "../disk-source.ts";
import { sha256 } from "../same-content.ts";
import type { LfsPointer } from "./pointer.ts";
import { downloadLfs, type LfsServer } from "./server.ts";

/** Where content may be had. */
export interface LfsPlaces {
  /** The clone's `lfs/objects`; null where there is none. */
  readonly storage: string | null;
  /** The server that may be asked; null where nothing is to be downloaded. */
  readonly server: LfsServer | null;
}

export const noLfs: LfsPlaces = { storage: null, server: null };

/** The content behind a pointer, or why it cannot be had, in words for a maintainer. */
export async function lfsContent(
  pointer: LfsPointer,
  { storage, server }: LfsPlaces,
): Promise<ByteSource | { readonly missing: string }> {
  const stored = storage === null ? null : await storedObject(storage, pointer);
  if (stored !== null) return stored;
  if (server === null)
    return {
      missing:
        "It is a Git LFS pointer, and the data it stands for is not here. Run `git lfs fetch --all`, or scan with --lfs.",
    };
  return downloadLfs(server, pointer);
}

/** What git-lfs keeps in a clone, by its hash. Only whole content that is what it is called counts. */
async function storedObject(storage: string, { oid, size }: LfsPointer): Promise<ByteSource | null> {
  const file = path.join(storage, oid.slice(0, 2), oid.slice(2, 4), oid);
  const found = await stat(file).catch(() => null);
  if (found?.isFile() !== true || found.size !== size) return null;
  const source = diskSource(file, size);
  return (await sha256(source)) === oid ? source : null;
}
