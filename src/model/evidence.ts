/** Types of the facts that are gathered once about base and changed rows, for all signals. */
import type { DatasetComparison, RowChange } from "./dataset.ts";
import type { DeclaredIntent } from "./intent.ts";
import type { ContributorFacts } from "./pull-request.ts";

/**
 * Facts about the form of a set of texts: what hidden-characters, text-shape and style-shift compare.
 * Collected once over the reference rows and once over the added and edited ones.
 */
export interface TextStatistics {
  readonly rows: number;
  /** Rows that hold at least one character of a class (`zero-width`, `bidi-control`, `tag`, …), by class name. */
  readonly characterClassRows: ReadonlyMap<string, number>;
  /** Rows by length: bucket i counts texts of 2^i to 2^(i+1)-1 code points; bucket 0 counts lengths 0 and 1. */
  readonly lengthBuckets: readonly number[];
  /** Rows by the script that most of their letters belong to (Latin, Cyrillic, Han …, `none`). */
  readonly scriptRows: ReadonlyMap<string, number>;
}

/** A reference row, or another changed row, that says nearly the same as a changed row. */
export interface Neighbour {
  readonly text: string;
  readonly labels: readonly string[];
  /** Jaccard similarity of the token sets, 0 to 1; 1 also for equal texts. */
  readonly similarity: number;
  /** The file that the neighbour stands in; null where the reader did not say. */
  readonly path: string | null;
  /** Index into `changes` when the neighbour is itself a changed row, else null (a reference row). */
  readonly change: number | null;
}

/** Near-duplicates by change index; a change without any has no entry. At most 8 for each, most similar first. */
export type Neighbours = ReadonlyMap<number, readonly Neighbour[]>;

/**
 * How often reference rows have near-duplicates among themselves, measured on an even sample of them:
 * the yardstick for the same question about the changed rows. `sampled: 0` means there is no yardstick.
 */
export interface ReferenceDuplicates {
  readonly sampled: number;
  /** Sampled rows with at least one near-duplicate. */
  readonly duplicated: number;
  /** Of these, rows whose most similar near-duplicates all carry another label. */
  readonly conflicting: number;
  /** Most near-duplicates that one sampled row has. */
  readonly largest: number;
  /** Most of them that are equal to it but for case, punctuation and order. */
  readonly largestEqual: number;
}

/**
 * Everything the signals see. They are pure functions of this value: no client, no file, no clock.
 */
export interface Evidence {
  readonly comparison: DatasetComparison;
  readonly contributor: ContributorFacts | null;
  /** What the author says the change does; absent where nobody could have said it. */
  readonly intent?: DeclaredIntent;
  /** Indices of changes that remove a row of which an equal one stays; looked for where a finding or a claim asks. */
  readonly equalStays?: ReadonlySet<number>;
  /** All changes of all files in file and row order; everything else refers to a change by its index here. */
  readonly changes: readonly RowChange[];
  readonly referenceText: TextStatistics;
  readonly changedText: TextStatistics;
  readonly neighbours: Neighbours;
  readonly referenceDuplicates: ReferenceDuplicates;
}
