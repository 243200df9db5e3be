/** What a review reads: versions of files, their records and columns, and the rows that changed between two versions. */
import type { NotReviewed } from "./coverage.ts";
import type { Json } from "./json.ts";
import type { EqualLabels } from "./labels/equal-labels.ts";

/** Which version of the data a row or a line number belongs to. */
export type Side = "base" | "head";

/** File formats that a reader exists for. */
export const formatNames = ["jsonl", "csv", "tsv", "json", "parquet", "txt", "conll"] as const;
export type Format = (typeof formatNames)[number];

/**
 * The bytes of one version of one file. `open` may be called more than once and
 * yields the same bytes each time, in chunks of any size; nobody holds them whole.
 */
export interface ByteSource {
  /** Git blob id (hex SHA-1 or SHA-256), where it is known without reading. */
  readonly blobSha?: string;
  /** Size in bytes, where it is known without reading. */
  readonly size?: number;
  /** Local file that holds exactly these bytes, where there is one: a source can then be handed to another thread. */
  readonly file?: string;
  /** Git LFS keeps these bytes: what git itself has in their place is a pointer. */
  readonly isLfs?: true;
  open(): AsyncIterable<Uint8Array>;
}

/** One version of a file: where it stands in the repository, and its bytes. */
export interface FileVersion {
  readonly path: string;
  readonly source: ByteSource;
  /** The labels of its rows, where another file has them under the same ids. */
  readonly labels?: LabelsById;
}

/** Labels by the id of their text, each with the line on which it stands first, and the ids that texts asked for. */
export interface LabelsById {
  readonly labels: ReadonlyMap<string, { readonly labels: readonly string[]; readonly line: number }>;
  readonly asked: Set<string>;
}

/** A changed file. `base: null` is a new file, `head: null` a deleted one; the paths may differ (a rename). */
export interface FilePair {
  readonly base: FileVersion | null;
  readonly head: FileVersion | null;
}

/** What could not be analysed, and why, in words for a maintainer. Anything listed fails the review. */
export interface NotAnalysed {
  readonly path: string;
  readonly reason: string;
}

/** Everything a review reads. */
export interface DatasetInput {
  /** The changed dataset files. */
  readonly pairs: readonly FilePair[];
  /**
   * Dataset files of the merge base that the pull request does not touch. They are read only as
   * reference: a new file is judged against the data it joins.
   */
  readonly context: readonly FileVersion[];
  /** Dataset files that the caller already knows it cannot provide (too large, submodule, LFS without content). */
  readonly notAnalysed: readonly NotAnalysed[];
  /** Changed files that look like data and are none that is read. */
  readonly notReviewed?: readonly NotReviewed[];
  /** Files in which numbers come to stand for other labels. */
  readonly renumbered?: readonly Renumbered[];
}

/** A file of names for numbered labels (a data card, `id2label`, `classes.txt`) in which numbers get other names. */
export interface Renumbered {
  readonly path: string;
  readonly labels: readonly { readonly number: string; readonly before: string; readonly after: string }[];
  /** Whether a name goes from one number to another: then rows that say the number say another label. */
  readonly isExchange: boolean;
  /** Whether the file cannot be read any more, so that nobody knows. */
  readonly isUnread: boolean;
}

/** One record of a dataset file. */
export interface Row {
  readonly path: string;
  readonly side: Side;
  /** First line of the record in its file, from 1. For Parquet, and where `isCounted`, the row number. */
  readonly line: number;
  /** Several rows of its file stand on one line, so that rows are told by their number. */
  readonly isCounted?: true;
  /** Last line of the record (a quoted CSV field may span lines); equals `line` otherwise. */
  readonly endLine: number;
  /** The text columns' values in their order, joined by a newline. Empty when there is none. */
  readonly text: string;
  /**
   * Canonical label names: one for an ordinary label, several for a list label, none for an absent or null one.
   * Numbers and booleans are written as JSON writes them (`1`, `0.5`, `true`).
   */
  readonly labels: readonly string[];
  /** The answer side of instruction data (output, response, completion …), or null where there is no such column. */
  readonly response: string | null;
  /** Columns of its own that the row was read by, because it holds nothing where the base's rows do; else absent. */
  readonly ownColumns?: readonly string[];
  /** The whole record, under the base's names where the schema changed. Keys are the file's own, so they are hostile input: look up with `Object.hasOwn`. */
  readonly fields: Readonly<Record<string, Json>>;
}

/** What happened to one row. Moves and reformatting are counted, never listed: they change no content. */
export interface RowChange {
  /** Its place among all changes of the review: what else is said of a change names it by this. */
  readonly index: number;
  readonly kind: "added" | "removed" | "edited";
  /** The base row; null when added. */
  readonly before: Row | null;
  /** The head row; null when removed. */
  readonly after: Row | null;
  /** For `edited`: which of the columns changed. All false for added and removed rows. */
  readonly edits: { readonly label: boolean; readonly text: boolean; readonly other: boolean };
}

/** The role of the columns of a file, and how that was decided. */
export interface Columns {
  readonly text: readonly string[];
  readonly label: string | null;
  /** The maintainers said that the rows carry no label: their text is all there is to test. */
  readonly unlabelled?: boolean | undefined;
  /** Labels are vectors of so many numbers, one for each possible label. */
  readonly labelVector?: number | undefined;
  /** Joins several labels in one string. */
  readonly labelSign?: string | undefined;
  /** The columns of which the label is made, where it is no column of its own. */
  readonly labelColumns?: readonly string[] | undefined;
  /** What they are: flags or votes, whose names are the labels; what several people said; columns whose values are labels, each after its column's name; columns that say the same; or a path. */
  readonly labelsFrom?: "flags" | "votes" | "judges" | "labels" | "equal" | "fields" | undefined;
  /** Label columns that say the same in other values, each list read as its first column. */
  readonly equalLabels?: readonly EqualLabels[] | undefined;
  /** Columns that are as much a label as the chosen one, and are not tested. */
  readonly otherLabels?: readonly string[] | undefined;
  /** Those beside a label that is called so, of which nothing but their few values says that they are labels. */
  readonly guessedLabels?: readonly string[] | undefined;
  readonly response: string | null;
  readonly id: string | null;
  /** Names of all columns in order of first appearance (at most 1,000). */
  readonly all: readonly string[];
  /** One sentence for the report: why these columns were chosen. */
  readonly reason: string;
}

/** A record that could not be read as one, or that was read with a doubt. */
export interface RowProblem {
  readonly path: string;
  readonly side: Side;
  readonly line: number;
  /**
   * `malformed`: not a record (truncated JSON, unclosed quote, invalid UTF-8, oversized line): it could not be reviewed.
   * `ragged`: a CSV record with too many or too few fields; it was read, but its columns may be shifted.
   * `quote`: a field goes on after its closing quote, on one line and in a record of as many fields as there are columns.
   * `not-a-number`: NaN or Infinity as Python writes them, which is no JSON; read as null, as all programs mean it.
   * `legacy`: not UTF-8 in a file that had such records before; it was read in the old encoding.
   */
  readonly kind: "malformed" | "ragged" | "quote" | "not-a-number" | "legacy";
  /** In words for a maintainer, with the remedy; holds no row text. */
  readonly message: string;
  /** Whether the pull request brought it in (false: the same record stood in the base already). */
  readonly introduced: boolean;
}

/** Per-column facts of one side, for schema-drift: type name to number of rows. */
export interface ColumnProfile {
  readonly name: string;
  /** Rows by type of value: string, number, boolean, null, list, object, empty, missing. */
  readonly types: Readonly<Record<string, number>>;
}

/** A file that was written in another schema; its rows are compared under the base's names. */
export interface SchemaChange {
  /** Base columns whose values stand in another column now, or in one side of its conversations. */
  readonly columns: readonly {
    readonly before: string;
    readonly after: string;
    readonly part: "whole" | "asked" | "answered";
  }[];
  /** Its records have another shape: lists instead of objects, for one. */
  readonly isReshaped: boolean;
  /** New columns that say the same in every row, left out of the comparison. */
  readonly constant: readonly string[];
  /** Old names of labels by their new ones. */
  readonly labels: ReadonlyMap<string, string>;
}

/** Base against head of one file. */
export interface FileComparison {
  /** Path in the head (in the base for a deleted file). */
  readonly path: string;
  /** Path in the base where it differs (a rename), else null. */
  readonly previousPath: string | null;
  readonly format: Format;
  readonly status: "added" | "removed" | "modified" | "renamed" | "unchanged";
  readonly rows: {
    readonly base: number;
    readonly head: number;
    readonly added: number;
    readonly removed: number;
    readonly edited: number;
    /** Same content at another place or in another file. */
    readonly moved: number;
    /** Same content written differently (key order, quoting, line ends). */
    readonly reformatted: number;
  };
  /** Of the moved rows, how many came from each other file, by its path. */
  readonly movedFrom: ReadonlyMap<string, number>;
  readonly columns: Columns;
  /** Label to number of rows on each side. A Map: label names are hostile input. */
  readonly labels: ReadonlyMap<string, { readonly base: number; readonly head: number }>;
  readonly columnProfiles: {
    readonly base: readonly ColumnProfile[];
    readonly head: readonly ColumnProfile[];
  };
  /** How the schema changed; null where it did not. */
  readonly schemaChange: SchemaChange | null;
  /** Every added, removed and edited row; edited rows are listed under the head's path. */
  readonly changes: readonly RowChange[];
  readonly problems: readonly RowProblem[];
  /** SHA-256 of each side's bytes in hex, as a record; null where the side does not exist. */
  readonly sha256: { readonly base: string | null; readonly head: string | null };
}

/**
 * Called for each reference row, in file order. `labels` is shared between rows: do not keep or change it.
 * `fields` is the whole record, as in `Row`.
 */
export type ReferenceVisitor = (
  text: string,
  labels: readonly string[],
  response: string | null,
  fields: Row["fields"],
) => void;

/** As `ReferenceVisitor`; `row` is the number of the row among those of its file, from 0. */
export type RowVisitor = (
  text: string,
  labels: readonly string[],
  response: string | null,
  row: number,
) => void;

/** Whole rows in memory. What it holds is used again for the next piece. */
export interface RowPiece {
  readonly bytes: Uint8Array;
  /** Of each row, where it starts and ends in the bytes: the first `count` entries. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly count: number;
  /** Number of the first row in its file. */
  readonly first: number;
}

/** Takes pieces of a file off the hands of who reads it. */
export interface RowTaker {
  /** Copies a piece; false where it has to be read here. */
  take(piece: RowPiece): boolean;
}

/** All that is needed to read rows of a file from their bytes, to be sent to another thread. */
export interface RowReading {
  readonly columns: Columns;
  /** How its records are written: as JSON Lines, as those that a shape makes, or as a table. */
  readonly records:
    | "json lines"
    | "flat"
    | {
        readonly dialect: { readonly delimiter: string; readonly quoted: boolean };
        readonly names: readonly string[];
      };
}

/** One readable base file: of a changed file or of an untouched one (context). */
export interface ReferenceFile {
  readonly path: string;
  readonly columns: Columns;
  readonly rows: number;
  readonly labels: ReadonlyMap<string, number>;
  /** Reads every well-formed row of the base version again; what `taker` takes is not visited. Only with a `reading` it is asked. */
  visitRows(visitor: RowVisitor, taker?: RowTaker): Promise<void>;
  /** How another thread reads its rows; null where rows are more than their bytes. */
  readonly reading: RowReading | null;
  /** The rows for which `take` says yes; it is asked once for each, in order. */
  visitSome(take: () => boolean, visitor: ReferenceVisitor): Promise<void>;
}

/** The result of comparing all files of a pull request. */
export interface DatasetComparison {
  readonly files: readonly FileComparison[];
  /** The base version of the changed files, then the context files: what new rows are judged against. */
  readonly reference: readonly ReferenceFile[];
  readonly notAnalysed: readonly NotAnalysed[];
  readonly notReviewed: readonly NotReviewed[];
  readonly renumbered: readonly Renumbered[];
}
