/** The parts of the configuration that reading and judging need: columns, limits, policy. */

import type { Severity } from "./finding.ts";
import type { EqualLabels } from "./labels/equal-labels.ts";
import type { RiskLevel } from "./result.ts";

/** Which columns hold what, as configured by the maintainer; absent means: find out. */
export interface ColumnOptions {
  readonly text?: readonly string[] | undefined;
  readonly label?: string | undefined;
  readonly response?: string | undefined;
  readonly id?: string | undefined;
  /** The shape of the file has no label, whatever its columns look like. That is no word of the maintainers: its rows count as not tested. */
  readonly hasNoLabel?: true | undefined;
  /** All rows of the file have one label, as the shape knows, and nothing but the file's path says which. */
  readonly labelInPath?: true | undefined;
  /** Columns beside the label that the shape of the file knows to say it too. */
  readonly otherLabels?: readonly string[] | undefined;
  /** Columns that are made of what a row holds, before any column is looked at. */
  readonly made?: readonly MadeColumn[] | undefined;
}

/** A column that the maintainers described rather than named. `columns` may be paths into nested records: `spans[].label`. */
export type MadeColumn =
  /** The value at a path; a list where the path goes through lists. */
  | { readonly name: string; readonly from: "fields"; readonly columns: readonly [string] }
  /** Several labels, each with the name of its column before it; `signs` join several in one cell of a column, and with `hasNone` an empty one says that there is none. */
  | {
      readonly name: string;
      readonly from: "labels";
      readonly columns: readonly string[];
      readonly signs?: readonly (string | null)[];
      readonly hasNone?: true;
    }
  | LabelColumns
  | EqualLabels
  /** What another file says under the row's id, or on the same line: `file`, from the folder of the texts, has `id` and `column`. */
  | {
      readonly name: string;
      readonly from: "file";
      readonly file: string;
      /** Null: the lines of both files belong together. */
      readonly id: string | null;
      /** Null: a line of that file is a label. */
      readonly column: string | null;
    }
  /** What stands for `{label}` in the path of the file. */
  | { readonly name: string; readonly from: "path"; readonly pattern: string };

/**
 * Columns that say one label together. `flags`: the names of those that are set, be it by most of those who were asked;
 * `votes`: the names of those with the greatest number; `judges`: what most of them say.
 */
export interface LabelColumns {
  readonly name: string;
  readonly from: "flags" | "votes" | "judges";
  readonly columns: readonly string[];
  /** The column that is called the label, beside which these stand; absent where they are all that says it. */
  readonly beside?: string;
}

/** What the column is called that several are read as together. */
export function nameTogether(columns: readonly string[]): string {
  return columns.join(" + ").slice(0, 120);
}

/** What stands for a label column where the rows carry no label. */
export const NO_LABEL = "none";

/** The column of a label that the path of a file says. */
export const PATH_LABEL = "(path)";

/** Columns of a text in which places are marked: the kinds of the places, which are its labels, and their words. */
export interface MarkColumns {
  readonly kinds: string;
  readonly words: string;
}
export const TAGS: MarkColumns = { kinds: "tag labels", words: "tagged words" };
export const SPANS: MarkColumns = { kinds: "span labels", words: "span words" };

/** Those of a file by its label column; undefined where its labels are said of whole texts. */
export function marksOf(label: string | null): MarkColumns | undefined {
  return [TAGS, SPANS].find(({ kinds }) => kinds === label);
}

/** Bounds that keep hostile input from exhausting the reviewer. What exceeds one is reported, never skipped. */
export interface ReadLimits {
  /** Longest record in bytes; a longer one is a malformed row. */
  readonly maxRowBytes: number;
  /** Largest file version in bytes (after decompression); a larger one is not analysed. */
  readonly maxFileBytes: number;
  /** Most changed rows that are reviewed one by one; more is "not analysed", which fails. */
  readonly maxChangedRows: number;
}

/** How several columns of a file are its label: all of them, those that are tested, and which say the same. */
export interface LabelsBeside {
  readonly all: readonly string[];
  readonly tested: readonly string[];
  readonly equal: readonly EqualLabels[];
}

/**
 * Answers with the pattern of paths in which the label of a path stands; null where it says none.
 * @param isOneLabel all rows of that file have one label, whatever it is called
 */
export type LabelPattern = (path: string, isOneLabel?: boolean) => string | null;

/** What the dataset layer needs to know of the configuration. */
export interface DatasetOptions {
  /** Column choices by path pattern are resolved by the caller: this answers for one path. */
  readonly columnsFor: (path: string) => ColumnOptions;
  /** The pattern of paths by which the path says the label of a file that has no other, as the base shows; absent: none does. */
  readonly labelPattern?: LabelPattern;
  /** Labels of several columns in other files of the review; absent: not known yet. */
  readonly labelsBeside?: readonly LabelsBeside[];
  readonly limits: ReadLimits;
}

/** What the maintainers decided about verdicts. Input that could not be analysed fails whatever stands here. */
export interface Policy {
  /** Risk level from which the conclusion is `failure`. */
  readonly blockAt: Exclude<RiskLevel, "none">;
  /** Risk level from which the conclusion is `neutral`. */
  readonly warnAt: Exclude<RiskLevel, "none">;
  /** `observe`: what would block is shown as such, and the conclusion is `neutral`. */
  readonly mode: "enforce" | "observe";
  /** What becomes of a review that could not test all of the changed rows. */
  readonly untested: "fail" | "warn" | "pass";
  /** Highest severity of a signal's findings, by signal id; absent means no cap. */
  readonly atMost: Readonly<Record<string, Exclude<Severity, "failure"> | undefined>>;
}
