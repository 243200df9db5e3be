import { datasetMatcher } from "../config/paths.ts";
import type { Config } from "../config/schema.ts";
import type { DatasetInput, FilePair, NotAnalysed } from "../model/dataset.ts";
import { chooseContext } from "./context.ts";
import { isLfsPointer } from "./lfs.ts";
import { pairRenames } from "./pair.ts";
import { sameContent } from "./same-content.ts";
import type { Tree, TreeEntry } from "./tree.ts";

/**
 * What changed between two versions, as far as it concerns datasets. Files that are the same in both are context;
 * what matches the dataset patterns but has no content to review is named with its reason, never left out.
 */
export async function compareTrees(
  base: Tree,
  head: Tree,
  config: Pick<Config, "include" | "exclude" | "limits">,
): Promise<DatasetInput> {
  const { changed, unchanged } = await changedEntries(base, head, config);
  const readable: FilePair[] = [];
  const notAnalysed: NotAnalysed[] = [];
  for (const pair of changed) {
    const reason = notAFile(pair.head) ?? (await missingContent(pair));
    if (reason === null) readable.push(pair);
    else notAnalysed.push({ path: (pair.head ?? pair.base)!.path, reason });
  }
  return {
    pairs: readable,
    context: chooseContext(unchanged, readable, config.limits.maxContextBytes),
    notAnalysed,
  };
}

/** A submodule is a folder whose files are not here: it counts when a dataset file could lie in it. */
function datasetCandidates(config: Pick<Config, "include" | "exclude">): (entry: TreeEntry) => boolean {
  const isDataset = datasetMatcher(config);
  return (entry) =>
    isDataset(entry.path) ||
    (entry.kind === "submodule" && ["jsonl", "csv"].some((type) => isDataset(`${entry.path}/data.${type}`)));
}

/** Both sides of one changed path, or of a rename. At least one is there. */
export interface ChangedEntries {
  readonly base: TreeEntry | null;
  readonly head: TreeEntry | null;
}

/** The dataset entries that two versions differ in, in order of path, and the readable files that they share. */
export async function changedEntries(
  base: Tree,
  head: Tree,
  config: Pick<Config, "include" | "exclude">,
): Promise<{ readonly changed: readonly ChangedEntries[]; readonly unchanged: readonly TreeEntry[] }> {
  const isCandidate = datasetCandidates(config);
  const changed: ChangedEntries[] = [];
  const unchanged: TreeEntry[] = [];
  const removed: TreeEntry[] = [];
  const added: TreeEntry[] = [];
  for (const entry of base.values()) {
    if (!isCandidate(entry)) continue;
    const now = head.get(entry.path);
    if (now === undefined) removed.push(entry);
    else if (await sameContent(entry, now)) unchanged.push(entry);
    else changed.push({ base: entry, head: now });
  }
  for (const entry of head.values()) if (isCandidate(entry) && !base.has(entry.path)) added.push(entry);
  const isFile = (entry: TreeEntry): boolean => entry.kind === "file" && entry.missing === undefined;
  const renamed = await pairRenames(removed.filter(isFile), added.filter(isFile));
  const apart = [
    ...removed.filter((entry) => !isFile(entry)).map((entry) => ({ base: entry, head: null })),
    ...added.filter((entry) => !isFile(entry)).map((entry) => ({ base: null, head: entry })),
  ];
  const all = [...changed, ...(renamed as ChangedEntries[]), ...apart].flatMap(withRows);
  const place = ({ base, head }: ChangedEntries): string => (head ?? base)!.path;
  return { changed: all.sort((a, b) => (place(a) < place(b) ? -1 : 1)), unchanged: unchanged.filter(isFile) };
}

/** What was no file in the base had no rows there to compare with, and leaves none behind when it goes. */
function withRows({ base, head }: ChangedEntries): ChangedEntries[] {
  const before = base?.kind === "file" ? base : null;
  return before || head ? [{ base: before, head }] : [];
}

/** Why an entry of the head has no rows to review; null when it may. */
export function notAFile(head: TreeEntry | null): string | null {
  if (head?.kind === "symlink")
    return "It is a symbolic link. Commit the data itself instead of a link to it.";
  if (head?.kind === "submodule")
    return "It is a submodule: its files are in another repository, and not reviewed. Exclude its path if it holds no data.";
  return null;
}

async function missingContent({ base, head }: ChangedEntries): Promise<string | null> {
  for (const side of [base, head]) {
    if (side === null) continue;
    if (side.missing !== undefined) return side.missing;
    if (side.kind === "file" && (await isLfsPointer(side.source))) {
      return "It is a Git LFS pointer, and the data it stands for is not here. Run `git lfs pull` and compare folders.";
    }
  }
  return null;
}
