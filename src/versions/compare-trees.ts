/** Finds the dataset files that differ between two versions. */
import { defaultInclude } from "../config/dataset-paths.ts";
import { pathMatcher } from "../config/glob.ts";
import { datasetMatcher } from "../config/paths.ts";
import type { Config } from "../config/schema.ts";
import type { NotReviewed } from "../model/coverage.ts";
import type { DatasetInput, FilePair, NotAnalysed, Renumbered } from "../model/dataset.ts";
import { chooseContext } from "./context.ts";
import { type LfsPlaces, lfsContent, noLfs } from "./lfs/lfs.ts";
import { lfsPointerOf, standInReason } from "./lfs/pointer.ts";
import { labelledTexts, notReviewed, type Suspect, suspects } from "./not-reviewed.ts";
import { pairRenames } from "./pair.ts";
import { type ReadNext, renumberedLabels } from "./renumbered-labels.ts";
import { sameContent } from "./same-content.ts";
import { takenIn } from "./taken-in.ts";
import type { ChangedEntries, Tree, TreeEntry } from "./tree.ts";

/**
 * What changed between two versions, as far as it concerns datasets. Files that are the same in both are context;
 * what matches the dataset patterns but has no content to review is named with its reason, never left out.
 */
export async function compareTrees(
  base: Tree,
  head: Tree,
  config: Pick<Config, "include" | "exclude" | "limits">,
  lfs: LfsPlaces = noLfs,
): Promise<DatasetInput> {
  const { changed, unchanged, beside } = await changedEntries(base, head, config);
  const readable: FilePair[] = [];
  const notAnalysed: NotAnalysed[] = [];
  for (const stored of changed) {
    const pair = {
      base: await withContent(stored.base, lfs),
      head: await withContent(stored.head, lfs),
    };
    const reason = notAFile(pair.head) ?? (await missingContent(pair));
    if (reason === null) readable.push(pair);
    else notAnalysed.push({ path: (pair.head ?? pair.base)!.path, reason });
  }
  const dataset = {
    pairs: readable,
    context: chooseContext(await localContent(unchanged, lfs), readable, config.limits.maxContextBytes),
    notAnalysed,
    notReviewed: await notReviewed(beside),
  };
  return withMeaning(dataset, await changedMeaning(base, head, config));
}

/** What a change does to the data without touching a row: files say what numbers mean, and what belongs to the dataset. */
export interface ChangedMeaning {
  readonly renumbered: readonly Renumbered[];
  /** Files that a card takes in, and files that may say what numbers mean and were not read. */
  readonly beside: readonly NotReviewed[];
}

/** Looks at the files beside the data that decide about it. */
export async function changedMeaning(
  base: Tree,
  head: Tree,
  config: Pick<Config, "include" | "exclude">,
  readNext?: ReadNext,
): Promise<ChangedMeaning> {
  const { renumbered, unread, tooLong } = await renumberedLabels(base, head, readNext);
  const taken = await takenIn(base, head, datasetCandidates(config));
  return {
    renumbered,
    beside: [
      ...taken,
      ...notLookedAt(unread, "because so many changed", "informative"),
      ...notLookedAt(tooLong, "because of the length", "suspicious"),
    ],
  };
}

/** Names the first of the files, and how many more there are. */
function notLookedAt(
  [path, ...others]: readonly string[],
  because: string,
  grade: NotReviewed["grade"],
): NotReviewed[] {
  if (path === undefined) return [];
  const areSeveral = others.length > 0;
  return [
    {
      path,
      reason: `${path}${areSeveral ? ` and ${others.length} more changed files` : ""} may name labels by number and ${areSeveral ? "were" : "was"} not read, ${because}`,
      remedy: "look at what changed there yourself, or split the pull request",
      configuration: null,
      replaces: null,
      grade,
    },
  ];
}

/** What is reviewed, with that. */
export function withMeaning(dataset: DatasetInput, { renumbered, beside }: ChangedMeaning): DatasetInput {
  return { ...dataset, renumbered, notReviewed: [...(dataset.notReviewed ?? []), ...beside] };
}

/** The entry with the data that a Git LFS pointer stands for in the pointer's place. */
async function withContent(entry: TreeEntry | null, lfs: LfsPlaces): Promise<TreeEntry | null> {
  if (entry?.kind !== "file" || entry.missing !== undefined) return entry;
  const pointer = await lfsPointerOf(entry.source);
  if (pointer === null) return entry;
  const content = await lfsContent(pointer, lfs);
  return "missing" in content
    ? { ...entry, missing: content.missing }
    : { ...entry, source: { ...content, isLfs: true } };
}

/** Untouched files are reference: of those in Git LFS the ones that are here already, and nothing is downloaded. */
async function localContent(
  unchanged: readonly TreeEntry[],
  { storage }: LfsPlaces,
): Promise<readonly TreeEntry[]> {
  const entries = await Promise.all(unchanged.map((entry) => withContent(entry, { storage, server: null })));
  return entries.filter((entry) => entry !== null && entry.missing === undefined) as TreeEntry[];
}

/**
 * A submodule is a folder whose files are not here: it counts when a dataset file could lie in it. What DVC tracks
 * (`data.csv.dvc` stands for `data.csv`) is not in the repository either.
 */
export function datasetCandidates(
  config: Pick<Config, "include" | "exclude">,
): (entry: Pick<TreeEntry, "path" | "kind">) => boolean {
  const isDataset = datasetMatcher(config);
  const mayHoldData = (folder: string): boolean =>
    ["jsonl", "csv", "parquet"].some((type) => isDataset(`${folder}/data.${type}`));
  return ({ path, kind }) => {
    if (isDataset(path)) return true;
    if (kind === "submodule") return mayHoldData(path);
    const tracked = /^(.+)\.dvc$/.exec(path)?.[1];
    if (tracked === undefined) return false;
    // Without an extension it may be a folder.
    return isDataset(tracked) || (!/\.[^/]*$/.test(tracked) && mayHoldData(tracked));
  };
}

/** The dataset entries that two versions differ in, in order of path, and the readable files that they share. */
export async function changedEntries(
  base: Tree,
  head: Tree,
  config: Pick<Config, "include" | "exclude">,
): Promise<{
  readonly changed: readonly ChangedEntries[];
  readonly unchanged: readonly TreeEntry[];
  /** Changed files that no reader is asked for and that may be data all the same. */
  readonly beside: readonly Suspect[];
}> {
  const isCandidate = datasetCandidates(config);
  const changed: ChangedEntries[] = [];
  const unchanged: TreeEntry[] = [];
  const moved: Suspect[] = [];
  const removed: TreeEntry[] = [];
  const added: TreeEntry[] = [];
  for (const entry of base.values()) {
    if (!isCandidate(entry)) continue;
    const now = head.get(entry.path);
    if (now === undefined) removed.push(entry);
    else if (await sameContent(entry, now)) unchanged.push(entry);
    // Its files were in another repository before: only that others of them are meant is new.
    else if (entry.kind === "submodule" && now.kind === "submodule") moved.push(asSuspect(now));
    else changed.push({ base: entry, head: now });
  }
  for (const entry of head.values()) if (isCandidate(entry) && !base.has(entry.path)) added.push(entry);
  const isFile = (entry: TreeEntry): boolean => holdsRows(entry) && entry.missing === undefined;
  const renamed = await pairRenames(removed.filter(isFile), added.filter(isFile));
  const apart = [
    ...removed.filter((entry) => !isFile(entry)).map((entry) => ({ base: entry, head: null })),
    ...added.filter((entry) => !isFile(entry)).map((entry) => ({ base: null, head: entry })),
  ];
  const others = await suspects(base, head, isCandidate);
  // Maintainers who list the data themselves have said that no text is any.
  const isListed = config.include.join("\n") !== defaultInclude.join("\n");
  const isExcluded = pathMatcher(config.exclude);
  const texts = isListed
    ? { labelled: [], others, beside: [] }
    : await labelledTexts(others, base, head, (entry) => isCandidate(entry) || isExcluded(entry.path));
  changed.push(...texts.labelled);
  unchanged.push(...texts.beside.filter(({ path }) => head.has(path)));
  const all = [...changed, ...(renamed as ChangedEntries[]), ...apart].flatMap(withRows);
  const place = ({ base, head }: ChangedEntries): string => (head ?? base)!.path;
  return {
    changed: all.sort((a, b) => (place(a) < place(b) ? -1 : 1)),
    unchanged: unchanged.filter(isFile),
    beside: [...moved, ...texts.others],
  };
}

function asSuspect(entry: TreeEntry): Suspect {
  return { entry, kind: "format", isBeside: true, replaces: null, crowd: null, labels: null };
}

const isDvcFile = (path: string): boolean => path.endsWith(".dvc");
const holdsRows = ({ kind, path }: TreeEntry): boolean => kind === "file" && !isDvcFile(path);

/** What was no file in the base had no rows there to compare with, and leaves none behind when it goes. */
function withRows({ base, head }: ChangedEntries): ChangedEntries[] {
  const before = base !== null && holdsRows(base) ? base : null;
  return before || head ? [{ base: before, head }] : [];
}

/** Why an entry of the head has no rows to review; null when it may. */
export function notAFile(head: TreeEntry | null): string | null {
  if (head?.kind === "symlink")
    return "It is a symbolic link. Commit the data itself instead of a link to it.";
  if (head?.kind === "submodule")
    return "It is a submodule: its files are in another repository, and not reviewed. Exclude its path if it holds no data.";
  if (head !== null && isDvcFile(head.path))
    return "It stands for data that DVC keeps outside of the repository. Run `dvc pull` for both versions and compare folders.";
  return head?.missing ?? null;
}

async function missingContent({ base, head }: ChangedEntries): Promise<string | null> {
  for (const side of [base, head]) {
    if (side === null) continue;
    if (side.missing !== undefined) return side.missing;
    const reason = side.kind === "file" ? await standInReason(side.source) : null;
    if (reason !== null) return reason;
  }
  return null;
}
