/** The user's rows, read as a review reads them: what a drill draws from. */
import { columnChooser } from "../../../config/columns.ts";
import type { Config } from "../../../config/schema.ts";
import type { FileVersion, ReferenceFile, Row } from "../../../model/dataset.ts";
import { compareDataset } from "../../../rows/diff/compare.ts";
import { InputError } from "../../../versions/input-error.ts";
import type { DrillRow } from "../family.ts";
import { namedRandom } from "../random.ts";

/** What rows have beside a text: labels, an answer, or nothing. */
export type Kind = "labels" | "answers" | "texts";

/** Rows to draw from. */
export interface Pools {
  readonly kind: Kind;
  readonly base: readonly DrillRow[];
  /** Rows that the changes are drawn from, where the user named some; null where they are drawn from the base. */
  readonly added: readonly DrillRow[] | null;
  /** Rows that the base has; more than `base` where that is a sample. */
  readonly rows: number;
  /** Files whose rows are not in the drill, and why. */
  readonly leftOut: readonly string[];
}

/** Rows that are kept in memory. A larger base is drawn from: its floor is lower than what the drill then shows. */
const MOST_ROWS = 20_000;
const BETWEEN_LABELS = "\u001f";

/** The labels of a row; `labelsIn` takes a drill row's apart again. */
const labelOf = (labels: readonly string[]): string => [...labels].sort().join(BETWEEN_LABELS);
export const labelsIn = ({ label }: DrillRow): readonly string[] => label.split(BETWEEN_LABELS);

/**
 * Reads the files of the base, and of what is added where there are such. Throws `InputError` where no row can be drawn.
 */
export async function readPools(
  base: readonly FileVersion[],
  added: readonly FileVersion[] | readonly Row[] | null,
  config: Config,
): Promise<Pools> {
  const { files, leftOut } = await open(base, config);
  const kind = kindOf(files);
  const used = files.filter((file) => kindOfFile(file) === kind);
  for (const { path } of files.filter((file) => !used.includes(file)))
    leftOut.push(`${path}: its rows have other columns than those of most files`);
  const rows = await readRows(used, kind);
  const others = added === null ? null : await readAdded(added, kind, config, leftOut);
  return {
    kind,
    base: rows,
    added: others,
    rows: used.reduce((sum, file) => sum + file.rows, 0),
    leftOut,
  };
}

async function open(
  versions: readonly FileVersion[],
  config: Config,
): Promise<{ files: readonly ReferenceFile[]; leftOut: string[] }> {
  const input = { pairs: [], context: versions, notAnalysed: [] };
  const options = { columnsFor: columnChooser(config), limits: config.limits };
  const { reference } = await compareDataset(input, options);
  const read = new Set(reference.map(({ path }) => path));
  const leftOut = versions.flatMap(({ path }) =>
    read.has(path) ? [] : [`${path}: it cannot be read as rows`],
  );
  if (reference.every((file) => file.rows === 0))
    throw new InputError(
      `there are no rows to drill with${leftOut.length > 0 ? ` (${leftOut.join("; ")})` : ""}`,
      "Name a file or folder of JSON Lines, JSON, CSV, TSV or Parquet with --base.",
    );
  return { files: reference, leftOut };
}

async function readAdded(
  added: readonly FileVersion[] | readonly Row[],
  kind: Kind,
  config: Config,
  leftOut: string[],
): Promise<DrillRow[]> {
  const rows: DrillRow[] = [];
  const versions: FileVersion[] = [];
  for (const one of added)
    if ("source" in one) versions.push(one);
    else rows.push(...drillRow(kind, one.text, one.labels, one.response));
  if (versions.length > 0) {
    const opened = await open(versions, config);
    leftOut.push(...opened.leftOut);
    rows.push(...(await readRows(opened.files, kind)));
  }
  if (rows.length > 0) return rows;
  throw new InputError(
    "what is added has no rows like those of the base",
    "Leave --added out: the changes are then drawn from the base.",
  );
}

function kindOfFile({ columns }: ReferenceFile): Kind {
  if (columns.label !== null) return "labels";
  return columns.response === null ? "texts" : "answers";
}

/** That of most rows. */
function kindOf(files: readonly ReferenceFile[]): Kind {
  const rows = { labels: 0, answers: 0, texts: 0 };
  for (const file of files) rows[kindOfFile(file)] += file.rows;
  return (["labels", "answers", "texts"] as const).reduce((a, b) => (rows[b] > rows[a] ? b : a));
}

/** All rows, or as many as are kept, each with the same chance; the same ones every time. */
async function readRows(files: readonly ReferenceFile[], kind: Kind): Promise<DrillRow[]> {
  const random = namedRandom("drill/sample");
  let left = files.reduce((sum, file) => sum + file.rows, 0);
  let wanted = MOST_ROWS;
  const take = (): boolean => {
    const taken = random.next() * left-- < wanted;
    if (taken) wanted--;
    return taken;
  };
  const rows: DrillRow[] = [];
  for (const file of files)
    await file.visitSome(take, (text, labels, response) =>
      rows.push(...drillRow(kind, text, labels, response)),
    );
  return rows;
}

/** None where the row lacks what it takes. */
function drillRow(
  kind: Kind,
  text: string,
  labels: readonly string[],
  response: string | null,
): readonly DrillRow[] {
  const label = { labels: labelOf(labels), answers: response ?? "", texts: "" }[kind];
  return text === "" || (kind !== "texts" && label === "") ? [] : [{ text, label }];
}
