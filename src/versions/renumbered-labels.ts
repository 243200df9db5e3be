/** Finds changed files that name the labels of the data by number, and numbers in them that come to stand for another label. */
import { readYaml } from "../config/yaml.ts";
import type { ByteSource, Renumbered } from "../model/dataset.ts";
import { foldLabel, labelFolder } from "../text/fold-label.ts";
import { cardYaml, withNumberedNames } from "./card.ts";
import { sameContent } from "./same-content.ts";
import { MOST_BYTES, pageOf } from "./text-page.ts";
import type { Tree, TreeEntry } from "./tree.ts";

/** The names of a list of labels by their numbers. */
type Names = ReadonlyMap<string, string>;

const CARD = /(?:^|\/)readme\.md$/i;
const DESCRIBES_DATA = /(?:^|\/)(?:config|dataset_infos?)\.json$/i;
/** Names of files and keys under which labels are numbered: `id2label`, `class_label`, `classes.txt`, `obj.names`. */
const SAYS_LABELS = /label|class(?!ifi)|categor|2id|id2|2idx|idx2|\.names$/i;
/** What only looks like it: the labels of issues in settings of services, and the subjects of a card. */
const SETTINGS = /(?:^|\/)\./;
/** In which a list is written as `labels = ["neg", "pos"]`. */
const PROGRAM = /\.(?:py|[jt]s|toml)$/i;

/** What a program says that numbers labels: other lists of labels, such as those of a drawing, stand in any order. */
const NUMBERS_LABELS = /ClassLabel|2(?:id|idx|label|name)\b|(?:class|label)_?names/i;

/** Whether a file may name labels by number: by its path alone. */
export function mayNameLabels(path: string): boolean {
  if (CARD.test(path)) return true;
  if (SETTINGS.test(path)) return false;
  return (
    /\.(?:json|py)$/i.test(path) ||
    (/\.(?:ya?ml|txt|names)$/i.test(path) && /data|label|class|names|config|param/i.test(path)) ||
    // Lists that are called labels, or classes, are much else in programs of pages.
    (PROGRAM.test(path) && /data|label|class(?!name)|config|constant/i.test(path))
  );
}

const LONGEST_NAME = 80;
const MOST_DEPTH = 12;

/** So many changed files are read, in both versions. */
const MOST_READ = 50;
/** And of each so much where its path says that it is a list of labels: there are tens of thousands of species. */
const MOST_LIST_BYTES = 4 * 1024 * 1024;

/** Told of contents that are read next, so that they may be asked for at once. */
export type ReadNext = (contents: readonly ByteSource[]) => Promise<void>;

/** Files of both versions in which numbers get other names. */
export interface RenumberedLabels {
  /** In order of path. */
  readonly renumbered: readonly Renumbered[];
  /** Changed files that may name labels and were not read, because they are too many. */
  readonly unread: readonly string[];
  /** Those that say by their path that they do, and were not read because they are too long. */
  readonly tooLong: readonly string[];
}

/** Those whose path says that they name labels are read first. */
export async function renumberedLabels(
  base: Tree,
  head: Tree,
  readNext?: ReadNext,
): Promise<RenumberedLabels> {
  const changed: (readonly [before: TreeEntry, after: TreeEntry])[] = [];
  const tooLong: string[] = [];
  for (const before of base.values()) {
    const after = head.get(before.path);
    const areFiles = before.kind === "file" && after?.kind === "file";
    if (!areFiles || !mayNameLabels(before.path)) continue;
    const isLong = (before.source.size ?? 0) > mostBytes(before.path);
    if ((isLong && !says(before)) || (await sameContent(before, after))) continue;
    if (isLong) tooLong.push(before.path);
    else changed.push([before, after]);
  }
  const inOrder = [
    ...changed.filter(([before]) => says(before)),
    ...changed.filter(([before]) => !says(before)),
  ];
  const looked = inOrder.slice(0, MOST_READ);
  await readNext?.(looked.flat().map(({ source }) => source));
  const renumbered: Renumbered[] = [];
  for (const [before, after] of looked) {
    const found = await renumberedIn(before, after);
    if (found !== null) renumbered.push(found);
  }
  renumbered.sort((a, b) => (a.path < b.path ? -1 : 1));
  return { renumbered, unread: inOrder.slice(MOST_READ).map(([{ path }]) => path), tooLong };
}

const says = ({ path }: Pick<TreeEntry, "path">): boolean =>
  [CARD, DESCRIBES_DATA, SAYS_LABELS].some((pattern) => pattern.test(path));
const mostBytes = (path: string): number =>
  says({ path }) && /\.(?:json|txt|names)$/i.test(path) ? MOST_LIST_BYTES : MOST_BYTES;

async function renumberedIn(before: TreeEntry, after: TreeEntry): Promise<Renumbered | null> {
  const most = mostBytes(before.path);
  const text = (await pageOf(before, most)) ?? "";
  const was = namesIn(text, before.path);
  if (was === null || was.size === 0) return null;
  const later = await pageOf(after, most);
  const is = later === null ? null : namesIn(later, before.path);
  const labels = eachOnce([...was].flatMap(([key, names]) => otherNames(names, counterpart(key, names, is))));
  const earlier = new Set(labels.map((label) => label.before));
  const isExchange =
    labels.some((label) => earlier.has(label.after)) &&
    (!PROGRAM.test(before.path) || says(before) || NUMBERS_LABELS.test(text));
  return is === null || labels.length > 0
    ? { path: before.path, labels, isExchange, isUnread: is === null }
    : null;
}

/** A file may say the same twice, as `id2label` and `label2id` do. */
function eachOnce(labels: Renumbered["labels"]): Renumbered["labels"] {
  return [...new Map(labels.map((label) => [JSON.stringify(label), label])).values()];
}

/** The same list in the other version: under the same key, or another with half its names where that is gone. */
function counterpart(key: string, names: Names, lists: ReadonlyMap<string, Names> | null): Names {
  const own = new Set(names.values());
  const isLike = (list: Names): boolean =>
    [...list.values()].filter((name) => own.has(name)).length * 2 >= own.size;
  return lists?.get(key) ?? [...(lists?.values() ?? [])].find(isLike) ?? new Map();
}

/** Numbers whose name is another one, and no other spelling of the same. */
function otherNames(was: Names, is: Names): Renumbered["labels"][number][] {
  const names = new Set(was.values());
  return [...was].flatMap(([number, before]) => {
    const after = is.get(number);
    const isSame =
      after === undefined ||
      foldLabel(after) === foldLabel(before) ||
      (!names.has(after) &&
        (labelFolder([before])(after) === before || labelFolder([after])(before) === after));
    return isSame ? [] : [{ number, before, after }];
  });
}

/** The lists of numbered labels in a text, under where they stand in it; null where it cannot be read. Never throws. */
function namesIn(text: string, path: string): ReadonlyMap<string, Names> | null {
  const found = new Map<string, Names>();
  const keep = (key: string, names: Iterable<readonly [string, unknown]>): void => {
    const map = new Map([...names].map(([number, name]) => [number, String(name).trim()]));
    const are = [...map.values()];
    const isList = are.length > 1 && new Set(are).size === are.length;
    if (isList && are.every((name) => name !== "" && name.length <= LONGEST_NAME)) found.set(key, map);
  };
  if (/\.(?:txt|names)$/i.test(path)) {
    if (SAYS_LABELS.test(path)) keep("", linesOf(text));
  } else if (PROGRAM.test(path)) {
    for (const [, key = "", list = ""] of text.matchAll(LIST))
      keep(key, [...wordsOf(list).entries()].map(numbered));
    for (const [, key = "", map = ""] of text.matchAll(MAP))
      keep(
        key,
        [...map.matchAll(ENTRY)].map(([, number = "", name]) => [number, name]),
      );
  } else {
    const value = valueOf(text, path);
    if (value === undefined) return null;
    visit(value, [path.slice(path.lastIndexOf("/") + 1)], keep);
  }
  return found;
}

const numbered = ([i, name]: [number, unknown]): [string, unknown] => [String(i), name];

/** `names=["neg", "pos"]` in a program. Each part begins with a sign that no other part takes, so that no text takes long. */
const LIST =
  /\b(\w{0,40}(?:names|labels|classes|categories)\w{0,40})\s{0,9}=\s{0,9}[[(]\s*((?:["'][^"'\n]*["']\s*(?:,\s*)?)+)[\])]/gi;
/** `ID2LABEL = {0: "neg", 1: "pos"}`, by the same rule. */
const MAP =
  /\b(\w{0,40}(?:label|names|class|categor)\w{0,40})\s{0,9}[=:]\s{0,9}\{\s*((?:\d+\s*:\s*["'][^"'\n]*["']\s*(?:,\s*)?)+)\}/gi;
const ENTRY = /(\d+)\s*:\s*["']([^"'\n]*)["']/g;
const wordsOf = (list: string): string[] =>
  [...list.matchAll(/["']([^"'\n]*)["']/g)].map(([, word]) => word!);

/** A name a line, with its number where it stands beside: `0 neg`, `neg: 0`. */
function linesOf(text: string): (readonly [string, string])[] {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "");
  if (lines.some((line) => line.length > 2 * LONGEST_NAME)) return [];
  const first = lines.map((line) => /^\s*(\d+)[\s:,;=]+(\S.*)$/.exec(line));
  if (first.every((match) => match !== null)) return first.map((match) => [match[1]!, match[2]!]);
  const last = lines.map((line) => /^(.*?)[\s:,;=]+(\d+)\s*$/.exec(line));
  if (last.every((match) => match !== null)) return last.map((match) => [match[2]!, match[1]!]);
  return lines.map((line, i) => [String(i), line]);
}

function valueOf(text: string, path: string): unknown {
  if (CARD.test(path)) {
    const yaml = cardYaml(text);
    return yaml === null ? null : readYaml(yaml).value;
  }
  if (!/\.json$/i.test(path)) return readYaml(withNumberedNames(text)).value;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Goes down to every list and map of names. Lists of other things are rows, except those of columns in a card. */
function visit(
  value: unknown,
  keys: readonly string[],
  keep: (key: string, names: Iterable<readonly [string, unknown]>) => void,
): void {
  if (typeof value !== "object" || value === null || keys.length > MOST_DEPTH) return;
  const key = keys.join(".");
  const says = CARD.test(keys[0]!)
    ? keys.includes("class_label")
    : SAYS_LABELS.test([keys[0]!, ...keys.slice(-2)].join(" "));
  if (Array.isArray(value)) {
    const ids = value.map((item: unknown) => (item as { id?: unknown } | null)?.id);
    if (says && value.every((item) => typeof item === "string"))
      keep(key, [...value.entries()].map(numbered));
    else if (says && ids.every(Number.isInteger))
      keep(
        key,
        value.map(({ id, name }: { id: number; name?: unknown }) => [String(id), name ?? ""]),
      );
    else if (/^(?:features|dataset_info)$/.test(keys.at(-1)!))
      for (const [i, item] of value.entries()) visit(item, [...keys, nameOf(item) ?? String(i)], keep);
    return;
  }
  const entries = Object.entries(value);
  if (says && entries.every(([number, name]) => /^\d+$/.test(number) && typeof name === "string"))
    keep(key, entries);
  else if (says && entries.every(([, number]) => Number.isInteger(number)))
    keep(
      key,
      entries.map(([name, number]) => [String(number), name]),
    );
  else for (const [inner, item] of entries) visit(item, [...keys, inner], keep);
}

/** What a column or a part of a card is called: its place in a list may change. */
function nameOf(item: unknown): string | null {
  const { name, config_name: config } = (item ?? {}) as { name?: unknown; config_name?: unknown };
  return [name, config].find((one): one is string => typeof one === "string") ?? null;
}
