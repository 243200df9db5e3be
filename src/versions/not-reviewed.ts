import type { NotReviewed } from "../model/coverage.ts";
import { type DataKind, dataKind, stemOf } from "./data-kinds.ts";
import { looksLikeRows } from "./looks-like-rows.ts";
import { sameContent } from "./same-content.ts";
import type { Tree, TreeEntry } from "./tree.ts";

/** A changed file outside the dataset patterns that may be data, before its content was looked at. */
export interface Suspect {
  readonly entry: TreeEntry;
  readonly kind: DataKind;
  /** Whether it stands in a folder of data files. */
  readonly isBeside: boolean;
  /** A data file of the base that is gone from the head and whose name or content this one has. */
  readonly replaces: string | null;
  /** How many text files its folder holds, where they are so many that each is one row. */
  readonly crowd: number | null;
}

/** So many text files in one folder are a corpus, one text a file. */
const CROWD = 20;

/** Changed and new files that may be data and that no reader is asked for, in order of path. */
export async function suspects(
  base: Tree,
  head: Tree,
  isReviewed: (entry: Pick<TreeEntry, "path" | "kind">) => boolean,
): Promise<Suspect[]> {
  const data = [...base.values(), ...head.values()].filter(isReviewed);
  const folders = dataFolders(data.map(({ path }) => path));
  const crowds = crowdedFolders([...head.values()].filter((entry) => !isReviewed(entry)));
  const gone = [...base.values()].filter((entry) => isReviewed(entry) && !head.has(entry.path));
  const found: Suspect[] = [];
  for (const entry of head.values()) {
    if (entry.kind !== "file" || isReviewed(entry)) continue;
    const before = base.get(entry.path);
    const named = dataKind(entry.path);
    const replaces = before === undefined ? replaced(entry, named, gone) : null;
    const kind = replaces === null ? named : "format";
    const crowd = (kind === "text" && crowds.get(folderOf(entry.path))) || null;
    // Where nothing is read at all, plain texts are what the repository has for data.
    const beside = isBeside(entry.path, folders) || (data.length === 0 && isPlainText(entry.path));
    if (kind === null || (kind === "text" && !beside && crowd === null)) continue;
    if (before !== undefined && (await sameContent(before, entry))) continue;
    found.push({ entry, kind, isBeside: beside, replaces, crowd });
  }
  return found.sort((a, b) => (a.entry.path < b.entry.path ? -1 : 1));
}

/** Bytes of a file that are looked at, and most files whose content is. */
const START = 1 << 16;
const MOST_LOOKED_AT = 50;

/** Those of the suspects that are to be named. Reads the beginning of texts that stand beside data. */
export async function notReviewed(found: readonly Suspect[]): Promise<NotReviewed[]> {
  const named: NotReviewed[] = [];
  const crowds = new Set<string>();
  let looked = 0;
  for (const suspect of found) {
    const { entry, kind, crowd } = suspect;
    const folder = folderOf(entry.path);
    if (crowd !== null) {
      if (!crowds.has(folder)) named.push(describeCrowd(folder, crowd));
      crowds.add(folder);
      continue;
    }
    const look = kind === "text" && looked++ < MOST_LOOKED_AT;
    if (look && !looksLikeRows(await startOf(entry), entry.path)) continue;
    named.push(describe(suspect));
  }
  return named;
}

function describe({ entry: { path }, kind, isBeside: beside, replaces }: Suspect): NotReviewed {
  const reason =
    replaces === null
      ? `${path} looks like data and is not read`
      : `${replaces} goes on as ${path}, which is not read`;
  return {
    path,
    reason,
    remedy: "keep the rows as JSON Lines, CSV or Parquet, or look at the file yourself",
    configuration: null,
    replaces,
    grade: replaces !== null || beside || kind === "format" ? "suspicious" : "informative",
  };
}

function describeCrowd(folder: string, files: number): NotReviewed {
  const pattern = `${folder}/*.txt`;
  return {
    path: pattern,
    reason: `${folder} holds ${String(files)} text files, some of which changed; they look like one row each and are not read`,
    remedy:
      "name the files in `include:`, and where the label stands in their path, as in `label: {path: data/{label}/*.txt}`",
    configuration: `include: ["${pattern}"]`,
    replaces: null,
    grade: "suspicious",
  };
}

/** Folders with a crowd of plain texts, and how many they are. */
function crowdedFolders(entries: readonly TreeEntry[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { path, kind } of entries) {
    if (kind !== "file" || !isPlainText(path) || dataKind(path) !== "text") continue;
    counts.set(folderOf(path), (counts.get(folderOf(path)) ?? 0) + 1);
  }
  return new Map([...counts].filter(([folder, count]) => folder !== "" && count >= CROWD));
}

const isPlainText = (path: string): boolean => /\.(?:txt|text|dat)$/i.test(path);

async function startOf({ source }: TreeEntry): Promise<string> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of source.open()) {
    parts.push(chunk);
    length += chunk.length;
    if (length >= START) break;
  }
  return Buffer.concat(parts).subarray(0, START).toString("utf8");
}

/** A file of another format under the same name, or with the very same bytes. */
function replaced(entry: TreeEntry, kind: DataKind | null, gone: readonly TreeEntry[]): string | null {
  const inPlace = ({ path }: TreeEntry): boolean => folderOf(path) === folderOf(entry.path);
  const same = gone.filter((former) => {
    if (former.id !== null && former.id === entry.id) return true;
    const named = kind !== null && stemOf(former.path) === stemOf(entry.path);
    return named && (kind !== "text" || inPlace(former));
  });
  return (same.find(inPlace) ?? same[0])?.path ?? null;
}

const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf("/")));

/** Folders of data files. JSON may be anything, so that it makes a folder one of data only where nothing else does. */
function dataFolders(paths: readonly string[]): ReadonlySet<string> {
  const plain = paths.filter((path) => !/\.json(?:\.\w+)?$/i.test(path));
  return new Set((plain.length > 0 ? plain : paths).map(folderOf));
}

/** In a folder of data, or below or above one; at the top of a repository only where data lies there. */
function isBeside(path: string, folders: ReadonlySet<string>): boolean {
  const own = folderOf(path);
  if (folders.has(own)) return true;
  for (const folder of folders) {
    if (folder !== "" && own.startsWith(`${folder}/`)) return true;
    if (own !== "" && folder.startsWith(`${own}/`)) return true;
  }
  return false;
}
