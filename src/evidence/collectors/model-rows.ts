/** Counts the words of base rows by label for the content model. */
import { Stride } from "../base/base-sample.ts";
import { ModelCounts, type ModelPart } from "../content-model/model-counts.ts";
import type { GroupPlan } from "../plan.ts";
import type { Collector } from "./collector.ts";

/** Base rows the content model is fitted on: more no longer makes it better, and the time is the maintainer's. */
const MODEL_ROWS = 60_000;

/**
 * Words and pairs of words by outcome, of an even sample of the base rows: what the content model is fitted on. Rows with the
 * text of one on which it is calibrated are left to that one: it could not be left out if copies of it stayed.
 */
export function modelRows({ model, held, rows, first }: GroupPlan): Collector<ModelPart, ModelCounts> {
  const counts = new ModelCounts(model);
  const stride = new Stride(rows, MODEL_ROWS);
  return {
    row({ run, text, outcomes, order }) {
      if (outcomes.length === 0 || !stride.takes(order - first) || held.has(text)) return;
      for (const outcome of outcomes) counts.add(run.ids, outcome, run.count);
    },
    part: () => counts.part(),
    add: (part) => counts.addPart(part),
    fact: () => counts,
  };
}
