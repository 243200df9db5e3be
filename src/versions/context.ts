/** Chooses the untouched files that changed rows are compared with. */
import type { FileVersion } from "../model/dataset.ts";
import type { TreeEntry } from "./tree.ts";

const folders = (path: string): string[] => path.split("/").slice(0, -1);

function sharedFolders(a: string, b: string): number {
  const left = folders(a);
  const right = folders(b);
  const end = Math.min(left.length, right.length);
  for (let at = 0; at < end; at += 1) if (left[at] !== right[at]) return at;
  return end;
}

/**
 * The untouched dataset files that a review reads as reference: those that share the most folders with a changed
 * file first, then by path, as long as they fit into `budget` bytes and are no more than `most`: over a network each
 * costs a request. A file of unknown size does not fit.
 */
export function chooseContext(
  unchanged: readonly TreeEntry[],
  pairs: readonly {
    readonly base: { readonly path: string } | null;
    readonly head: { readonly path: string } | null;
  }[],
  budget: number,
  most = Number.POSITIVE_INFINITY,
): FileVersion[] {
  const changed = pairs.flatMap(({ base, head }) =>
    [base, head].flatMap((side) => (side ? [side.path] : [])),
  );
  if (changed.length === 0) return [];
  const nearness = (path: string): number => Math.max(...changed.map((other) => sharedFolders(path, other)));
  const ranked = unchanged
    .map((entry) => ({ entry, near: nearness(entry.path) }))
    .sort((a, b) => b.near - a.near || (a.entry.path < b.entry.path ? -1 : 1));
  let left = budget;
  let places = most;
  return ranked.flatMap(({ entry }) => {
    const size = entry.source.size ?? Number.POSITIVE_INFINITY;
    if (size > left || places === 0) return [];
    places -= 1;
    left -= size;
    return [{ path: entry.path, source: entry.source }];
  });
}
