/** Finds changed files that look like data and are not reviewed, so that they are named. */
import { groupBy } from "../collections/group-by.ts";
import { insteadOf } from "../collections/instead-of.ts";
import { tally } from "../collections/tally.ts";
import { patternOf } from "../config/glob.ts";
import type { NotReviewed } from "../model/coverage.ts";
import { labelPatterns } from "../model/labels/path-labels.ts";
import { firstBytes } from "../rows/gather-bytes.ts";
import { holdsLabelledRows } from "../rows/labelled-text.ts";
import { type DataKind, dataKind, isProgram, saysData, stemOf } from "./data-kinds.ts";
import { InputError } from "./input-error.ts";
import { isCorpus, looksLikeRecords, looksLikeRows } from "./looks-like-rows.ts";
import { sameContent } from "./same-content.ts";
import type { ChangedEntries, Tree, TreeEntry } from "./tree.ts";

/** A changed file outside the dataset patterns, or a submodule, that may be data, before its content was looked at. */
export interface Suspect {
  readonly entry: TreeEntry;
  readonly kind: DataKind;
  /** Whether it stands in a folder of data files, or says by its path that it is one. */
  readonly isBeside: boolean;
  /** A data file of the base that is gone from the head and whose name or content this one has. */
  readonly replaces: string | null;
  /** The text files beside it, where they are so many that each is one row. */
  readonly crowd: Crowd | null;
  /** The name of a file beside it that holds the label of each of its lines, by how the two are called. */
  readonly labels: string | null;
}

/** Folders side by side, or one alone, with many plain texts each. */
interface Crowd {
  /** The folder that they lie in; itself, where it is alone. */
  readonly folder: string;
  readonly folders: number;
  readonly files: number;
}

/** Only the content tells. */
const needsLook = (kind: DataKind): boolean => kind === "text" || kind === "other";

/** So many text files in one folder are a corpus, one text a file. */
const CROWD = 20;

/** Changed and new files that may be data and that no reader is asked for, in order of path. */
export async function suspects(
  base: Tree,
  head: Tree,
  isReviewed: (entry: Pick<TreeEntry, "path" | "kind">) => boolean,
): Promise<Suspect[]> {
  const data = [...base.values(), ...head.values()].filter(isReviewed);
  const isBeside = besideData(data.map(({ path }) => path));
  const crowds = crowdedFolders([...head.values()].filter((entry) => !isReviewed(entry)));
  const gone = goneData([...base.values()].filter((entry) => isReviewed(entry) && !head.has(entry.path)));
  const found: Suspect[] = [];
  for (const entry of head.values()) {
    if (entry.kind !== "file" || isReviewed(entry)) continue;
    const before = base.get(entry.path);
    const named = dataKind(entry.path);
    const replaces =
      before === undefined ? replaced(entry, isProgram(entry.path) ? null : named, gone) : null;
    const kind = replaces === null ? named : "format";
    const crowd = kind === "text" ? (crowds.get(folderOf(entry.path)) ?? null) : null;
    // Where nothing is read at all, plain texts are what the repository has for data.
    const isText = isPlainText(entry.path) || isBareAtTop(entry.path);
    const beside = isBeside(entry.path) || saysData(entry.path) || (data.length === 0 && isText);
    if (kind === null || (needsLook(kind) && !beside && crowd === null && !mayLieAnywhere(entry.path)))
      continue;
    if (before !== undefined && (await sameContent(before, entry))) continue;
    found.push({ entry, kind, isBeside: beside, replaces, crowd, labels: labelsOf(entry.path, head) });
  }
  return found.sort((a, b) => (a.entry.path < b.entry.path ? -1 : 1));
}

/** Bytes of a file that are looked at, and most files whose content is. */
const START = 1 << 16;
const MOST_LOOKED_AT = 50;

/** Which of the suspects are read. */
export interface LabelledTexts {
  /** Plain texts beside data that carry labels, in their lines or in their path, as the base shows. */
  readonly labelled: readonly ChangedEntries[];
  readonly others: readonly Suspect[];
  /** Texts whose labels stand in their paths where those of the labelled ones do: what these are compared with. */
  readonly beside: readonly TreeEntry[];
}

/** Takes the texts with labelled rows out of the suspects. What the base has decides; the head does where it has none. */
export async function labelledTexts(
  found: readonly Suspect[],
  base: Tree,
  head: Tree,
  isOther: (entry: TreeEntry) => boolean,
): Promise<LabelledTexts> {
  const labelled: ChangedEntries[] = [];
  const others: Suspect[] = [];
  const patterns = new Set<string>();
  // All paths of the base are looked at for them, which most changes have no use for.
  let inPath: ReturnType<typeof labelPatterns> | null = null;
  const labelPattern = (path: string): string | null => (inPath ??= labelPatterns(base.keys()))(path);
  let looked = 0;
  for (const suspect of found) {
    const { entry, crowd } = suspect;
    const before = base.get(entry.path);
    const isText = mayBeText(before ?? entry) && !isOther(entry);
    const pattern = isText ? labelPattern(entry.path) : null;
    const mayBe = isText && crowd === null;
    if (pattern !== null) patterns.add(pattern);
    const isRead =
      pattern !== null || (mayBe && looked < MOST_LOOKED_AT && (await isLabelled(before ?? entry)));
    // What is read is looked at anyway; others may be settings by the hundred.
    if (mayBe && !isRead) looked++;
    if (isRead) labelled.push({ base: before ?? null, head: entry });
    else others.push(suspect);
  }
  // A new one may be one of the base under another name: its rows are known.
  if (labelled.some(({ base }) => base === null))
    for (const entry of [...base.values()].filter((one) => !head.has(one.path) && mayBeText(one)))
      if (!isOther(entry) && looked++ < MOST_LOOKED_AT && (await isLabelled(entry)))
        labelled.push({ base: entry, head: null });
  const changed = new Set(labelled.map(({ head }) => head?.path));
  const isBeside = (entry: TreeEntry): boolean =>
    mayBeText(entry) && !changed.has(entry.path) && patterns.has(labelPattern(entry.path) ?? "");
  return { labelled, others, beside: patterns.size === 0 ? [] : [...base.values()].filter(isBeside) };
}

const mayBeText = ({ path, kind }: TreeEntry): boolean => kind === "file" && mayBeLabelled(path);

const LABELLED = /\.(?:txt|text|dat|data|tags|tab|ya?ml)$/i;

/** Whether a plain text may be read for the labelled rows in it, as `labelledTexts` tells from its content. */
export function mayBeLabelled(path: string): boolean {
  return LABELLED.test(path) && dataKind(path) !== null;
}

async function isLabelled(entry: TreeEntry): Promise<boolean> {
  const start = await startOf(entry);
  return start !== null && holdsLabelledRows(Buffer.from(start), entry.path);
}

/** Those of the suspects that are to be named. Reads the beginning of texts that stand beside data. */
export async function notReviewed(found: readonly Suspect[]): Promise<NotReviewed[]> {
  const named: NotReviewed[] = [];
  const crowds = new Set<Crowd>();
  let looked = 0;
  for (const suspect of found) {
    const { kind, crowd } = suspect;
    if (crowd !== null) {
      if (!crowds.has(crowd)) named.push(describeCrowd(crowd));
      crowds.add(crowd);
      continue;
    }
    const look = needsLook(kind) && looked++ < MOST_LOOKED_AT;
    if (look && !(await mayHoldRows(suspect))) continue;
    named.push(describe(suspect));
  }
  return named;
}

/** `train_text.txt` beside `train_labels.txt`, `seq.in` beside `label`. */
function labelsOf(path: string, head: Tree): string | null {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const called = ["labels", "label"].map((word) =>
    name.replace(/(?:texts?|sentences?|seq)(?=\.\w+$)/i, word),
  );
  const names = [...called, ...(name === "seq.in" ? ["label"] : [])].filter((one) => one !== name);
  return names.find((one) => head.has(path.slice(0, -name.length) + one)) ?? null;
}

function describe({ entry, kind, isBeside: beside, replaces, labels }: Suspect): NotReviewed {
  const { path } = entry;
  if (entry.kind === "submodule") return describeSubmodule(path);
  const reason =
    replaces === null
      ? `${path} looks like data and is not read`
      : `${replaces} goes on as ${path}, which is not read`;
  return {
    path,
    reason,
    remedy:
      labels === null
        ? "keep the rows as JSON Lines, CSV or Parquet, or look at the file yourself"
        : `name it and ${labels} in \`include:\`, and say in \`columns:\` that the labels are there`,
    configuration: labels === null ? null : labelledLines(path, labels),
    replaces,
    grade: replaces !== null || beside || kind === "format" ? "suspicious" : "informative",
  };
}

function labelledLines(path: string, labels: string): string {
  const files = JSON.stringify(patternOf(path));
  const beside = JSON.stringify(patternOf(path.slice(0, path.lastIndexOf("/") + 1) + labels));
  return `include: [${files}, ${beside}]\ncolumns:\n  - files: ${files}\n    label: {file: ${JSON.stringify(labels)}}`;
}

function describeSubmodule(path: string): NotReviewed {
  return {
    path,
    reason: `${path} is a submodule that stands at another commit: its files are in another repository`,
    remedy: "have them reviewed there, or exclude the path if it holds no data",
    configuration: `exclude: [${JSON.stringify(patternOf(path))}]`,
    replaces: null,
    grade: "suspicious",
  };
}

function describeCrowd({ folder, folders, files }: Crowd): NotReviewed {
  const inside = folder === "" ? "" : `${patternOf(folder)}/`;
  const path = folders === 1 ? `${inside}*.txt` : `${inside}*/*.txt`;
  const quoted = JSON.stringify(path);
  const label = `columns:\n  - files: ${quoted}\n    label: {path: ${JSON.stringify(`${inside}{label}/*.txt`)}}`;
  const who =
    folders === 1 ? `${folder} holds` : `${folders} folders${folder === "" ? "" : ` in ${folder}`} hold`;
  return {
    path,
    reason: `${who} ${files} text files, some of which changed; they look like one row each and are not read`,
    remedy:
      folders === 1
        ? "name them in `include:`"
        : "name them in `include:`, and say in `columns:` that the folder is the label",
    configuration: `include: [${quoted}]${folders === 1 ? "" : `\n${label}`}`,
    replaces: null,
    grade: "suspicious",
  };
}

/** Folders with a crowd of plain texts; those that lie side by side are one crowd. */
function crowdedFolders(entries: readonly TreeEntry[]): ReadonlyMap<string, Crowd> {
  const isText = ({ path, kind }: TreeEntry): boolean =>
    kind === "file" && isPlainText(path) && dataKind(path) === "text";
  const counts = tally(entries.filter(isText).map(({ path }) => folderOf(path)));
  const crowded = [...counts].filter(([folder, count]) => folder !== "" && count >= CROWD);
  const crowds = new Map<string, Crowd>();
  for (const siblings of groupBy(crowded, ([folder]) => folderOf(folder)).values()) {
    const folder = siblings.length === 1 ? siblings[0]![0] : folderOf(siblings[0]![0]);
    const files = siblings.reduce((sum, [, count]) => sum + count, 0);
    const crowd = { folder, folders: siblings.length, files };
    for (const [name] of siblings) crowds.set(name, crowd);
  }
  return crowds;
}

const isPlainText = (path: string): boolean => /\.(?:txt|text|dat|pos|neg|spam|ham)$/i.test(path);
/** As the lists of words that lie at the top of a repository, one a language. */
const isBareAtTop = (path: string): boolean => /^(?!.*file$|CODEOWNERS$|WORKSPACE$|BUILD$)[^./]+$/.test(path);

/** Written so, a corpus may lie anywhere; YAML mostly is none, and is read only where it holds labels or answers. A manifest of SageMaker is a record a line. */
const mayLieAnywhere = (path: string): boolean =>
  /\.(?:xml|tmx|xlf|xliff|sgml?|ya?ml|manifest|sql)$/i.test(path);

/** What cannot be read, as a clone without all files has it, may. */
async function mayHoldRows({ entry, kind, isBeside, replaces }: Suspect): Promise<boolean> {
  const start = await startOf(entry);
  if (start === null) return true;
  if (!isBeside && replaces === null) return isCorpus(start) || looksLikeRecords(start);
  const isRows = kind === "other" ? looksLikeRecords(start) : looksLikeRows(start, entry.path);
  return isRows || holdsLabelledRows(Buffer.from(start), entry.path);
}

/** Null where it cannot be read. */
async function startOf({ source }: TreeEntry): Promise<string | null> {
  const start = await firstBytes(source.open(), START).catch(insteadOf(InputError, null));
  return start && start.toString("utf8");
}

/** The first of the data files that are gone, by what another file can have of them: the very same bytes, or the name. */
function goneData(entries: readonly TreeEntry[]): ReadonlyMap<string, TreeEntry> {
  const gone = new Map<string, TreeEntry>();
  for (const entry of entries)
    for (const key of Object.values(keysOf(entry))) if (!gone.has(key)) gone.set(key, entry);
  return gone;
}

function keysOf({ id, path }: Pick<TreeEntry, "id" | "path">) {
  const [bytes, name, folder] = [`id ${id ?? ""}`, `name ${stemOf(path)}`, folderOf(path)];
  return { bytesHere: `${bytes} in ${folder}`, nameHere: `${name} in ${folder}`, bytes, name };
}

/** A file of another format under the same name, or with the very same bytes; one in the same folder first. */
function replaced(
  entry: TreeEntry,
  kind: DataKind | null,
  gone: ReadonlyMap<string, TreeEntry>,
): string | null {
  const { bytesHere, nameHere, bytes, name } = keysOf(entry);
  const keys = [
    ...(entry.id === null ? [] : [bytesHere]),
    ...(kind === null ? [] : [nameHere]),
    ...(entry.id === null ? [] : [bytes]),
    ...(kind === null || needsLook(kind) ? [] : [name]),
  ];
  return keys.map((key) => gone.get(key)).find((former) => former !== undefined)?.path ?? null;
}

const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf("/")));

/**
 * Whether a path is in a folder of data files, or below or above one; at the top of a repository only where data lies
 * there. JSON may be anything, so that it makes a folder one of data only where nothing else does.
 */
function besideData(paths: readonly string[]): (path: string) => boolean {
  const plain = paths.filter((path) => !/\.json(?:\.\w+)?$/i.test(path));
  const folders = new Set((plain.length > 0 ? plain : paths).map(folderOf));
  const above = new Set([...folders].flatMap(foldersAbove));
  return (path) => {
    const own = folderOf(path);
    return folders.has(own) || above.has(own) || foldersAbove(own).some((folder) => folders.has(folder));
  };
}

/** `a/b/c` → `a/b`, `a`. */
function foldersAbove(folder: string): string[] {
  const above: string[] = [];
  for (let at = folder.lastIndexOf("/"); at > 0; at = folder.lastIndexOf("/", at - 1))
    above.push(folder.slice(0, at));
  return above;
}
