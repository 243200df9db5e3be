/** Finds the format of a file version and opens it; all formats are listed here. */
import type { FileVersion } from "../../model/dataset.ts";
import type { ReadLimits } from "../../model/options.ts";
import { lookAtStart } from "../bytes/coding.ts";
import { withoutCompression } from "../bytes/inflate.ts";
import { type Coding, type Encoding, plainChunks, textBlocks, type Watch } from "../bytes/plain-chunks.ts";
import { csvFormat } from "../formats/csv/csv.ts";
import { jsonFormat, jsonSequenceFormat } from "../formats/json.ts";
import { jsonlFormat, parquetFormat } from "../formats/jsonl.ts";
import type { FormatReader, KnownBefore, RecordReader } from "../formats/reader.ts";
import type { RecordBatch } from "../formats/records.ts";
import { splitRecords } from "../formats/split.ts";
import { textLinesFormat } from "../formats/text-lines.ts";
import { tokenLinesFormat } from "../formats/tokens/token-lines.ts";
import { yamlFormat } from "../formats/yaml.ts";
import { Unreadable } from "../unreadable.ts";

/** All formats, asked in this order. */
const formats: readonly FormatReader[] = [
  textLinesFormat,
  tokenLinesFormat,
  jsonSequenceFormat,
  jsonlFormat,
  jsonFormat,
  csvFormat,
  parquetFormat,
  yamlFormat,
];

/** A file version whose format is known. It may be read again and again, a stream each time. */
export interface OpenedVersion {
  readonly path: string;
  readonly version: FileVersion;
  readonly reader: RecordReader;
  /** False for JSON that is a configuration rather than records. */
  readonly isDataset: boolean;
  readonly coding: Coding;
  /** Its records that are no UTF-8 are in a Western code page, as far as was looked. */
  readonly isWestern: boolean;
  /** What the report should say of the reading. */
  readonly notes: readonly string[];
  batches(watch?: Watch): AsyncGenerator<RecordBatch, void, undefined>;
  blocks(watch?: Watch): AsyncGenerator<Buffer, void, undefined>;
}

export interface OpenOptions extends KnownBefore {
  readonly limits: ReadLimits;
  readonly peerEncoding?: Encoding | null;
  readonly peerVersion?: FileVersion | null;
}

/** A version, and the first bytes of its text: all of them when they are the `whole`. */
export interface FirstLook {
  readonly opened: OpenedVersion;
  readonly first: Buffer;
  readonly whole: boolean;
}

/** Looks at the first bytes of a file version and finds its reader. Throws `Unreadable` with the reason. */
export async function openAsWritten(version: FileVersion, options: OpenOptions): Promise<FirstLook> {
  const { maxFileBytes, maxRowBytes } = options.limits;
  const { coding, first, whole, isWestern } = await lookAtStart(version, {
    version: options.peerVersion ?? null,
    encoding: options.peerEncoding ?? null,
  });
  const context = { ...options, path: withoutCompression(version.path), first, whole, maxRowBytes };
  const format = formats.find((candidate) => candidate.recognises(context));
  if (!format)
    throw new Unreadable(
      "No reader knows this format. Convert it to JSON Lines or CSV, or exclude the path.",
    );
  const reader = format.open(context);
  const text = (watch?: Watch): AsyncGenerator<Buffer, void, undefined> =>
    textBlocks(plainChunks(version.source, coding.compression, maxFileBytes, watch), coding.encoding);
  const { rewrite } = reader;
  const blocks = rewrite ? (watch?: Watch) => rewrite(text(watch)) : text;
  const opened: OpenedVersion = {
    path: version.path,
    version,
    reader,
    coding,
    isWestern,
    isDataset: format.isDataset?.(context) ?? true,
    notes: [
      coding.encoding === "utf-8" ? null : `its encoding is ${coding.encoding.toUpperCase()}`,
      reader.note,
    ].filter((note): note is string => Boolean(note)),
    blocks,
    batches: (watch) => splitRecords(blocks(watch), reader.splitter()),
  };
  return { opened, first: reader.first ?? first, whole };
}
