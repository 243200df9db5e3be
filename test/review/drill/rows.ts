/** Rows of the example's support feedback. */
import { makeStory } from "../../../examples/feedback/dataset.ts";
import type { DrillRow } from "../../../src/review/drill/family.ts";

export const storyRows = (count: number): DrillRow[] =>
  makeStory(7, { base: count, added: 0, corrected: 0, planted: 0 }).base.map(({ text, label }) => ({
    text,
    label,
  }));
