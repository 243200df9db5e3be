import type { Conclusion } from "../../src/model/result.ts";
import type { InstructSet } from "./pools.ts";

/** How the poison comes in; see `pull-requests/` for what each does and why. */
export const attacks = ["additions", "edits", "deletions", "replacement"] as const;

/** Honest work of kinds that no attack has; see `pull-requests/honest-work.ts`. */
export const honestKinds = ["batch", "new-file", "longer-rows", "other-source", "label-out"] as const;

export type Attack = (typeof attacks)[number] | (typeof honestKinds)[number];

/** A simulated pull request on a labelled data set. `pool: null` is an honest one, of the same kind of work. */
export interface LabelledCase {
  readonly kind: "labelled";
  /** Of the corpus, or with `unseen/` before it. */
  readonly set: string;
  readonly pool: string | null;
  readonly attack: Attack;
  /** K: poisoned rows. */
  readonly planted: number;
  readonly seed: number;
  readonly lowerCase: boolean;
}

/** A simulated pull request on instruction data. */
export interface InstructCase {
  readonly kind: "instruct";
  readonly set: InstructSet;
  readonly pool: string | null;
  readonly planted: number;
  readonly seed: number;
}

/** A change that the maintainers of a real repository merged. */
export interface HistoryCase {
  readonly kind: "history";
  /** Folder of the repository, and of the change in it. */
  readonly repository: string;
  readonly change: string;
  /** Files of this change that another parser could not read either: what a review says of them is no false alarm. */
  readonly broken: readonly string[];
  /** Of all its files, both versions together. */
  readonly bytes: number;
}

/** A real file whose rows are base and additions at random; see `splits.ts`. */
export interface SplitCase {
  readonly kind: "split";
  /** Its path in the folder of the histories. */
  readonly file: string;
  readonly seed: number;
}

/** One of a sequence of pull requests that bring poison in small pieces; see `drip.ts`. */
export interface DripCase {
  readonly kind: "drip";
  readonly set: string;
  /** Null for an honest sequence. */
  readonly pool: string | null;
  readonly seed: number;
  /** Its number in the sequence, from 1. */
  readonly pull: number;
}

export type BenchCase = LabelledCase | InstructCase | HistoryCase | SplitCase | DripCase;

/** How well rows were found. Rows that nobody flagged rank last, all alike. */
export interface RowScores {
  /** Rows flagged at the severity of the verdict, and how many of them are planted. */
  readonly flagged: number;
  readonly hits: number;
  readonly averagePrecision: number | null;
  readonly auroc: number | null;
  readonly precisionAt100: number | null;
}

/** A baseline's answer to the same case. */
export interface BaselineScores extends RowScores {
  readonly blocked: boolean;
}

/** The z-score filter at each threshold of its grid; the ranking does not depend on the threshold. */
export interface FilterScores {
  readonly auroc: number | null;
  readonly averagePrecision: number | null;
  readonly flagged: readonly number[];
  readonly hits: readonly number[];
}

/** One finding of severity warning or failure: what an honest pull request was suspected of. */
export interface Alarm {
  readonly signal: string;
  readonly severity: "warning" | "failure";
  readonly title: string;
}

/** What became of a case. */
export interface CaseResult {
  readonly case: BenchCase;
  readonly conclusion: Conclusion;
  readonly changed: number;
  readonly planted: number;
  /** Planted rows whose label is known to be false, and how many of them were flagged. */
  readonly flipped: number;
  readonly flippedHits: number;
  readonly rows: RowScores;
  readonly alarms: readonly Alarm[];
  readonly notAnalysed: readonly { readonly path: string; readonly reason: string }[];
  /** Rows that the pull request brought in and no reader could read. */
  readonly malformed: number;
  /** The reported floor for the label that the poison carries: null where it is unknown or unreachable. */
  readonly floor: number | null;
  readonly skew: BaselineScores | null;
  readonly filter: FilterScores | null;
  /** Wall and processor time of the review alone. */
  readonly milliseconds: number;
  readonly cpuMilliseconds: number;
}

/** A case that ended with an error instead of a result. */
export interface CaseFailure {
  readonly case: BenchCase;
  readonly error: string;
}

/** A name that tells cases apart and reads well in a list. */
export function nameOf(of: BenchCase): string {
  if (of.kind === "history") return `${of.repository}/${of.change}`;
  if (of.kind === "split") return `${of.file} split seed=${of.seed}`;
  if (of.kind === "drip") return `${of.set} ${of.pool ?? "honest"} drip seed=${of.seed} pull=${of.pull}`;
  const attack = of.kind === "labelled" ? of.attack : "additions";
  const lower = of.kind === "labelled" && of.lowerCase ? " lower-cased" : "";
  return `${of.set} ${of.pool ?? "honest"} ${attack} K=${of.planted} seed=${of.seed}${lower}`;
}
