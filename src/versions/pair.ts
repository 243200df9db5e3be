/** Finds which files were renamed. */
import { groupBy } from "../collections/group-by.ts";
import type { FilePair } from "../model/dataset.ts";
import { isPromoted } from "../rows/set-aside.ts";
import { sameContent } from "./same-content.ts";
import type { TreeEntry } from "./tree.ts";

const baseName = (path: string): string => path.slice(path.lastIndexOf("/") + 1);
const extension = (path: string): string => /\.[^./]+(?:\.(?:gz|zst))?$/.exec(path)?.[0].toLowerCase() ?? "";

/**
 * Follows files that left one path and appeared at another: first those whose content is the same, then those
 * that kept their name in another folder, then a single one left on each side with the same extension. What
 * stays alone is a deleted or a new file; rows that moved between such files are still recognised as moved.
 */
export async function pairRenames(
  removed: readonly TreeEntry[],
  added: readonly TreeEntry[],
): Promise<FilePair[]> {
  const gone = new Set(removed);
  const fresh = new Set(added);
  const pairs: FilePair[] = [];
  const take = (base: TreeEntry, head: TreeEntry): void => {
    gone.delete(base);
    fresh.delete(head);
    pairs.push({ base, head });
  };
  const contentKey = contentKeyFor([...removed, ...added]);
  const alike = groupBy(added, contentKey);
  for (const base of removed) {
    for (const head of alike.get(contentKey(base)) ?? []) {
      if (!fresh.has(head) || isPromoted(base.path, head.path)) continue;
      if (await sameContent(base, head)) {
        take(base, head);
        break;
      }
    }
  }
  const byName = ({ path }: TreeEntry): string => baseName(path);
  const [left, came] = [groupBy(gone, byName), groupBy(fresh, byName)];
  for (const [name, rivals] of left) {
    const base = rivals[0]!;
    const namesakes = (came.get(name) ?? []).filter((head) => !isPromoted(base.path, head.path));
    if (namesakes.length === 1 && rivals.length === 1) take(base, namesakes[0]!);
  }
  const [base] = gone;
  const [head] = fresh;
  if (
    gone.size === 1 &&
    fresh.size === 1 &&
    base &&
    head &&
    !isPromoted(base.path, head.path) &&
    extension(base.path) === extension(head.path)
  ) {
    take(base, head);
  }
  return [
    ...pairs,
    ...[...gone].map((alone) => ({ base: alone, head: null })),
    ...[...fresh].map((alone) => ({ base: null, head: alone })),
  ];
}

/** Equal for entries that may hold the same bytes: of tens of thousands of files not every two can be compared. */
function contentKeyFor(entries: readonly TreeEntry[]): (entry: TreeEntry) => string {
  if (entries.every(({ id }) => id !== null)) return ({ id }) => id ?? "";
  const sized = entries.every(({ source }) => source.size !== undefined);
  return ({ source }) => (sized ? String(source.size) : "");
}
