/** Holds one row of the base while it is counted. */
import type { TokenRun } from "../../text/token-table.ts";

/** A base row while the collectors look at it. */
export interface BaseRow {
  readonly run: TokenRun;
  readonly text: string;
  readonly labels: readonly string[];
  /** Its outcomes by number. */
  readonly outcomes: readonly number[];
  readonly path: string;
  /** Its place among all base rows of the review: what decides where anything is equal. */
  readonly order: number;
  /** Whether a search among the sets of all changed rows, and maybe more, has found none that is like it. */
  isUnlike: boolean;
}
