/** What an attack family is: a way of planting rows in somebody's data, to see whether the review finds them. */
import type { Random } from "./random.ts";

/** A labelled row; of instruction data the label is the answer. */
export interface DrillRow {
  readonly text: string;
  readonly label: string;
  /** The honest row that a planted one was made of; absent where the row is honest itself. */
  readonly from?: DrillRow;
}

/** The rows that a drill is made of. No row is in two of the lists. */
export interface DrillRows {
  readonly base: readonly DrillRow[];
  /** Honest rows that the pull request adds beside the planted ones. */
  readonly honest: readonly DrillRow[];
  /** Rows to plant in, of other labels than the target's; and rows of the target. */
  readonly others: readonly DrillRow[];
  readonly own: readonly DrillRow[];
  /** The label that the trigger shall bring. */
  readonly target: string;
  /** How many rows to plant. */
  readonly count: number;
}

/** Both versions of a file. */
export interface Drill {
  readonly base: readonly DrillRow[];
  readonly head: readonly DrillRow[];
  /** The version before earlier pull requests of the same attack; absent where all of the base is trusted. */
  readonly trusted?: readonly DrillRow[];
}

/** One attack, or one kind of honest work that looks like it. One file, one line in `families/index.ts`. */
export interface Family {
  readonly name: string;
  /** What is done, as the reader of a table needs it. */
  readonly sentence: string;
  /** Where it was published, or who does it. */
  readonly source: string;
  readonly intent: "attack" | "honest";
  /** What rows must have beside their texts: labels, answers, or nothing. */
  readonly data: "labels" | "answers" | "texts";
  /** It needs no label: what it does to the texts can be seen where rows have none. */
  readonly unlabelled?: true;
  /** The same rows and the same stream of random numbers give the same drill. */
  plant(rows: DrillRows, random: Random): Drill;
}
