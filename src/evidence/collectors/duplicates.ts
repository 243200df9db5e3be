/** Counts how often base rows nearly repeat each other: the yardstick for copies in a change. */
import type { ReferenceDuplicates } from "../../model/evidence.ts";
import { type YardstickPart, yardstickSearch } from "../neighbours/yardstick-search.ts";
import type { ReviewPlan } from "../plan.ts";
import type { Collector } from "./collector.ts";

/** How often base rows have near-duplicates among themselves, on an even sample of them. */
export function duplicates(plan: ReviewPlan): Collector<YardstickPart, ReferenceDuplicates> {
  const search = yardstickSearch(plan.yardstick);
  return {
    row(row) {
      search.visit(row);
    },
    part: () => search.part(),
    add: (part) => {
      search.addPart(part);
    },
    fact: () => search.result(),
  };
}
