/** Reads two files or folders on disk as two versions. */
import { lstat, readdir, readlink, stat } from "node:fs/promises";
import path from "node:path";
import { datasetMatcher } from "../config/paths.ts";
import type { Config } from "../config/schema.ts";
import type { NotReviewed } from "../model/coverage.ts";
import type { DatasetInput, FileVersion } from "../model/dataset.ts";
import { changedEntries, compareTrees } from "./compare-trees.ts";
import { diskSource, unreadableFile } from "./disk-source.ts";
import { InputError } from "./input-error.ts";
import { type LfsPlaces, noLfs } from "./lfs/lfs.ts";
import { notReviewed } from "./not-reviewed.ts";
import { type Tree, type TreeEntry, treeOf } from "./tree.ts";

/** Whether two paths are two files or two folders. Throws `InputError` when they are neither, or do not exist. */
export async function kindOfPaths(base: string, head: string): Promise<"files" | "folders"> {
  const [left, right] = await Promise.all([kindOf(base), kindOf(head)]);
  if (left === right) return left === "file" ? "files" : "folders";
  throw new InputError(
    `one of ${base} and ${head} is a folder and the other a file`,
    "Give two files, or two folders.",
  );
}

async function kindOf(target: string): Promise<"file" | "folder"> {
  const found = await stat(target).catch((error: unknown) => {
    throw unreadableFile(target, error);
  });
  if (found.isFile()) return "file";
  if (found.isDirectory()) return "folder";
  throw new InputError(`${target} is neither a file nor a folder`, "Save the data to a file first.");
}

/**
 * Two files as versions of one file, whatever their names: both go by the head's path, except where the extension
 * differs, because that names the format.
 */
export async function readFiles(base: string, head: string): Promise<DatasetInput> {
  const [before, after] = await Promise.all([stat(base), stat(head)]);
  const headPath = posix(head);
  const basePath =
    path.extname(base).toLowerCase() === path.extname(head).toLowerCase() ? headPath : posix(base);
  const pair = {
    base: { path: basePath, source: diskSource(base, before.size) },
    head: { path: headPath, source: diskSource(head, after.size) },
  };
  return { pairs: [pair], context: [], notAnalysed: [] };
}

/** Two folders as versions of a repository. Files that are the same in both become context. */
export async function readFolders(
  base: string,
  head: string,
  config: Config,
  lfs: LfsPlaces = noLfs,
): Promise<DatasetInput> {
  return compareTrees(await folderTree(base), await folderTree(head), config, lfs);
}

export async function isFolder(target: string): Promise<boolean> {
  return (await kindOf(target)) === "folder";
}

/** The files at a path: itself, or those of a folder that the configuration means, and those that look like data and are not read. */
export async function filesAt(
  target: string,
  config: Config,
): Promise<{ readonly data: readonly FileVersion[]; readonly unread: readonly NotReviewed[] }> {
  if ((await kindOf(target)) === "file") {
    const { size } = await stat(target);
    return { data: [{ path: posix(target), source: diskSource(target, size) }], unread: [] };
  }
  const isDataset = datasetMatcher(config);
  const tree = await folderTree(target);
  const { changed, beside } = await changedEntries(treeOf([]), tree, config);
  const texts = new Set(changed.map(({ head }) => head?.path));
  return {
    data: [...tree.values()].filter(
      ({ path: name, kind }) => kind === "file" && (isDataset(name) || texts.has(name)),
    ),
    unread: (await notReviewed(beside)).filter(({ grade }) => grade === "suspicious"),
  };
}

/** A path as it is shown: relative to the working directory where it lies in it, with `/` between its parts. */
function posix(file: string): string {
  const relative = path.relative(process.cwd(), file);
  const shown = relative.startsWith("..") || path.isAbsolute(relative) ? file : relative;
  return shown.split(path.sep).join("/");
}

/** Every file of a folder. Links are not followed: they could lead anywhere. `.git` is not data. */
async function folderTree(root: string): Promise<Tree> {
  const entries: TreeEntry[] = [];
  const walk = async (folder: string): Promise<void> => {
    const found = await readdir(path.join(root, folder), { withFileTypes: true }).catch((error: unknown) => {
      throw unreadableFile(path.join(root, folder), error);
    });
    for (const item of found.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const inner = folder === "" ? item.name : `${folder}/${item.name}`;
      const full = path.join(root, inner);
      if (item.isDirectory()) {
        if (item.name !== ".git") await walk(inner);
      } else if (item.isSymbolicLink()) {
        const id = await readlink(full);
        entries.push({ path: inner, kind: "symlink", id, source: diskSource(full, 0) });
      } else if (item.isFile()) {
        const { size } = await lstat(full);
        entries.push({ path: inner, kind: "file", id: null, source: diskSource(full, size) });
      }
    }
  };
  await walk("");
  return treeOf(entries);
}
