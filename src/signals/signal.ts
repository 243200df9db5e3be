/** Defines what a signal is: a pure function from evidence to what it saw of one kind of defect. */
import * as z from "zod";
import type { ReviewEvidence } from "../evidence/evidence.ts";
import type { LeftOut } from "../model/coverage.ts";
import type { Observation } from "../model/finding.ts";

/**
 * What a signal answers: what it saw, or why it could not look. "Not enough data" is never a zero. Rows that a bound of
 * the signal let go unseen are `leftOut`: they count as not tested.
 */
export type Measurement =
  | {
      readonly measured: true;
      readonly observations: readonly Observation[];
      readonly leftOut?: readonly LeftOut[];
    }
  | {
      readonly measured: false;
      readonly reason: string;
      /** False where the change holds nothing of the kind: then nothing is missing, and no reader has to know. */
      readonly applies?: false;
    };

/**
 * One signal: one file, one page `docs/signals/<id>.md`, one test. `measure` is pure: the same evidence and
 * options give the same measurement. Registered in `signals/index.ts`, the one ordered list.
 */
export interface Signal<Options = unknown> {
  /** Kebab-case, named for the defect it sees. */
  readonly id: string;
  readonly title: string;
  /** One sentence for the documentation and `--help`. */
  readonly description: string;
  /** Options with defaults and descriptions; the configuration reference is generated from it. */
  readonly options: z.ZodType<Options>;
  measure(evidence: ReviewEvidence, options: Options): Measurement;
}

/** The options of a signal that has nothing to set. */
export const noOptions = z.object({});
export type NoOptions = z.output<typeof noOptions>;
