/** Finds what a changed data card does to the data: files that it takes in unreviewed or gives to another split, and columns that it reads as another. */
import { groupBy } from "../collections/group-by.ts";
import { pathMatcher } from "../config/glob.ts";
import type { NotReviewed } from "../model/coverage.ts";
import { isSetAside } from "../rows/set-aside.ts";
import { type DataCard, isUsable, readCard } from "./card.ts";
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
  const [was, is] = [await cardAt(before), await cardAt(after)];
  if (is === null) return [];
  return [...(await newFiles(base, head, was, is, isReviewed)), ...otherUses(base, was, is)];
}

async function newFiles(
  base: Tree,
  head: Tree,
  before: DataCard | null,
  after: DataCard,
  isReviewed: (entry: Pick<TreeEntry, "path" | "kind">) => boolean,
): Promise<NotReviewed[]> {
  const had = new Set(before?.include);
  const patterns = after.include.filter((pattern) => !had.has(pattern));
  if (patterns.length === 0) return [];
  const [isTaken, wasTaken] = [pathMatcher(patterns), pathMatcher([...had])];
  const found: NotReviewed[] = [];
  for (const entry of head.values()) {
    const { path, kind } = entry;
    const was = base.get(path);
    if (kind !== "file" || was === undefined || path === CARD || !isTaken(path) || wasTaken(path)) continue;
    if (isReviewed(entry) && !isSetAside(path)) continue;
    if (await sameContent(was, entry))
      found.push(told(path, `makes data of ${path}, whose rows were never reviewed as data`));
  }
  return found;
}

/** What a card says of files of the base and of columns that it did not say before: no row changes, and the dataset does. */
function otherUses(base: Tree, before: DataCard | null, after: DataCard): NotReviewed[] {
  const said = new Set(before?.splits.map(([pattern]) => pattern));
  const away = after.splits.find(([pattern]) => /:\/\//.test(pattern) && !said.has(pattern));
  const found =
    away === undefined
      ? []
      : [told(CARD, `takes rows from ${away[0]}, which no review of this repository sees`)];
  if (before === null) return found;
  const [splitsBefore, splitsAfter] = [splitsOf(before), splitsOf(after)];
  for (const path of base.keys()) {
    const had = splitsBefore(path);
    const more = splitsAfter(path).filter((split) => !had.includes(split));
    if (had.length === 0 || more.length === 0) continue;
    found.push(told(CARD, `gives ${path} to ${more.join(" and ")}, which was ${had.join(" and ")}`));
    break;
  }
  const role = after.roles.find((one) => before.roles.length > 0 && !before.roles.includes(one));
  if (role !== undefined) found.push(told(CARD, `reads ${role}, which it did not before`));
  return found;
}

function splitsOf({ splits }: DataCard): (path: string) => string[] {
  const patterns = groupBy(
    splits.filter(([pattern]) => isUsable(pattern)),
    ([, split]) => split,
  );
  const matchers = [...patterns].map(
    ([split, own]) => [split, pathMatcher(own.map(([pattern]) => pattern))] as const,
  );
  return (path) => matchers.flatMap(([split, matches]) => (matches(path) ? [split] : []));
}

async function cardAt(entry: TreeEntry | undefined): Promise<DataCard | null> {
  return entry?.kind === "file" ? readCard((await pageOf(entry)) ?? "") : null;
}

function told(path: string, does: string): NotReviewed {
  return {
    path,
    reason: `${CARD} ${does}`,
    remedy: "look at these rows yourself, or leave the card as it was",
    configuration: null,
    replaces: null,
    grade: "suspicious",
  };
}
