/** What a repository holds beside its commits: the index (`git add`), and the files of its working tree as they stand. */
import { lstat } from "node:fs/promises";
import path from "node:path";
import type { Config } from "../../config/schema.ts";
import type { DatasetInput } from "../../model/dataset.ts";
import { compareTrees, datasetCandidates } from "../compare-trees.ts";
import { diskSource, unreadableFile } from "../disk-source.ts";
import { InputError, systemCode } from "../input-error.ts";
import { type LfsPlaces, noLfs } from "../lfs/lfs.ts";
import { type TreeEntry, treeOf } from "../tree.ts";
import { blobTree, commitTree, type GitRange, kindOfMode, type Listed, pathName, records } from "./git.ts";
import { git } from "./run-git.ts";

export type Uncommitted = "index" | "working tree";

/** The dataset files in which the index or the working tree differs from the merge base of a range that ends at HEAD. */
export async function readUncommitted(
  range: GitRange,
  head: Uncommitted,
  config: Config,
  lfs: LfsPlaces = noLfs,
): Promise<DatasetInput> {
  const top = await topFolder(range.repo);
  const isCandidate = datasetCandidates(config);
  const listed = await indexEntries(top);
  const [base, index, disk] = await Promise.all([
    commitTree(range.repo, range.mergeBase, isCandidate),
    blobTree(top, listed, isCandidate),
    head === "index" ? null : changedOnDisk(top),
  ]);
  if (disk === null) return compareTrees(base, index, config, lfs);
  // A submodule's own files are another repository's: what the index says of it holds.
  const kept = [...index.values()].filter(({ path: name, kind }) => kind === "submodule" || !disk.has(name));
  const onDisk = [...disk.values()].flatMap((entry) => entry ?? []);
  return compareTrees(base, treeOf([...kept, ...onDisk]), config, lfs);
}

/** Folder of the working tree. Throws `InputError` for a bare repository. */
export async function topFolder(
  repo: string,
  remedy = "Compare commits (--git BASE..HEAD), or say where to write (--accepted FILE).",
): Promise<string> {
  const bare = () => new InputError(`${repo} has no working tree`, remedy);
  return (await git(repo, ["rev-parse", "--show-toplevel"], bare)).toString("utf8").replace(/\n$/, "");
}

const unlisted = () => new InputError("the index cannot be read", "Check it with `git status`.");

/**
 * `git ls-files -z --stage` writes `MODE ID STAGE<tab>PATH<nul>`. Git names the index by a variable where a commit has one of
 * its own (`git commit --all`), and its hooks see it.
 */
async function indexEntries(top: string): Promise<Listed[]> {
  const index = process.env.GIT_INDEX_FILE;
  const env = index === undefined ? {} : { GIT_INDEX_FILE: index };
  const bytes = await git(top, ["ls-files", "-z", "--stage"], unlisted, { env });
  return records(bytes).map((record) => {
    const tab = record.indexOf(9);
    const [mode = "", id = "", stage] = record.toString("latin1", 0, tab).split(" ");
    const name = pathName(record.subarray(tab + 1));
    if (stage !== "0") throw new InputError(`${name} has a conflict`, "Resolve it and `git add` the file.");
    return { path: name, kind: kindOfMode(mode), id };
  });
}

/** Files that are not as the index has them, and new ones that are not ignored; null for one that is gone. */
async function changedOnDisk(top: string): Promise<ReadonlyMap<string, TreeEntry | null>> {
  const diffFiles = ["diff-files", "-z", "--name-only", "--ignore-submodules=all"];
  const [changed, fresh] = await Promise.all([
    git(top, diffFiles, unlisted, { env: await withoutFilters(top) }),
    git(top, ["ls-files", "-z", "--others", "--exclude-standard"], unlisted),
  ]);
  const names = [...records(changed), ...records(fresh)].map(pathName);
  return new Map(await Promise.all(names.map(async (name) => [name, await diskEntry(top, name)] as const)));
}

/**
 * Where a file's time does not tell whether it changed, git compares what the repository's filters make of it. They are
 * programs, and none of them runs: their settings are overruled by empty ones.
 */
async function withoutFilters(top: string): Promise<NodeJS.ProcessEnv> {
  const filters = ["config", "-z", "--name-only", "--get-regexp", "^filter\\..*\\.(clean|process|required)$"];
  // Where there is none, git ends as after an error.
  const found = await git(top, filters, unlisted).catch(() => Buffer.alloc(0));
  const keys = [...new Set(records(found).map((key) => key.toString("utf8")))];
  const variables = keys.flatMap((key, i) => [
    [`GIT_CONFIG_KEY_${i}`, key],
    [`GIT_CONFIG_VALUE_${i}`, key.endsWith("required") ? "false" : ""],
  ]);
  return { GIT_CONFIG_COUNT: String(keys.length), ...Object.fromEntries(variables) } as NodeJS.ProcessEnv;
}

async function diskEntry(top: string, name: string): Promise<TreeEntry | null> {
  const file = path.join(top, name);
  const found = await lstat(file).catch((error: unknown) => {
    if (["ENOENT", "ENOTDIR"].includes(systemCode(error) ?? "")) return null;
    throw unreadableFile(file, error);
  });
  // An untracked repository in the folder is listed with a slash at its end.
  if (found === null || found.isDirectory()) return null;
  const kind = found.isSymbolicLink() ? "symlink" : "file";
  return { path: name, kind, id: null, source: diskSource(file, found.size) };
}
