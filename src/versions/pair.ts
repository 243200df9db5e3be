import type { FilePair } from "../model/dataset.ts";
import { isPromoted } from "../model/set-aside.ts";
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
  const gone = [...removed];
  const fresh = [...added];
  const pairs: FilePair[] = [];
  const take = (base: TreeEntry, head: TreeEntry): void => {
    gone.splice(gone.indexOf(base), 1);
    fresh.splice(fresh.indexOf(head), 1);
    pairs.push({ base, head });
  };
  for (const base of removed) {
    for (const head of fresh) {
      if (!isPromoted(base.path, head.path) && (await sameContent(base, head))) {
        take(base, head);
        break;
      }
    }
  }
  for (const base of [...gone]) {
    const namesakes = fresh.filter(
      (head) => baseName(head.path) === baseName(base.path) && !isPromoted(base.path, head.path),
    );
    const rivals = gone.filter((other) => baseName(other.path) === baseName(base.path));
    if (namesakes.length === 1 && rivals.length === 1) take(base, namesakes[0]!);
  }
  const [base] = gone;
  const [head] = fresh;
  if (
    gone.length === 1 &&
    fresh.length === 1 &&
    base &&
    head &&
    !isPromoted(base.path, head.path) &&
    extension(base.path) === extension(head.path)
  ) {
    take(base, head);
  }
  return [
    ...pairs,
    ...gone.map((alone) => ({ base: alone, head: null })),
    ...fresh.map((alone) => ({ base: null, head: alone })),
  ];
}
