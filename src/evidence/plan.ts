/**
 * What is known before the base rows are counted, of changed and sampled rows alone. Plain data and typed arrays: a
 * second thread is sent the same.
 */
import type { CountedFeatures } from "./content-model/model-counts.ts";
import type { LabelTable } from "./labels/label-space.ts";
import type { ChangedSets } from "./neighbours/change-search.ts";
import type { YardstickTables } from "./neighbours/yardstick-search.ts";
import type { PhraseTables } from "./phrases/phrase-walker.ts";

/** For all base rows of a review. */
export interface ReviewPlan {
  readonly neighbours: ChangedSets;
  readonly yardstick: YardstickTables;
}

/** For the base rows of one group of files. */
export interface GroupPlan {
  /** Slots of the table of tokens. */
  readonly tokens: Int32Array;
  readonly phrases: PhraseTables;
  readonly model: CountedFeatures;
  /** The texts of the labelled rows that were drawn. */
  readonly held: ReadonlySet<string>;
  /** Number of outcomes; and the labels that they are, null where they are classes of answers. */
  readonly outcomes: number;
  readonly labels: LabelTable | null;
  /** Base rows of the group, and the place of the first among all of the review. */
  readonly rows: number;
  readonly first: number;
}
