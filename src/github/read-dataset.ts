import type { Config } from "../config/schema.ts";
import { type ChangedEntries, type changedEntries, notAFile } from "../input/compare-trees.ts";
import { chooseContext } from "../input/context.ts";
import type { DatasetInput, FilePair, FileVersion, NotAnalysed } from "../model/dataset.ts";
import type { Unavailable } from "./blob.ts";
import type { Downloads } from "./downloads.ts";
import { inParallel } from "./in-parallel.ts";

const parallelDownloads = 4;
const maxChangedFiles = 2000;

/** What two versions differ in and what they share. */
export type EntryChanges = Awaited<ReturnType<typeof changedEntries>>;

/** Bytes that have arrived, and bytes that will. */
export type ByteListener = (done: number, total: number) => void;

/**
 * Downloads both versions of every changed dataset file, and as much untouched data as the budget allows. What cannot
 * be had is named with its reason; what cannot be had *just now* throws, so that the job is tried again.
 */
export async function readDataset(
  { changed, unchanged }: EntryChanges,
  { maxFileBytes, maxContextBytes }: Config["limits"],
  downloads: Downloads,
  onBytes: ByteListener = () => undefined,
): Promise<DatasetInput> {
  const readable = changed.filter((entry) => notAFile(entry.head) === null).slice(0, maxChangedFiles);
  const context = chooseContext(unchanged, readable, maxContextBytes);

  const versions = [...readable.flatMap(({ base: before, head: after }) => [before, after]), ...context];
  const total = versions.reduce((sum, version) => sum + (version?.source.size ?? 0), 0);
  let done = 0;
  const fetch = async (file: FileVersion, largest: number): Promise<FileVersion | Unavailable> => {
    const source = await downloads.fetch(file.source.blobSha ?? "", file.source.size, largest);
    onBytes((done += file.source.size ?? 0), total);
    return "unavailable" in source ? source : { path: file.path, source };
  };

  const pairs = await inParallel(parallelDownloads, readable, (entry) =>
    fetchPair(entry, (file) => fetch(file, maxFileBytes)),
  );
  // A pointer is small and what it points to is not: the budget holds for that too. Context is reference only, so a
  // file of it that cannot be had makes the review poorer, never wrong.
  const reference = await inParallel(parallelDownloads, context, (file) =>
    fetch(file, Math.min(maxFileBytes, maxContextBytes)),
  );
  return {
    pairs: pairs.filter((pair): pair is FilePair => "base" in pair),
    context: reference.filter((file): file is FileVersion => "source" in file),
    notAnalysed: [
      ...withoutRows(changed, readable),
      ...pairs.filter((pair): pair is NotAnalysed => "reason" in pair),
    ],
  };
}

async function fetchPair(
  { base, head }: ChangedEntries,
  fetch: (file: FileVersion) => Promise<FileVersion | Unavailable>,
): Promise<FilePair | NotAnalysed> {
  const [before, after] = await Promise.all([base && fetch(base), head && fetch(head)]);
  const path = (head ?? base)!.path;
  if (after && "unavailable" in after) return { path, reason: after.unavailable };
  if (before && "unavailable" in before)
    return { path, reason: `Its version in the base: ${before.unavailable}` };
  return { base: before, head: after };
}

function withoutRows(changed: readonly ChangedEntries[], readable: readonly ChangedEntries[]): NotAnalysed[] {
  const kept = new Set(readable);
  return changed
    .filter((entry) => !kept.has(entry))
    .map(({ base, head }) => ({
      path: (head ?? base)!.path,
      reason: notAFile(head) ?? `More than ${maxChangedFiles} dataset files changed. Split the pull request.`,
    }));
}
