/** Defines a version of a repository or a folder: its files by path. */
import type { ByteSource } from "../model/dataset.ts";

/** One entry of one version of a repository or folder. */
export interface TreeEntry {
  /** From the root, with `/` between its parts. */
  readonly path: string;
  /** Only files have content that can be reviewed; the rest is told apart so that it is never skipped silently. */
  readonly kind: "file" | "symlink" | "submodule";
  /** What names the content: a git object id, or a link's target. Null where only reading tells. */
  readonly id: string | null;
  readonly source: ByteSource;
  /** Why the content cannot be had, where that is known. */
  readonly missing?: string;
}

/** Both sides of one changed path, or of a rename. At least one is there. */
export interface ChangedEntries {
  readonly base: TreeEntry | null;
  readonly head: TreeEntry | null;
}

/** A version by path. */
export type Tree = ReadonlyMap<string, TreeEntry>;

export const treeOf = (entries: Iterable<TreeEntry>): Tree =>
  new Map([...entries].map((entry) => [entry.path, entry]));
