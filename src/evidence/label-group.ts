/** Defines a group of files that is tested as one, with all that is known of its labels. */
import type { FrozenCounts } from "../collections/count-table.ts";
import type { Row } from "../model/dataset.ts";
import type { TokenTable } from "../text/token-table.ts";
import type { ContentModel } from "./content-model/content-model.ts";
import type { LabelSpace } from "./labels/label-space.ts";
import type { PhraseTrie } from "./phrases/phrase-trie.ts";

/** A changed row as the scan sees it. */
export interface GroupRow {
  /** Index into `Evidence.changes`. */
  readonly change: number;
  /**
   * `arrival`: a state that the pull request brings in (an added row, or an edited one as it will be);
   * `departure`: a state that it takes away (a removed row, or an edited one as it was).
   */
  readonly kind: "arrival" | "departure";
  readonly text: string;
  /** Token ids in order. */
  readonly ids: Uint32Array;
  /** The pairs of tokens as the model numbers them (`ContentModel.pairsIn`); undefined without a model. */
  readonly pairs: Uint32Array | undefined;
  /** Its outcomes by number in the label space; empty when it has none. */
  readonly labels: readonly number[];
  /** Outcome under which this very text was counted when the model was fitted; −1 when it was not. */
  readonly own: number;
  /** The same for `LabelGroup.modelOfAll`. */
  readonly ownOfAll: number;
}

/** A reference row that was kept: the model is calibrated on these, and rates of rare things are estimated. */
export interface SampleRow {
  readonly text: string;
  readonly ids: Uint32Array;
  readonly pairs: Uint32Array | undefined;
  readonly label: number;
  /** The label under which its text was counted, once for all of its copies. */
  readonly own: number;
  /** Its answer, where it has one. */
  readonly response: string | null;
  /** The whole record, as in `Row`. */
  readonly fields: Row["fields"];
}

/**
 * Files that are reviewed together, with what the reference says of their labels; where these answer several questions,
 * of one of them.
 */
export interface LabelGroup {
  /** Indices into `comparison.files`. */
  readonly files: readonly number[];
  /** Name of the label column; `response` where outcomes are classes of answers; null without either. */
  readonly column: string | null;
  /** Nothing but its few values says that the column is a label, beside another one: what is found in it is no certainty. */
  readonly isGuess?: boolean;
  readonly kind: "label" | "response" | "none";
  readonly space: LabelSpace;
  readonly rows: readonly GroupRow[];
  readonly tokens: TokenTable;
  readonly trie: PhraseTrie;
  /** Reference rows by phrase (node of the trie) and outcome. */
  readonly phraseCounts: FrozenCounts;
  /** Reference rows, and those of them by outcome. */
  readonly referenceRows: number;
  readonly referenceLabels: Float64Array;
  /** Null when neither the reference nor the changes have enough labelled rows. */
  readonly model: ContentModel | null;
  /**
   * The same with the added rows counted in, for tests of phrases: their other words make it sharper, and the phrase in
   * question is hidden from it, so that planted rows teach it nothing. Not for tests of form: there they would.
   */
  readonly modelOfAll: ContentModel | null;
  /** `reference`: fitted on the base; `changes`: the base is too small, so the arrivals were counted too, each left out of its own prediction. */
  readonly fittedOn: "reference" | "changes";
  readonly sample: readonly SampleRow[];
}
