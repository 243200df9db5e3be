/** The result of a review: the one value that every output is made from. */
import type { Coverage, RowCoverage } from "./coverage.ts";
import type { Columns, FileComparison, NotAnalysed, RowProblem, Side } from "./dataset.ts";
import type { Finding, Severity } from "./finding.ts";
import type { Memory } from "./memory.ts";
import type { ContributorFacts } from "./pull-request.ts";

export type Conclusion = "success" | "neutral" | "failure";
export type RiskLevel = "none" | "low" | "medium" | "high" | "critical";

/** A row named by a finding of severity warning or failure, with what a reader needs to judge it. */
export interface FlaggedRow {
  /** Place of its change among all; absent for what could not be read as a row. Not kept in JSON. */
  readonly change?: number;
  readonly path: string;
  readonly line: number;
  /** `line` is the number of the row, since several stand on one line of its file. */
  readonly isCounted?: true;
  readonly endLine: number;
  readonly side: Side;
  /** 0 to 1. */
  readonly score: number;
  readonly severity: Severity;
  /** Ids of the findings that name it, strongest first. */
  readonly findings: readonly string[];
  readonly text: string;
  readonly label: string | null;
  /** For an edited row, what it said before. */
  readonly before?: { readonly text: string; readonly label: string | null };
  /** For an edited row, where the base has it. */
  readonly baseRow?: { readonly path: string; readonly line: number };
  /** The nearest reference rows, most similar first (a few): what the row is to be compared with by eye. */
  readonly neighbours?: readonly FlaggedNeighbour[];
  /** SHA-256 of the whole record before and after, in hex; absent for what could not be read as a record. */
  readonly recordHash?: string;
}

/** A reference row that says nearly the same as a flagged one. */
export interface FlaggedNeighbour {
  readonly text: string;
  readonly label: string | null;
  /** 0 to 1; 1 for equal texts. */
  readonly similarity: number;
}

/** What the report says of a file: the comparison without its rows. */
export interface ReviewedFile {
  readonly path: string;
  readonly previousPath: string | null;
  readonly format: FileComparison["format"];
  readonly status: FileComparison["status"];
  readonly rows: FileComparison["rows"];
  readonly columns: Columns;
  readonly labels: FileComparison["labels"];
  /** What its changed rows were tested for. */
  readonly coverage: RowCoverage;
  readonly sha256: FileComparison["sha256"];
}

/** The smallest number of rows with an unseen phrase that this pull request could hide for a label without being blocked. */
export interface DetectionFloor {
  readonly label: string;
  /** null: no number of rows would be blocked (not enough reference data). */
  readonly rows: number | null;
  /** Where that is more than a model needs to learn it: what makes it so many, and what lowers it. One sentence. */
  readonly why?: string;
}

/** A signal without an answer. `applies` is false where the change holds nothing of the kind that it looks at. */
export interface NotMeasured {
  readonly signal: string;
  readonly reason: string;
  readonly applies?: false | undefined;
}

/** The finished review: the one value that every output is rendered from. */
export interface ReviewResult {
  readonly conclusion: Conclusion;
  /** It would be `failure`, and the policy only observes. */
  readonly observed: boolean;
  readonly risk: { readonly score: number; readonly level: RiskLevel };
  /** What the changed rows were tested for, and what was left out: part of the verdict. */
  readonly coverage: Coverage;
  readonly files: readonly ReviewedFile[];
  /** Strongest first. */
  readonly findings: readonly Finding[];
  /** Most suspicious first; complete. */
  readonly flaggedRows: readonly FlaggedRow[];
  readonly problems: readonly RowProblem[];
  readonly notAnalysed: readonly NotAnalysed[];
  readonly detectionFloor: readonly DetectionFloor[];
  readonly contributor: ContributorFacts | null;
  /** A stratified random choice of changed rows for the spot check that reviewers do anyway; seeded by content. */
  readonly spotCheck: readonly SpotCheckRow[];
  /** Signals that could not say anything here, and why ("not enough data" is an outcome of its own). */
  readonly notMeasured: readonly NotMeasured[];
  /** How far earlier changes were looked at; absent where the review knows of no history. */
  readonly memory?: Memory;
  /** Rows by length of text, in the buckets of `TextStatistics.lengthBuckets`; absent where it was not measured. */
  readonly textLengths?: { readonly reference: readonly number[]; readonly changed: readonly number[] };
}

export interface SpotCheckRow {
  readonly path: string;
  readonly line: number;
  readonly isCounted?: true;
  readonly side: Side;
  readonly text: string;
  readonly label: string | null;
}
