/** What a file format must offer: recognising its files, and reading records from bytes. */
import type { Format, RowReading } from "../../model/dataset.ts";
import type { Json } from "../../model/json.ts";
import type { ColumnOptions } from "../../model/options.ts";
import type { Written } from "./csv/csv-rewrite.ts";
import type { RecordBatch } from "./records.ts";
import type { Splitter } from "./split.ts";

export type Fields = Readonly<Record<string, Json>>;

/** Names are the file's own, and plain assignment to `__proto__` would change the prototype instead of adding a field. */
export function setOwn(fields: Record<string, Json>, name: string, value: Json): void {
  Object.defineProperty(fields, name, { value, enumerable: true, configurable: true, writable: true });
}

/**
 * Called for each record of a batch: `fields` is null when it is not a record, and `doubt` then says why; beside
 * fields, `doubt` says why they may not be what was meant.
 */
export type RecordVisitor = (index: number, fields: Fields | null, doubt: string | null) => void;

/** One value as it was cut out of a file, with the keys that lead to it (none in a list or a line). */
export interface Nested {
  readonly value: Json;
  readonly keys: readonly string[];
  /** It is the value of the last key, in a map, rather than an element of a list under it. */
  readonly isEntry: boolean;
}

/** As `RecordVisitor`, for values of any shape; `text` is the record as it is written. */
export type NestedVisitor = (
  index: number,
  nested: Nested | null,
  doubt: string | null,
  text: string,
) => void;

/** What is known of one version of a file after a look at its first bytes. */
export interface RecordReader {
  readonly format: Format;
  /** Two versions whose schemas are equal strings give equal rows for equal bytes. */
  readonly schema: string;
  /** Column names that the file itself declares, in order; null where each record brings its own. */
  readonly header: readonly string[] | null;
  /** For the report, when something about the reading deserves a word (a delimiter, no header). */
  readonly note?: string;
  splitter(): Splitter;
  /** Turns the text into what the splitter cuts, where a table is quoted in another way than usual. */
  readonly rewrite?: (blocks: AsyncIterable<Buffer>) => AsyncGenerator<Buffer, void, undefined>;
  /** The first bytes as they are rewritten, where those tell a shape. */
  readonly first?: Buffer;
  /** How a table is written; absent for what is none. */
  readonly writing?: Written;
  /** How records are written, so that another thread can parse them; absent where their bytes do not tell all. */
  readonly records?: RowReading["records"] | undefined;
  /**
   * Parses the sound records of a batch, in order. Flawed ones are left out. With `legacy`, a record that is not
   * UTF-8 is read as Windows-1252, with a doubt; without it, it is no record.
   */
  parse(batch: RecordBatch, visit: RecordVisitor, legacy?: boolean): void;
  /** The same records as values of any shape; what is not UTF-8 is none. */
  nested(batch: RecordBatch, visit: NestedVisitor): void;
  /** What the shape of the file tells of its columns. */
  readonly roles?: ColumnOptions;
}

/** What is known of a file before anybody looks at it: by the configuration, and by its other version where there is one. */
export interface KnownBefore {
  /** Column names that the maintainer configured for this path. */
  readonly configured: readonly string[];
  /** The configuration says that a `.txt` file is texts rather than a table. */
  readonly isProse?: boolean;
  /** The header of the other version, where that has one. */
  readonly peerHeader: readonly string[] | null;
  /** How the other version is written, where it is a table. */
  readonly peerWriting?: Written | null;
  readonly peerFormat?: Format | null;
}

/** What readers may ask for when they look at a file. */
export interface SniffContext extends KnownBefore {
  /** Without the ending of a compression. */
  readonly path: string;
  /** The first bytes of the file: all of it when it is shorter than a block. */
  readonly first: Buffer;
  readonly whole: boolean;
  readonly maxRowBytes: number;
}

/** The fields of its records are flat, and cells of text rather than JSON. */
export function isTableFormat(format: Format): boolean {
  return ["csv", "tsv", "txt", "conll"].includes(format);
}

/** A file format: recognises its files and opens them. `docs/architecture.md` says what a new one touches. */
export interface FormatReader {
  recognises(context: SniffContext): boolean;
  /** Whether what it recognises is rows rather than something else in the same format; absent means always. */
  isDataset?(context: SniffContext): boolean;
  open(context: SniffContext): RecordReader;
}
