/** What the base's model says of the base's own sampled rows: several tests hold the changed rows against them. */
import { remembered } from "../collections/remembered.ts";
import type { LabelGroup } from "../evidence/label-group.ts";

/**
 * The probability of each label for each sampled row, each left out of its own count, row after row. Worked out once for a
 * group, which must have a model.
 */
export const sampleProbabilities = remembered((group: LabelGroup): Float64Array => {
  const model = group.model!;
  const { labels } = model;
  const found = new Float64Array(group.sample.length * labels);
  for (const [index, { ids, pairs, own }] of group.sample.entries())
    model.probabilities({ ids, pairs, own }, found.subarray(index * labels, (index + 1) * labels));
  return found;
});
