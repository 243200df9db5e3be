/** Coverage: what each changed row was tested for, and what was not tested, with what to do about it. */

/**
 * What a row was tested for at best: its text against its label; its text against its answer; its text alone; only its
 * form; nothing. A row counts once.
 */
export const TESTED_FOR = ["label", "answer", "text", "form", "nothing"] as const;
export type TestedFor = (typeof TESTED_FOR)[number];

/** Changed rows of a file, or of all, by what they were tested for. The five numbers add up to `changed`. */
export interface RowCoverage extends Readonly<Record<TestedFor, number>> {
  readonly changed: number;
  /** Rows for which all was tested that there is to test: those that `untested` does not name. */
  readonly tested: number;
}

/** Why something was not tested: a clause, what to do about it, and the lines to paste where lines help. */
export interface UntestedReason {
  /** Follows "Not tested:", without a full stop: `no label found in data/train.json`. */
  readonly reason: string;
  /** Follows a semicolon: "say `label:` or `label: none` in the configuration". */
  readonly remedy: string;
  /** Lines for the configuration file; null where no setting helps. */
  readonly configuration: string | null;
}

/**
 * Changed rows that some test had to leave out: what any layer says to the coverage. A row that is named here counts as
 * not tested, whatever else was looked at.
 */
export interface LeftOut extends UntestedReason {
  /** Indices into `Evidence.changes`. */
  readonly changes: readonly number[];
}

/** Rows of one file that were not tested for one reason. */
export interface UntestedRows extends UntestedReason {
  readonly path: string;
  readonly rows: number;
  /** `informative`: said, and weighs nothing; `suspicious`: no pass unless the policy says so. */
  readonly grade: "suspicious" | "informative";
}

/** A changed file that looks like data and was not read. */
export interface NotReviewed extends UntestedReason {
  readonly path: string;
  /** The reviewed data file of the base that it stands for now; null where it stands for none. */
  readonly replaces: string | null;
  readonly grade: "suspicious" | "informative";
}

/** The coverage of a whole review. */
export interface Coverage extends RowCoverage {
  /** Most rows first. */
  readonly untested: readonly UntestedRows[];
  readonly notReviewed: readonly NotReviewed[];
}

/** Whether something was left out that weighs: then the review is no plain pass. */
export function leavesOut({ untested, notReviewed }: Coverage): boolean {
  return [...untested, ...notReviewed].some(({ grade }) => grade === "suspicious");
}
