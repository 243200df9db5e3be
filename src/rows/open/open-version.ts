/** Opens a file version: finds how it is written, and the shape of its records where they are not flat. */
import type { FileVersion, Format } from "../../model/dataset.ts";
import type { Json } from "../../model/json.ts";
import type { LabelColumns, MadeColumn } from "../../model/options.ts";
import { jsonReader } from "../formats/json.ts";
import { MORE, stringEnd } from "../formats/json-scan.ts";
import { withoutNaN } from "../formats/json-words.ts";
import { isTableFormat, type RecordReader } from "../formats/reader.ts";
import { emptyBatch } from "../formats/records.ts";
import { type FileShape, findShape } from "../shapes/index.ts";
import type { Opening } from "../shapes/parts/opening.ts";
import type { Nested } from "../shapes/shape.ts";
import { type FirstLook, type OpenedVersion, type OpenOptions, openAsWritten } from "./as-written.ts";
import { isConfiguration, textsIn } from "./configuration.ts";
import { labelColumns } from "./label-columns.ts";
import { withMadeColumns } from "./made-columns.ts";
import { shapedVersion } from "./shaped-version.ts";

/** Most values of the beginning of a file by which its shape is recognised. */
const SAMPLE_VALUES = 500;
/** So many values of each place are always among them. */
const FIRST_OF_PLACE = 8;

export interface ShapedVersion extends OpenedVersion {
  /** Null where records are flat as they are; undefined where there is none by which to tell. */
  readonly shape: FileShape | null | undefined;
  /** The columns that say its label together; null where it has none. */
  readonly labels: LabelColumns | null;
  /** Texts of several words in what is no dataset as far as is known. */
  readonly texts: number;
}

export interface ShapeOptions extends OpenOptions {
  /** The shape of the base, which the head has to have as well; undefined where there is none: it is looked for. */
  readonly shape?: FileShape | null | undefined;
  /** Columns that the maintainers described. */
  readonly made?: readonly MadeColumn[] | undefined;
  /** Those of the base, null where it has none; undefined where they are looked for. */
  readonly labels?: LabelColumns | null | undefined;
  /** Columns that are made one after the other, of which the last is the label: where the path says it, or several columns together. */
  readonly madeLabels?: readonly MadeColumn[] | undefined;
}

/** Throws `Unreadable` with the reason. */
export async function openVersion(version: FileVersion, options: ShapeOptions): Promise<ShapedVersion> {
  const look = await openAsWritten(version, options);
  const { opened, first, whole } = look;
  const root = opened.reader.format === "json" ? jsonStart(first, whole) : undefined;
  const shape = shapeBeside(options.shape, () => shapeOf(look, root, options), opened.reader.format);
  const holdsRecords = opened.isDataset || shape?.isGeneral === false;
  const isDataset = holdsRecords && !isConfiguration(version.path, root);
  const plain = { ...opened, isDataset };
  const labels = options.labels === undefined ? labelsOf(look, shape) : options.labels;
  const read = asDescribed(shape ?? null, labels, options, version);
  const asRead = read ? shapedVersion(plain, read, options.limits.maxRowBytes) : plain;
  return { ...asRead, shape, labels, texts: isDataset ? 0 : textsIn(version.path, root) };
}

/** The base's shape, where there is one; a wrapper around what was a list of flat records leaves them as they are. */
function shapeBeside(
  given: FileShape | null | undefined,
  find: () => FileShape | null | undefined,
  format: Format,
): FileShape | null | undefined {
  if (given === undefined || isTableFormat(format)) return find();
  if (given !== null || format !== "json") return given;
  const found = find();
  return found?.isWrapper ? found : null;
}

/** The shape with what the maintainers described, with the label that is made, or with the columns that say it together as one. */
function asDescribed(
  shape: FileShape | null,
  labels: LabelColumns | null,
  { made = [], madeLabels = [] }: ShapeOptions,
  version: FileVersion,
): FileShape | null {
  if (made.length > 0) return withMadeColumns(shape, made, version);
  const own = labels === null ? shape : withLabels(shape, labels, version);
  const last = madeLabels.at(-1);
  if (last === undefined) return own;
  const title =
    last.from === "path"
      ? "rows whose label the path says, as those of the files beside it"
      : madeLabels.map(titleOf).join(", and ");
  const roles = {
    ...own?.roles,
    label: last.name,
    otherLabels: undefined,
    ...(last.from === "path" ? {} : { made: madeLabels }),
  };
  const read = madeLabels.reduce((inner, one) => withMadeColumns(inner, [one], version), own);
  return { ...read!, title, roles };
}

function titleOf(made: MadeColumn): string {
  if (!("columns" in made)) return made.name;
  const names = listOf(made.columns);
  if (made.columns.length === 1) return `rows whose label stands in ${names}`;
  return made.from === "equal"
    ? `${names} say the same, tested as "${made.name}"`
    : `${names} are labels, each of which is tested`;
}

/** The shape with the columns that say the label together as one; beside a column that is called so, as one more. */
function withLabels(shape: FileShape | null, labels: LabelColumns, version: FileVersion): FileShape | null {
  const { beside, from, columns, name } = labels;
  if (beside !== undefined && from === "judges" && columns.length <= MOST_PEOPLE) {
    const roles = { ...shape?.roles, label: beside, otherLabels: columns };
    return { ...withMadeColumns(shape, [], version), title: `${listOf([beside])} ${DECIDED}`, roles };
  }
  const made = withMadeColumns(shape, [labels], version);
  const title = `${listOf(columns)} ${WHAT_THEY_ARE[from]}`;
  return beside === undefined
    ? { ...made, title, roles: { label: name, made: [labels] } }
    : { ...made, title, roles: { ...shape?.roles, label: beside, otherLabels: [name], made: [labels] } };
}

const WHAT_THEY_ARE = {
  flags: "are flags, whose names are the labels",
  votes: "are votes: the label is the one with the most",
  judges: "are what several people said: the label is what most say",
} as const;

/** Each of more people by itself would be too many labels: what most of them say is one. */
const MOST_PEOPLE = 7;

const DECIDED = "says what most of several people said: that is the label";

const listOf = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(", ");

/** Only where records are flat: a shape of its own says what is a label. */
function labelsOf(
  { opened, first, whole }: FirstLook,
  shape: FileShape | null | undefined,
): LabelColumns | null {
  return shape != null || opened.reader.rewrite
    ? null
    : labelColumns(firstValues(opened.reader, first, whole));
}

function shapeOf(
  { opened, first, whole }: FirstLook,
  root: Json | undefined,
  options: OpenOptions,
): FileShape | null | undefined {
  if (isTableFormat(opened.reader.format)) return null;
  const { format } = opened.reader;
  const values = (opening: Opening | null): Nested[] => {
    const { maxRowBytes } = options.limits;
    const reader = format === "json" ? jsonReader(maxRowBytes, opening?.opens) : opened.reader;
    return firstValues(reader, first, whole);
  };
  const shape = findShape({ root, whole, configured: options.configured, values });
  // A list that is longer than the look ends nowhere in it: only its opening shows a record.
  return shape === null && values(null).length === 0 ? undefined : shape;
}

function firstValues(reader: RecordReader, first: Buffer, whole: boolean): Nested[] {
  const batch = emptyBatch();
  batch.bytes = first;
  reader.splitter().cut(first, batch, whole);
  // From all over the beginning: a list may stand behind a long one; and the first of each place, as settings stand beside rows.
  const stride = Math.ceil(batch.count / SAMPLE_VALUES);
  const found: Nested[] = [];
  const seen = new Map<string, number>();
  reader.nested(batch, (index, nested) => {
    const place = batch.contexts?.[index] ?? "";
    const before = seen.get(place) ?? 0;
    seen.set(place, before + 1);
    if (nested && (index % stride === 0 || before < FIRST_OF_PLACE)) found.push(nested);
  });
  return found;
}

/** The value of a document of which these are the first bytes; undefined where they are no JSON. */
function jsonStart(first: Buffer, whole: boolean): Json | undefined {
  const text = first.toString("utf8");
  for (const candidate of whole ? [text, bare(text), closed(first)] : [closed(first)]) {
    try {
      return JSON.parse(withoutNaN(candidate).text) as Json;
    } catch {
      // Cut off, or broken: what stands before is looked at.
    }
  }
  return undefined;
}

/** Either ends with the text at the latest: what never ends is not looked for again from each of its characters. */
const STRING_OR_COMMENT = /("(?:\\[^]|[^"\\])*(?:"|\\?$))|\/\/.*|\/\*(?:[^*]|\*(?!\/))*(?:\*\/|$)/g;

/** Without the comments and the commas at the end that editors allow in their settings. */
function bare(text: string): string {
  return text.replace(STRING_OR_COMMENT, "$1").replace(/,(?=\s*[}\]])/g, "");
}

/** The text up to its last comma, with all that is open there closed. */
function closed(bytes: Buffer): string {
  let open = "";
  let last = { at: 0, open: "" };
  for (let at = 0; at < bytes.length; at++) {
    const sign = String.fromCharCode(bytes[at]!);
    if (sign === '"') {
      const end = stringEnd(bytes, at);
      if (end === MORE) break;
      at = end - 1;
    } else if (sign === "{") open = `}${open}`;
    else if (sign === "[") open = `]${open}`;
    else if (sign === "}" || sign === "]") open = open.slice(1);
    else if (sign === ",") last = { at, open };
  }
  return bytes.toString("utf8", 0, last.at) + last.open;
}
