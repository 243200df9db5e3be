/**
 * The list of collectors: everything that is counted over the rows of the base. A new fact is its file and its line here;
 * the name is the one under which signals find it in the evidence.
 */
import { duplicates } from "./duplicates.ts";
import { labelRows } from "./label-rows.ts";
import { modelRows } from "./model-rows.ts";
import { neighbours } from "./neighbours.ts";
import { phraseRows } from "./phrase-rows.ts";
import { textForm } from "./text-form.ts";

/** Facts about all base rows together, whatever is changed. */
export const baseCollectors = {
  referenceText: textForm,
  referenceDuplicates: duplicates,
};

/** Facts about all base rows together and what is changed. */
export const changeCollectors = { neighbours };

/** Facts about all base rows together. */
export const reviewCollectors = { ...baseCollectors, ...changeCollectors };

/** Facts about the base rows of each group of files. */
export const groupCollectors = {
  phraseCounts: phraseRows,
  referenceLabels: labelRows,
  modelCounts: modelRows,
};
