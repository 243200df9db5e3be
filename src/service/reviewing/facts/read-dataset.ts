/** Gets the versions of all files that a review reads. */
import type { Config } from "../../../config/schema.ts";
import type { Unavailable } from "../../../github/blobs/blob.ts";
import type { Downloads } from "../../../github/blobs/downloads.ts";
import { asBeginningOf, byPatch, type Way } from "../../../github/blobs/ways.ts";
import { inParallel } from "../../../github/in-parallel.ts";
import type { Commits, TextChange } from "../../../github/pull-request.ts";
import type { ByteSource, DatasetInput, FilePair, FileVersion, NotAnalysed } from "../../../model/dataset.ts";
import { type changedEntries, notAFile } from "../../../versions/compare-trees.ts";
import { chooseContext } from "../../../versions/context.ts";
import { notReviewed } from "../../../versions/not-reviewed.ts";
import type { ChangedEntries } from "../../../versions/tree.ts";

const parallelDownloads = 4;
/** Untouched files that are read as reference, and cost a request each. */
const mostReference = 20;
/** Small ones, which come together. */
const mostSmallReference = 2_000;
const maxChangedFiles = 2_000;
const tooMany = `More than ${maxChangedFiles.toLocaleString("en")} dataset files changed, so that none was read. Split the pull request.`;

/** What two versions differ in and what they share. */
export type EntryChanges = Awaited<ReturnType<typeof changedEntries>>;

/** Bytes that have arrived, and bytes that will. */
export type ByteListener = (done: number, total: number) => void;

/**
 * Fetches both versions of every changed dataset file, and as much untouched data as the budget allows. What cannot
 * be had is named with its reason; what cannot be had *just now* throws, so that the job is tried again.
 */
export async function readDataset(
  { changed, unchanged, beside }: EntryChanges,
  { maxFileBytes, maxContextBytes }: Config["limits"],
  downloads: Downloads,
  changes: Commits["changes"],
  onBytes: ByteListener = () => undefined,
): Promise<DatasetInput> {
  const files = changed.filter((entry) => notAFile(entry.head) === null);
  // The check fails then, whatever a part of them holds: nothing is downloaded for it.
  const readable = files.length > maxChangedFiles ? [] : files;
  const own = readable.flatMap(({ base: before, head: after }) => [before, after]);
  const near = chooseContext(unchanged, readable, maxContextBytes, mostSmallReference);
  await downloads.together([...own, ...near].map((version) => version?.source));
  let asked = 0;
  const context = near.filter(({ source }) => downloads.isKept(source) || asked++ < mostReference);

  const versions = [...own, ...context];
  const total = versions.reduce((sum, version) => sum + (version?.source.size ?? 0), 0);
  let done = 0;
  const sideOf = ({ source: { blobSha = "", size } }: FileVersion, largest = maxFileBytes): Side => ({
    size: size ?? 0,
    async fetch(ways) {
      const source = await downloads.fetch(blobSha, size, largest, ways);
      onBytes((done += size ?? 0), total);
      return source;
    },
    async derive(ways) {
      const source = await downloads.derive(blobSha, size, largest, ways);
      if (source !== null) onBytes((done += size ?? 0), total);
      return source;
    },
  });

  const pairs = await inParallel(parallelDownloads, readable, async ({ base, head }) => {
    const change = changes.get((head ?? base)!.path);
    return named({ base, head }, await fetchPair(base && sideOf(base), head && sideOf(head), change));
  });
  // A pointer is small and what it points to is not: the budget holds for that too. Context is reference only, so a
  // file of it that cannot be had makes the review poorer, never wrong.
  const reference = await inParallel(parallelDownloads, context, async (file) => {
    const source = await sideOf(file, Math.min(maxFileBytes, maxContextBytes)).fetch([]);
    return "unavailable" in source ? source : { path: file.path, source };
  });
  return {
    pairs: pairs.filter((pair): pair is FilePair => "base" in pair),
    context: reference.filter((file): file is FileVersion => "source" in file),
    notAnalysed: [
      ...withoutRows(changed, readable),
      ...pairs.filter((pair): pair is NotAnalysed => "reason" in pair),
    ],
    notReviewed: await notReviewed(beside),
  };
}

function named({ base, head }: ChangedEntries, fetched: FetchedPair): FilePair | NotAnalysed {
  const path = (head ?? base)!.path;
  if (fetched.head && "unavailable" in fetched.head) return { path, reason: fetched.head.unavailable };
  if (fetched.base && "unavailable" in fetched.base)
    return { path, reason: `Its version in the base: ${fetched.base.unavailable}` };
  return {
    base: base && fetched.base && { path: base.path, source: fetched.base },
    head: head && fetched.head && { path: head.path, source: fetched.head },
  };
}

function withoutRows(changed: readonly ChangedEntries[], readable: readonly ChangedEntries[]): NotAnalysed[] {
  const kept = new Set(readable);
  return changed
    .filter((entry) => !kept.has(entry))
    .map(({ base, head }) => ({
      path: (head ?? base)!.path,
      reason: notAFile(head) ?? tooMany,
    }));
}

/** Gives the bytes of one version, by these ways before others. */
interface Side {
  readonly size: number;
  fetch(ways: readonly Way[]): Promise<ByteSource | Unavailable>;
  /** Without a download; null where that does not do. */
  derive(ways: readonly Way[]): Promise<ByteSource | null>;
}

/** Null for a side that there is not, or that cannot matter since the other is unavailable. */
interface FetchedPair {
  readonly base: ByteSource | Unavailable | null;
  readonly head: ByteSource | Unavailable | null;
}

/**
 * Both versions of a changed file, with as little downloading as may be: what is kept need not be downloaded, and of two
 * versions one mostly follows from the other, by the patch or because rows were only added at the end. Each way is
 * believed by the hash of its bytes alone, so that the result does not depend on which one led there.
 */
async function fetchPair(
  base: Side | null,
  head: Side | null,
  change: TextChange | undefined,
): Promise<FetchedPair> {
  const patch = change?.patch ?? null;
  if (base === null || head === null)
    return {
      base: base && (await base.fetch([byPatch(null, patch, "new")])),
      head: head && (await head.fetch([byPatch(null, patch, "old")])),
    };
  // Neither can be had from the other: the patch is too large, and lines are gone (one may have got a line end).
  if (patch === null && change !== undefined && change.deletions > 1) {
    const [before, after] = await Promise.all([base.fetch([]), head.fetch([])]);
    return { base: before, head: after };
  }
  const kept = patch !== null || head.size < base.size ? await base.derive([]) : null;
  const after = await head.fetch(kept ? [asBeginningOf(kept), byPatch(kept, patch, "old")] : []);
  if (kept || "unavailable" in after) return { base: kept, head: after };
  return { base: await base.fetch([asBeginningOf(after), byPatch(after, patch, "new")]), head: after };
}
