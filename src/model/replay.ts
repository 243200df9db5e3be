/** What a replay says of each change of a repository's history. */
import type { Severity } from "./finding.ts";
import type { HistoryChange } from "./history.ts";

/** How a review of a change would have ended. `not tested`: warned of nothing but rows that could not be tested. */
export const REPLAY_VERDICTS = ["blocked", "warned", "not analysed", "not tested", "passed"] as const;
export type ReplayVerdict = (typeof REPLAY_VERDICTS)[number];

/** A file that could not be analysed or tested. */
export interface ReplayLeft {
  readonly path: string;
  /**
   * What kind of setting may help: a column that was not found, a pattern for a file that is not read, or none but to
   * leave the file out.
   */
  readonly lacks: "label" | "text" | "pattern" | "content";
}

/** What became of one change. */
export interface ReplayOutcome {
  readonly verdict: ReplayVerdict;
  /** In one line; may quote a phrase or a label. */
  readonly reason: string;
  readonly changedRows: number;
  /** Dataset files that were compared. */
  readonly comparedFiles: number;
  /** What was found, without notes. */
  readonly findings: readonly { readonly signal: string; readonly severity: Severity }[];
  readonly left: readonly ReplayLeft[];
  /** Seconds that its review took. */
  readonly seconds: number;
}

export interface Replayed extends ReplayOutcome {
  readonly change: HistoryChange;
}

/** A setting that the history speaks for, and what it would have changed. */
export interface ReplaySuggestion {
  /** What was seen. */
  readonly because: string;
  /** Whether it only lets more be tested; otherwise a person has to decide whether less may be. */
  readonly testsMore: boolean;
  /** Lines for the configuration file. */
  readonly configuration: string;
  /** Commits whose verdict is another one with it. */
  readonly changed: readonly {
    readonly commit: string;
    readonly from: ReplayVerdict;
    readonly to: ReplayVerdict;
  }[];
}

/** A whole replay. */
export interface Replay {
  /** Oldest first. */
  readonly changes: readonly Replayed[];
  /** Seconds from start to end, of this run. */
  readonly seconds: number;
  readonly suggestions: readonly ReplaySuggestion[];
  /** Why older changes could not be reached, and the remedy; null where none are missing. */
  readonly cutOff: string | null;
}
