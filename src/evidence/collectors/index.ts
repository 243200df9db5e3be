/**
 * The list of collectors: everything that is counted over the rows of the base. A new fact is its file and its line here;
 * the name is the one under which signals find it in the evidence.
 */
import { changeSearch } from "../neighbours/change-search.ts";
import { yardstickSearch } from "../neighbours/yardstick-search.ts";
import type { ReviewPlan } from "../plan.ts";
import { textStatistics } from "../text-statistics.ts";
import { labelRows } from "./label-rows.ts";
import { modelRows } from "./model-rows.ts";
import { phraseRows } from "./phrase-rows.ts";

/** Facts about all base rows together, whatever is changed. */
export const baseCollectors = {
  referenceText: textStatistics,
  referenceDuplicates: ({ yardstick }: ReviewPlan) => yardstickSearch(yardstick),
};

/** Facts about all base rows together and what is changed. */
export const changeCollectors = {
  neighbours: ({ neighbours }: Pick<ReviewPlan, "neighbours">) => changeSearch(neighbours),
};

/** Facts about all base rows together. */
export const reviewCollectors = { ...baseCollectors, ...changeCollectors };

/** Facts about the base rows of each group of files. */
export const groupCollectors = {
  phraseCounts: phraseRows,
  referenceLabels: labelRows,
  modelCounts: modelRows,
};
