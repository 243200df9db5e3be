/** Where rows with a phrase came from: the changes of a history that brought or removed them. */
import type { HistoryChange } from "./history.ts";

export interface BlameQuery {
  readonly phrase: string;
  /** Only rows with this label; null for rows of any. */
  readonly label: string | null;
}

/** A row that holds the phrase. */
export interface BlamedRow {
  readonly path: string;
  readonly line: number;
  /** `line` is the number of the record: several share a line. */
  readonly isCounted?: true;
  readonly text: string;
  readonly labels: readonly string[];
  readonly response: string | null;
}

/** A change that brought or removed such rows. */
export interface BlamedChange {
  readonly change: Pick<HistoryChange, "commit" | "date" | "pull" | "authors" | "subject">;
  readonly brought: readonly BlamedRow[];
  readonly removed: readonly BlamedRow[];
  /** How many of those that it brought the newest version still holds. */
  readonly left: number;
}

export interface Blame extends BlameQuery {
  /** The commit whose history it is. */
  readonly tip: string;
  /** Oldest first. */
  readonly changes: readonly BlamedChange[];
  /** The rows of the newest version. */
  readonly rows: readonly BlamedRow[];
  /** Rows of the newest version that none of the changes brought. */
  readonly unplaced: number;
  /** Labels of the newest version's rows with the phrase, whatever label was asked for, and how many rows have each. */
  readonly labels: ReadonlyMap<string, number>;
  /** What could not be read: rows in it are not known. */
  readonly notRead: readonly NotBlamed[];
}

export interface NotBlamed {
  readonly commit: string;
  readonly path: string;
  readonly reason: string;
}
