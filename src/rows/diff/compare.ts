/** The row diff as a whole: two versions of all files in, every changed row out. */
import type { NotReviewed } from "../../model/coverage.ts";
import type {
  Columns,
  DatasetComparison,
  DatasetInput,
  FileComparison,
  FilePair,
  FileVersion,
  NotAnalysed,
  ReferenceFile,
  RowChange,
} from "../../model/dataset.ts";
import { labelPatterns } from "../../model/labels/path-labels.ts";
import type { DatasetOptions, LabelsBeside } from "../../model/options.ts";
import { PATH_LABEL } from "../../model/options.ts";
import type { ProgressListener } from "../../model/progress.ts";
import { referenceFile } from "../base/reference.ts";
import { keyedHash } from "../bytes/keyed-hash.ts";
import { besideOf, severalLabels } from "../columns/labels-together.ts";
import { columnProfiles, type Profile } from "../columns/row-counts.ts";
import { isSetAside } from "../set-aside.ts";
import { Unreadable } from "../unreadable.ts";
import { listChanges } from "./changes.ts";
import { readContext } from "./context.ts";
import type { CompareOptions } from "./known-versions.ts";
import { withLabelsById } from "./labels-by-id.ts";
import { type PairReading, readPair } from "./pair.ts";
import { findRenames } from "./renames.ts";
import { settlePairs } from "./settle.ts";
import { looseRows, openRows, remember, type SettledPair } from "./settled.ts";

/**
 * Compares base and head of all changed files: reads both versions in step, matches what is out of step by content,
 * and returns every row that was added, removed or edited. Memory follows the change, not the data.
 * Rejects only when a source cannot be read; whatever is wrong with the bytes is in the result.
 */
// eslint-disable-next-line max-lines-per-function -- its steps share what could not be read, and where it is noted
export async function compareDataset(
  asked: DatasetInput,
  given: CompareOptions,
  onProgress?: ProgressListener,
): Promise<DatasetComparison> {
  const joined = await withLabelsById(asked, given);
  const input: DatasetInput = {
    ...asked,
    ...joined,
    notAnalysed: [...asked.notAnalysed, ...joined.notAnalysed],
  };
  const before = [...input.pairs.flatMap(({ base }) => base ?? []), ...input.context];
  let options: CompareOptions = { ...given, labelPattern: labelPatterns(before.map(({ path }) => path)) };
  const hash = keyedHash();
  const notAnalysed: NotAnalysed[] = [...input.notAnalysed];
  const notReviewed: NotReviewed[] = [...(input.notReviewed ?? [])];
  const onBytes = byteProgress(input, onProgress);
  const context: FileVersion[] = [...input.context];
  const alone: Alone[] = [];

  const read: PairReading[] = [];
  for (const pair of input.pairs) read.push(...(await attempt(pair)));
  const renamed = await joinRenamed(read);
  // What was set aside is no measure for what is trained on: its rows may be the very ones that were refused.
  const hasData = renamed.some(({ pair: { head } }) => head !== null && !isSetAside(head.path));
  const joins = ({ path }: { readonly path: string }): boolean => !isSetAside(path) || !hasData;
  const beside = await readAll(context.filter(joins));
  const several = labelsOfFiles([...renamed, ...beside].map(({ columns }) => columns));
  options = { ...options, labelsBeside: several };
  const readings: PairReading[] = [];
  for (const reading of renamed)
    readings.push(...(lacks(reading.columns, several) ? await attempt(reading.pair) : [reading]));
  notReviewed.push(...leftAlone(alone));
  const onRow = rowProgress(readings, onProgress);
  const settled = await settlePairs(readings, options.limits, hash, onRow);
  if (options.known) remember(settled, options.known);
  const files = await finish(settled, options, notAnalysed);

  // Where the path says the label, as maintainers configured it, "bad" is one.
  const isReference = (reading: PairReading): boolean =>
    reading.columns.label === PATH_LABEL || joins(reading);
  const reference: ReferenceFile[] = readings
    .filter(isReference)
    .flatMap(({ base, roles, facts }) => (base ? [referenceFile(base, roles, facts)] : []));
  for (const file of beside) {
    const again = context.filter(({ path }) => lacks(file.columns, several) && path === file.path);
    reference.push(...(again.length > 0 ? await readAll(again) : [file]));
  }
  notReviewed.push(...joined.withoutText());
  return { files, reference, notAnalysed, notReviewed, renumbered: input.renumbered ?? [] };

  async function readAll(versions: readonly FileVersion[]): Promise<ReferenceFile[]> {
    const files: ReferenceFile[] = [];
    for (const version of versions) {
      const file = await readContext(version, options, onBytes);
      if (file) files.push(file);
    }
    return files;
  }

  async function attempt(pair: FilePair): Promise<PairReading[]> {
    try {
      const reading = await readPair(pair, options, hash, onBytes);
      if (!("leftAlone" in reading)) return [reading];
      if (pair.head) alone.push({ path: pair.head.path, texts: reading.leftAlone });
      return [];
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      // A deleted file that could not be read leaves nothing to review.
      if (!pair.head) return [];
      notAnalysed.push({ path: pair.head.path, reason: error.message });
      // The base rows are still what other files are judged against.
      if (pair.base) context.push(pair.base);
      return [];
    }
  }

  /** A deleted and a new file with mostly the same records are read again as one that was renamed. */
  async function joinRenamed(before: readonly PairReading[]): Promise<PairReading[]> {
    const renames = findRenames(before);
    const gone = new Set(renames.values());
    const joined: PairReading[] = [];
    for (const reading of before) {
      const from = renames.get(reading);
      if (from) joined.push(...(await attempt({ base: from.pair.base, head: reading.pair.head })));
      else if (!gone.has(reading)) joined.push(reading);
    }
    return joined;
  }
}

/** Labels of several columns, each kind of them once, those of most labels first. */
function labelsOfFiles(columns: readonly Columns[]): LabelsBeside[] {
  const several = columns.flatMap((one) => severalLabels(one) ?? []);
  const known = ({ all, equal }: LabelsBeside): number =>
    all.length + equal.flatMap(({ as }) => as.flat()).length;
  return [...new Map(several.map((one) => [JSON.stringify(one), one])).values()].sort(
    (a, b) => known(b) - known(a),
  );
}

/** Whether a file has the first of several labels alone, or with others than the files beside it, though it has their columns. */
function lacks(columns: Columns, several: readonly LabelsBeside[]): boolean {
  const beside = besideOf(columns, several);
  return beside !== undefined && JSON.stringify(beside) !== JSON.stringify(severalLabels(columns));
}

/** A file of a known format in which no records were seen, and how many texts it holds. */
interface Alone {
  readonly path: string;
  readonly texts: number;
}

/** So many texts in a folder's files may be rows in a shape that is not known, or a row a file: that is no pass. */
const SOME_TEXTS = 20;

function leftAlone(files: readonly Alone[]): NotReviewed[] {
  const folderOf = (path: string): string => path.slice(0, path.lastIndexOf("/") + 1);
  const inFolder = new Map<string, number>();
  for (const { path, texts } of files)
    inFolder.set(folderOf(path), (inFolder.get(folderOf(path)) ?? 0) + texts);
  return files.map(({ path, texts }) => {
    const holdsTexts = texts > 0 && inFolder.get(folderOf(path))! >= SOME_TEXTS;
    const where = texts >= SOME_TEXTS ? "it holds" : "its folder's files hold";
    return {
      path,
      reason: `no records found in ${path}${holdsTexts ? `, though ${where} many texts` : ""}`,
      remedy: "`exclude:` it in the configuration if it is no data, or keep its rows as JSON Lines or CSV",
      configuration: `exclude:\n  - ${JSON.stringify(path)}`,
      replaces: null,
      grade: holdsTexts ? "suspicious" : "informative",
    };
  });
}

/** Reads the changed rows, up to the limit, and describes each file. */
async function finish(
  settled: readonly SettledPair[],
  options: DatasetOptions,
  notAnalysed: NotAnalysed[],
): Promise<FileComparison[]> {
  let budget = options.limits.maxChangedRows;
  const files: FileComparison[] = [];
  let first = 0;
  for (const pair of settled) {
    const removed = openRows(pair.base);
    const added = openRows(pair.head);
    let changes: readonly RowChange[] = [];
    if (Math.max(removed, added) <= budget) {
      const [before, after] = [await looseRows(pair, pair.base), await looseRows(pair, pair.head)];
      changes = listChanges(before, after, pair.reading.columns, first);
      budget -= Math.max(removed, added);
      first += changes.length;
    } else {
      notAnalysed.push({
        path: pair.reading.path,
        reason: `${removed + added} rows were added, removed or edited here, more than the limit of ${options.limits.maxChangedRows} changed rows for a pull request. Split it, or raise the limit.`,
      });
    }
    files.push(describe(pair, changes));
  }
  return files;
}

function describe(pair: SettledPair, changes: readonly RowChange[]): FileComparison {
  const { reading, headProfile } = pair;
  const edited = changes.filter((change) => change.kind === "edited").length;
  const rows = {
    base: reading.facts.profile.rows,
    head: headProfile.rows,
    added: openRows(pair.head) - edited,
    removed: openRows(pair.base) - edited,
    edited,
    moved: pair.moved,
    reformatted: pair.reformatted,
  };
  return {
    path: reading.path,
    previousPath: reading.previousPath,
    format: (reading.head ?? reading.base)!.reader.format,
    status: statusOf(reading),
    rows,
    movedFrom: pair.movedFrom,
    columns: reading.columns,
    labels: labelCounts(reading.facts.profile, headProfile),
    schemaChange: reading.schema?.change ?? null,
    columnProfiles: { base: columnProfiles(reading.facts.profile), head: columnProfiles(headProfile) },
    changes,
    problems: reading.problems,
    sha256: reading.sha256,
  };
}

function statusOf(reading: PairReading): FileComparison["status"] {
  if (!reading.pair.head) return "removed";
  if (!reading.pair.base) return "added";
  if (reading.previousPath !== null) return "renamed";
  return reading.sha256.base === reading.sha256.head ? "unchanged" : "modified";
}

function labelCounts(base: Profile, head: Profile): FileComparison["labels"] {
  const counts = new Map<string, { base: number; head: number }>();
  for (const label of new Set([...base.labels.keys(), ...head.labels.keys()])) {
    const pair = { base: base.labels.get(label) ?? 0, head: head.labels.get(label) ?? 0 };
    if (pair.base !== 0 || pair.head !== 0) counts.set(label, pair);
  }
  return counts;
}

const PROGRESS_INTERVAL_MS = 250;

const ROWS_BETWEEN = 1 << 12;

/** Told of each row that is looked at because it has no equal at its place. */
function rowProgress(readings: readonly PairReading[], onProgress: ProgressListener | undefined): () => void {
  const total = readings.reduce((sum, { alignment }) => sum + alignment.base.count + alignment.head.count, 0);
  let done = 0;
  return () => {
    if (done++ % ROWS_BETWEEN === 0) onProgress?.({ stage: "compare", done, total, unit: "rows" });
  };
}

function byteProgress(
  input: DatasetInput,
  onProgress: ProgressListener | undefined,
): (count: number) => void {
  if (!onProgress) return () => undefined;
  const versions = [...input.pairs.flatMap((pair) => [pair.base, pair.head]), ...input.context];
  const sizes = versions.map((version) => (version ? version.source.size : 0));
  const total = sizes.every((size) => size !== undefined) ? sizes.reduce((sum, size) => sum + size, 0) : null;
  let done = 0;
  let reported = 0;
  return (count) => {
    done += count;
    const now = performance.now();
    if (now - reported < PROGRESS_INTERVAL_MS) return;
    reported = now;
    onProgress({ stage: "read", done, total, unit: "bytes" });
  };
}
