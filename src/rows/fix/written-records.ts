/** Where the records of a file stand in its bytes, so that some can be cut out and all others stay as they are. */
import type { FileVersion, Format } from "../../model/dataset.ts";
import type { ReadLimits } from "../../model/options.ts";
import { lookAtStart } from "../bytes/coding.ts";
import type { Coding } from "../bytes/plain-chunks.ts";
import { plainChunks } from "../bytes/plain-chunks.ts";
import { JSON_SEQUENCE } from "../formats/json.ts";
import { openAsWritten } from "../open/as-written.ts";
import { openVersion } from "../open/open-version.ts";
import { CannotFix } from "./cannot-fix.ts";

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
  readonly coding: Coding;
  /** The text as UTF-8, without byte order mark. */
  readonly text: Buffer;
  readonly records: readonly WrittenRecord[];
}

export interface HowWritten {
  readonly limits: ReadLimits;
  /** Whether rows are known by the numbers of their records: several share a line. */
  readonly isCounted: boolean;
}

/** Throws `CannotFix` for a file whose rows are no records of their own. */
export async function readWritten(
  version: FileVersion,
  { limits, isCounted }: HowWritten,
): Promise<WrittenFile> {
  const options = { limits, configured: [], peerHeader: null };
  const { opened } = await openAsWritten(version, options);
  const { coding } = await lookAtStart(version);
  if (opened.reader.first !== undefined) throw new CannotFix("YAML is read, but not written");
  if (coding.encoding !== "utf-8")
    throw new CannotFix(`its encoding is ${coding.encoding.toUpperCase()}, and UTF-8 alone is written`);
  const blocks: Buffer[] = [];
  for await (const block of opened.blocks()) blocks.push(Buffer.from(block));
  const records: WrittenRecord[] = [];
  for await (const { count, offset, starts, ends, lines } of opened.batches()) {
    for (let i = 0; i < count; i++)
      records.push({ line: lines[i]!, start: offset + starts[i]!, end: offset + ends[i]! });
  }
  const { shape } = await openVersion(version, options);
  if (shape) await refuseNested(version, limits, records);
  const { format, schema } = opened.reader;
  const text = Buffer.concat(blocks);
  if (schema === JSON_SEQUENCE) refuseLists(text, records);
  return {
    format: schema === JSON_SEQUENCE ? "lines" : kindOf(format),
    schema,
    coding,
    text,
    records: isCounted ? records.map((record, i) => ({ ...record, line: i + 1 })) : records,
  };
}

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
async function refuseNested(
  version: FileVersion,
  limits: ReadLimits,
  records: readonly WrittenRecord[],
): Promise<void> {
  const shaped = await openVersion(version, { limits, configured: [], peerHeader: null });
  const written = new Set(records.map(({ line }) => line));
  let rows = 0;
  for await (const { count, lines } of shaped.batches()) {
    for (let i = 0; i < count; i++) written.delete(lines[i]!);
    rows += count;
  }
  if (rows !== records.length || written.size > 0)
    throw new CannotFix("its rows are parts of larger records");
}

/** The file's own bytes before its text: the byte order mark. */
export async function byteOrderMark({ source }: FileVersion, { compression, mark }: Coding): Promise<Buffer> {
  if (mark === 0) return Buffer.alloc(0);
  for await (const chunk of plainChunks(source, compression, Infinity))
    return Buffer.from(chunk.subarray(0, mark));
  return Buffer.alloc(0);
}
