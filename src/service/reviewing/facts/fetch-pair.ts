/** Gets both versions of a changed file with as little downloading as may be. */
import type { Unavailable } from "../../../github/blobs/blob.ts";
import { asBeginningOf, byPatch, type Way } from "../../../github/blobs/ways.ts";
import type { TextChange } from "../../../github/pull-request.ts";
import type { ByteSource } from "../../../model/dataset.ts";

/** Gives the bytes of one version, by these ways before others. */
export interface Side {
  readonly size: number;
  fetch(ways: readonly Way[]): Promise<ByteSource | Unavailable>;
  /** Without a download; null where that does not do. */
  derive(ways: readonly Way[]): Promise<ByteSource | null>;
}

/** Null for a side that there is not, or that cannot matter since the other is unavailable. */
export interface FetchedPair {
  readonly base: ByteSource | Unavailable | null;
  readonly head: ByteSource | Unavailable | null;
}

/**
 * Both versions of a changed file, with as little downloading as may be: what is kept need not be downloaded, and of two
 * versions one mostly follows from the other, by the patch or because rows were only added at the end. Each way is
 * believed by the hash of its bytes alone, so that the result does not depend on which one led there.
 */
export async function fetchPair(
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
