import type { NotAnalysed } from "../model/dataset.ts";
import type { Tree, TreeEntry } from "./tree.ts";

/** A changed dataset file: the blob on each side, null where it does not exist there. */
export interface ChangedFile {
  readonly path: string;
  readonly base: TreeEntry | null;
  readonly head: TreeEntry | null;
}

export interface DatasetChanges {
  readonly changed: readonly ChangedFile[];
  /** Dataset files of the merge base that stay as they are, nearest to the changed files first. */
  readonly untouched: readonly TreeEntry[];
  readonly notAnalysed: readonly NotAnalysed[];
}

const symbolicLink = "120000";
const submodule = "160000";

/**
 * What two trees differ in, as far as it concerns datasets. Renames come out as one removed and one added file:
 * whoever compares the rows follows them by content.
 */
export function datasetChanges(base: Tree, head: Tree, isDataset: (path: string) => boolean): DatasetChanges {
  const paths = [...new Set([...base.keys(), ...head.keys()])].filter(isDataset).sort();
  const changed: ChangedFile[] = [];
  const untouched: TreeEntry[] = [];
  const notAnalysed: NotAnalysed[] = [];
  for (const path of paths) {
    const before = base.get(path) ?? null;
    const after = head.get(path) ?? null;
    if (before && after && before.sha === after.sha && before.mode === after.mode) {
      if (isFile(before)) untouched.push(before);
      continue;
    }
    const reason = after && unreadableReason(after);
    if (reason) notAnalysed.push({ path, reason });
    else changed.push({ path, base: before && isFile(before) ? before : null, head: after });
  }
  // What was a link or a submodule and is now gone never had rows of its own here.
  const withRows = changed.filter((file) => file.base ?? file.head);
  return { changed: withRows, untouched: nearestFirst(untouched, withRows), notAnalysed };
}

const isFile = ({ mode }: TreeEntry) => mode !== symbolicLink && mode !== submodule;

function unreadableReason({ mode }: TreeEntry): string | null {
  if (mode === symbolicLink) return "It is a symbolic link. Put the file itself here, or exclude the path.";
  if (mode === submodule) return "It is a submodule: its rows are in another repository. Exclude the path, or add the file here.";
  return null;
}

/** Orders files by how many leading folders they share with a changed file, then by path. */
function nearestFirst(files: readonly TreeEntry[], changed: readonly ChangedFile[]): TreeEntry[] {
  const folders = [...new Set(changed.map(({ path }) => path.split("/").slice(0, -1).join("/")))].map((folder) =>
    folder.split("/"),
  );
  const shared = (path: string) => {
    const parts = path.split("/").slice(0, -1);
    const depths = folders.map((folder) => {
      const differs = folder.findIndex((part, i) => part !== parts[i]);
      return differs === -1 ? folder.length : differs;
    });
    return Math.max(0, ...depths);
  };
  return files
    .map((file) => ({ file, near: shared(file.path) }))
    .sort((a, b) => b.near - a.near || (a.file.path < b.file.path ? -1 : 1))
    .map(({ file }) => file);
}
