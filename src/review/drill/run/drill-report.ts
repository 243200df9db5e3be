/** What a drill found out: the value that its table, its JSON and its page are rendered from. */

/** How often, of how many reviews, with the interval of 95 % (Wilson, by draws). All shares are 0 to 1. */
export interface Rate {
  readonly events: number;
  readonly trials: number;
  readonly low: number;
  readonly high: number;
}

/** A family with so many planted rows. */
export interface SizeResult {
  /** K. */
  readonly planted: number;
  /** A smaller size that was always blocked, and stands for this one, which was not tried; null where this one was. */
  readonly asWith: number | null;
  /** Null where the data has too few rows to plant in. */
  readonly blocked: Rate | null;
  /** Reviews that warned and did not block. */
  readonly warned: number;
  /** Of the planted rows, the share that was named; of blocked reviews alone. Null where none blocked. */
  readonly namedRows: number | null;
}

export interface FamilyResult {
  readonly name: string;
  readonly sentence: string;
  readonly source: string;
  readonly sizes: readonly SizeResult[];
}

/** Honest work: what is blocked or warned of is a false alarm. */
export interface HonestResult {
  readonly name: string;
  readonly sentence: string;
  readonly blocked: Rate;
  readonly warned: Rate;
  /** Signals that blocked or warned, the most frequent first. */
  readonly signals: readonly string[];
}

/** From how many rows on the plain attack is blocked for a label. */
export interface FloorResult {
  readonly label: string;
  /** What the reviews state (the median over them); null where they state none. */
  readonly stated: number | null;
  /** The least tried size of which more than half were blocked; null where there is none. */
  readonly measured: number | null;
}

/** An option that would have caught a missed family. */
export interface Advice {
  readonly family: string;
  readonly planted: number;
  /** In words; what stands in the configuration file between backticks. */
  readonly option: string;
  readonly blocked: Rate;
  /** Honest reviews that the option blocks, and that it blocks without it. */
  readonly falseAlarms: Rate;
  readonly falseAlarmsNow: Rate;
}

export interface DrillReport {
  readonly data: {
    readonly name: string;
    /** Rows of the base, and how many of them were drawn from. */
    readonly rows: number;
    readonly used: number;
    readonly kind: "labels" | "answers" | "texts";
    readonly leftOut: readonly string[];
  };
  readonly changed: number;
  readonly seeds: number;
  readonly sizes: readonly number[];
  /** The label that was planted; "" where rows have none. */
  readonly target: string;
  readonly attacks: readonly FamilyResult[];
  readonly honest: readonly HonestResult[];
  readonly floors: readonly FloorResult[];
  readonly advice: readonly Advice[];
  readonly seconds: { readonly median: number; readonly most: number };
}
