/** Finds files that a changed data card makes part of the dataset though nobody reviewed their rows as data. */
import { pathMatcher } from "../config/glob.ts";
import type { NotReviewed } from "../model/coverage.ts";
import { isSetAside } from "../rows/set-aside.ts";
import { type DataCard, readCard } from "./card.ts";
import { sameContent } from "./same-content.ts";
import { pageOf } from "./text-page.ts";
import type { Tree, TreeEntry } from "./tree.ts";

const CARD = "README.md";

/**
 * Files that lay there before, and that the card of the head takes in and the card of the base does not: rows that are
 * no change of any file and yet come into the dataset. A file that is reviewed as data was looked at when it came.
 */
export async function takenIn(
  base: Tree,
  head: Tree,
  isReviewed: (entry: Pick<TreeEntry, "path" | "kind">) => boolean,
): Promise<NotReviewed[]> {
  const [before, after] = [base.get(CARD), head.get(CARD)];
  if (after === undefined || (before !== undefined && (await sameContent(before, after)))) return [];
  const had = new Set((await cardAt(before))?.include ?? []);
  const patterns = ((await cardAt(after))?.include ?? []).filter((pattern) => !had.has(pattern));
  if (patterns.length === 0) return [];
  const [isTaken, wasTaken] = [pathMatcher(patterns), pathMatcher([...had])];
  const found: NotReviewed[] = [];
  for (const entry of head.values()) {
    const { path, kind } = entry;
    const was = base.get(path);
    if (kind !== "file" || was === undefined || path === CARD || !isTaken(path) || wasTaken(path)) continue;
    if (isReviewed(entry) && !isSetAside(path)) continue;
    if (await sameContent(was, entry)) found.push(describe(path));
  }
  return found;
}

async function cardAt(entry: TreeEntry | undefined): Promise<DataCard | null> {
  return entry?.kind === "file" ? readCard((await pageOf(entry)) ?? "") : null;
}

function describe(path: string): NotReviewed {
  return {
    path,
    reason: `${CARD} makes data of ${path}, whose rows were never reviewed as data`,
    remedy: "move its rows to a data file in a pull request, or look at them yourself",
    configuration: null,
    replaces: null,
    grade: "suspicious",
  };
}
