/** Defines all that the signals get to see of a review. */
import type { Evidence } from "../model/evidence.ts";
import type { FactsOf } from "./collectors/collector.ts";
import type { reviewCollectors } from "./collectors/index.ts";
import type { LabelGroup } from "./label-group.ts";

/** All evidence of a review: what the rows say by themselves, and what their labels say against the reference. */
export interface ReviewEvidence extends Evidence, FactsOf<typeof reviewCollectors> {
  /** The changed files by what their labels mean, with the content model and phrase counts of each. */
  readonly groups: readonly LabelGroup[];
}
