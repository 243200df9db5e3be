/** Counts base rows by label. */
import type { GroupPlan } from "../plan.ts";
import type { Collector } from "./collector.ts";

/** Base rows by outcome. */
export function labelRows({ outcomes: count }: GroupPlan): Collector<Float64Array, Float64Array> {
  const rows = new Float64Array(count);
  return {
    row({ outcomes }) {
      for (const outcome of outcomes) rows[outcome]!++;
    },
    part: () => rows,
    add(part) {
      part.forEach((more, outcome) => (rows[outcome]! += more));
    },
    fact: () => rows,
  };
}
