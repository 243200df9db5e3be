import type { ByteSource, DatasetInput, FilePair, FileVersion, NotAnalysed } from "../model/dataset.ts";
import { downloadBlob, type Unavailable } from "./blob.ts";
import type { ChangedFile, DatasetChanges } from "./changed-files.ts";
import { inParallel } from "./in-parallel.ts";
import { downloadLfs, lfsPointerOf } from "./lfs.ts";
import type { Octokit, RepositoryName } from "./octokit.ts";
import type { TreeEntry } from "./tree.ts";
import type { Workspace } from "./workspace.ts";

export interface ReadBounds {
  readonly maxFileBytes: number;
  readonly maxContextBytes: number;
}

export interface ReadTools {
  readonly octokit: Octokit;
  readonly repository: RepositoryName;
  readonly workspace: Workspace;
  readonly bounds: ReadBounds;
  readonly signal?: AbortSignal | undefined;
  /** Bytes that have arrived, and bytes that will. */
  readonly onBytes?: ((done: number, total: number) => void) | undefined;
}

const parallelDownloads = 4;
/** A pull request may change many large files; together they may take this many times the room of the largest. */
const roomFactor = 4;
const maxChangedFiles = 2000;

/** Downloads both versions of every changed file, and as much context as the budget allows. */
export async function readDataset(changes: DatasetChanges, tools: ReadTools): Promise<DatasetInput> {
  const { bounds } = tools;
  const notAnalysed: NotAnalysed[] = [...changes.notAnalysed];
  for (const { path } of changes.changed.slice(maxChangedFiles)) {
    notAnalysed.push({ path, reason: `More than ${maxChangedFiles} dataset files changed. Split the pull request.` });
  }
  const changed = changes.changed.slice(0, maxChangedFiles);
  const context = withinBudget(changes.untouched, bounds.maxContextBytes);
  const total = [...changed.flatMap(({ base, head }) => [base, head]), ...context].reduce(
    (sum, entry) => sum + (entry?.size ?? 0),
    0,
  );
  const version = versionReader(tools, total);

  const pairs = await inParallel(parallelDownloads, changed, (file) => readPair(file, version));
  // A pointer is small and what it points to is not: the budget holds for that too.
  const contextLimit = Math.min(bounds.maxFileBytes, bounds.maxContextBytes);
  const contextFiles = await inParallel(parallelDownloads, context, (entry) => version(entry, contextLimit));
  return {
    pairs: pairs.filter((pair): pair is FilePair => "base" in pair),
    // Context is reference only: a file of it that cannot be had makes the review poorer, never wrong.
    context: contextFiles.filter((file): file is FileVersion => "source" in file),
    notAnalysed: [...notAnalysed, ...pairs.filter((pair): pair is NotAnalysed => "reason" in pair)],
  };
}

type VersionReader = (entry: TreeEntry, largest?: number) => Promise<FileVersion | Unavailable>;

/** Reads one version of one file; equal blobs are read once. */
function versionReader(tools: ReadTools, total: number): VersionReader {
  const { octokit, repository, workspace, bounds, signal, onBytes } = tools;
  const known = new Map<string, Promise<ByteSource | Unavailable>>();
  let room = bounds.maxFileBytes * roomFactor;
  let done = 0;

  const read = async (entry: TreeEntry, largest: number): Promise<ByteSource | Unavailable> => {
    if ((entry.size ?? 0) > largest) return tooLarge(bounds);
    room -= entry.size ?? 0;
    if (room < 0) return noRoom;
    const blob = await downloadBlob(octokit, repository, entry, workspace, signal);
    onBytes?.((done += entry.size ?? 0), total);
    if ("unavailable" in blob) return blob;
    const pointer = await lfsPointerOf(blob);
    if (!pointer) return blob;
    if (pointer.size > largest) return tooLarge(bounds);
    room -= pointer.size;
    if (room < 0) return noRoom;
    return downloadLfs(octokit, repository, pointer, entry.sha, workspace, signal);
  };

  return async (entry, largest = bounds.maxFileBytes) => {
    const source = known.get(entry.sha) ?? read(entry, largest);
    known.set(entry.sha, source);
    const bytes = await source;
    return "unavailable" in bytes ? bytes : { path: entry.path, source: bytes };
  };
}

async function readPair({ path, base, head }: ChangedFile, version: VersionReader): Promise<FilePair | NotAnalysed> {
  const [before, after] = await Promise.all([base && version(base), head && version(head)]);
  if (after && "unavailable" in after) return { path, reason: after.unavailable };
  if (before && "unavailable" in before) return { path, reason: `Its version in the base: ${before.unavailable}` };
  return { base: before, head: after };
}

const tooLarge = ({ maxFileBytes }: ReadBounds): Unavailable => ({
  unavailable: `It is larger than \`limits.maxFileBytes\` (${maxFileBytes} bytes). Split the file, or raise the limit.`,
});
const noRoom: Unavailable = {
  unavailable: `The changed files together are too large for one review (${roomFactor} times \`limits.maxFileBytes\`). Split the pull request.`,
};

/** The first files that fit into the budget together; one that does not fit is left out, smaller ones may follow. */
function withinBudget(files: readonly TreeEntry[], budget: number): TreeEntry[] {
  let left = budget;
  return files.filter(({ size }) => {
    if (size === null || size > left) return false;
    left -= size;
    return true;
  });
}
