/** What a signal reports (observations) and what becomes of it under the policy (findings). */
import type { Side } from "./dataset.ts";
import type { Json } from "./json.ts";
import type { Earlier } from "./memory.ts";

/**
 * How strong the evidence is, before any policy:
 * - `decisive`: the rows contradict what honest work can explain (or could not be reviewed at all);
 * - `suspicious`: worth a person's look, with an honest explanation possible;
 * - `informative`: a fact for the reader.
 */
export type Grade = "decisive" | "suspicious" | "informative";

/** A row that an observation names. */
export interface ObservedRow {
  /** Place of its change among all; absent for what could not be read as a row. Not kept in JSON. */
  readonly change?: number;
  readonly path: string;
  readonly line: number;
  /** As in `Row`. */
  readonly isCounted?: true;
  readonly side: Side;
  /** 0 to 1: how strongly this row carries the observation. */
  readonly score: number;
}

/** What a signal saw. Signals measure; only `risk/` weighs. */
export interface Observation {
  readonly signal: string;
  readonly grade: Grade;
  /** A short headline without a full stop. */
  readonly title: string;
  /** One or two sentences with the numbers. */
  readonly message: string;
  readonly phrase?: string;
  readonly label?: string;
  /**
   * The numbers behind the sentence, by name. Counts are rows, `log10P` is the logarithm of a p-value. These
   * are shown beside every finding that has them: `baseRows` and `rows`, how many base and changed rows hold what
   * the finding is about (its phrase); of the latter, `rowsWithLabel` with its label, and `expectedWithLabel`, how
   * many their other words would suggest.
   */
  readonly evidence: Readonly<Record<string, Json>>;
  readonly rows: readonly ObservedRow[];
}

export type Severity = "info" | "warning" | "failure";

/** A person's decision that a finding need not block: who, when, and how severe the finding was. */
export interface Acceptance {
  readonly by: string;
  /** ISO 8601. */
  readonly at: string;
  readonly severity: Severity;
  /** Why; only where it was accepted in the file of accepted findings. */
  readonly reason?: string;
}

/** Why a finding may stand. */
export const ACCEPT_REASONS = [
  "new-topic",
  "labels-checked",
  "new-guideline",
  "known-source",
  "other",
] as const;

/** An entry of the file in which maintainers accept findings. */
export interface AcceptedFinding {
  readonly finding: string;
  /** `sha256:` and what the decision is about (`decisionHashes` without a key). */
  readonly rows: string;
  readonly reason: string;
  readonly note: string;
  readonly by: string;
  /** ISO 8601. */
  readonly at: string;
}

/** An observation weighed by the policy. */
export interface Finding extends Observation {
  /** Stable within the same pull request content: `<signal>-<8 hex digits>`. */
  readonly id: string;
  readonly severity: Severity;
  /** Points of the risk score that this finding brought. */
  readonly contribution: number;
  /** Set where somebody accepted it: its severity is then `info`, and it brings no points. */
  readonly accepted?: Acceptance;
  /** Rows of earlier changes that take part; absent where none do or none were looked at. */
  readonly earlier?: Earlier;
}
