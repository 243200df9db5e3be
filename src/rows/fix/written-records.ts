/** Where the records of a file stand in its bytes, so that some can be cut out and all others stay as they are. */
import type { FileVersion, Format } from "../../model/dataset.ts";
import { type Coding, plainChunks, textBlocks } from "../bytes/plain-chunks.ts";
import { JSON_SEQUENCE } from "../formats/json.ts";
import { wholeBytes } from "../gather-bytes.ts";
import { type OpenedVersion, openAsWritten } from "../open/as-written.ts";
import { openVersion, type ShapeOptions } from "../open/open-version.ts";
import { CannotFix } from "./cannot-fix.ts";
import { encoderOf } from "./encode.ts";

export interface WrittenRecord {
  /** The first line of the record, or its number where records share lines. */
  readonly line: number;
  /** Positions in `WrittenFile.text`. */
  readonly start: number;
  readonly end: number;
}

/** One version of a file, whole in memory: a fix writes it anew. */
export interface WrittenFile {
  /** `lines` are records with line ends between them; `sentences` are records of several lines with a blank one behind each. */
  readonly format: "lines" | "json" | "sentences";
  /** Header and column separator, as one string: records of files that agree in it can take each other's places. */
  readonly schema: string;
  readonly compression: Coding["compression"];
  /** The byte order mark before the text, which is empty where there is none. */
  readonly mark: Buffer;
  /** The text as UTF-8, without byte order mark. */
  readonly text: Buffer;
  /** From UTF-8 back to what the file is written in. */
  readonly encode: (text: Buffer) => Buffer;
  readonly records: readonly WrittenRecord[];
}

export interface HowWritten {
  /** As the review opened this version. */
  readonly options: ShapeOptions;
  /** Whether rows are known by the numbers of their records: several share a line. */
  readonly isCounted: boolean;
}

/** Throws `CannotFix` for a file whose rows are no records of their own. */
export async function readWritten(
  version: FileVersion,
  { options, isCounted }: HowWritten,
): Promise<WrittenFile> {
  const { opened } = await openAsWritten(version, options);
  const { reader, coding } = opened;
  if (reader.first !== undefined) throw new CannotFix("YAML is read, but not written");
  const plain = await wholeBytes(
    plainChunks(version.source, coding.compression, options.limits.maxFileBytes),
  );
  const text = await wholeBytes(textBlocks([plain], coding.encoding));
  const encode = encoderOf(coding.encoding);
  const mark = plain.subarray(0, coding.mark);
  if (!encode(text).equals(plain.subarray(coding.mark)))
    throw new CannotFix(
      `it would not come back in ${coding.encoding.toUpperCase()} as it was; save it as UTF-8, and scan it again`,
    );
  const found = await recordsOf(opened);
  const records = reader.rewrite ? byLines(text, found) : found;
  const shaped = await openVersion(version, options);
  if (shaped.shape) await refuseNested(shaped, records);
  const { format, schema } = reader;
  if (schema === JSON_SEQUENCE) refuseLists(text, records);
  return {
    format: schema === JSON_SEQUENCE ? "lines" : kindOf(format),
    schema,
    compression: coding.compression,
    mark,
    text,
    encode,
    records: isCounted ? records.map((record, i) => ({ ...record, line: i + 1 })) : records,
  };
}

async function recordsOf(opened: OpenedVersion): Promise<WrittenRecord[]> {
  const records: WrittenRecord[] = [];
  for await (const { count, offset, starts, ends, lines } of opened.batches()) {
    for (let i = 0; i < count; i++)
      records.push({ line: lines[i]!, start: offset + starts[i]!, end: offset + ends[i]! });
  }
  return records;
}

/** A table that is read in another way of quoting has its records elsewhere, but on the same lines. */
function byLines(text: Buffer, records: readonly WrittenRecord[]): WrittenRecord[] {
  const starts = [0];
  for (let at = text.indexOf(LF); at !== -1; at = text.indexOf(LF, at + 1)) starts.push(at + 1);
  if (text.toString("latin1").replaceAll("\r\n", "").includes("\r"))
    throw new CannotFix("its lines end in different ways, and its quoting is no usual one");
  return records.map(({ line }, i) => {
    const start = starts[line - 1]!;
    const next = records[i + 1];
    let end = next === undefined ? text.length : starts[next.line - 1]!;
    while (end > start && (text[end - 1] === LF || text[end - 1] === CR)) end--;
    return { line, start, end };
  });
}

const LF = 10;
const CR = 13;

/** Of objects one after the other each goes by itself; those in lists do not. */
function refuseLists(text: Buffer, records: readonly WrittenRecord[]): void {
  let done = 0;
  for (const { start, end } of [...records, { start: text.length, end: text.length }]) {
    if (text.toString("latin1", done, start).trim() !== "")
      throw new CannotFix("its records stand in several lists");
    done = end;
  }
}

function kindOf(format: Format): WrittenFile["format"] {
  if (format === "json") return "json";
  return format === "conll" ? "sentences" : "lines";
}

/** A nested record may hold many rows; only where each holds one can a row go by taking its record out. */
async function refuseNested(shaped: OpenedVersion, records: readonly WrittenRecord[]): Promise<void> {
  const written = new Set(records.map(({ line }) => line));
  let rows = 0;
  for await (const { count, lines } of shaped.batches()) {
    for (let i = 0; i < count; i++) written.delete(lines[i]!);
    rows += count;
  }
  if (rows !== records.length || written.size > 0)
    throw new CannotFix("its rows are parts of larger records");
}
