/** Finds base rows that are nearly equal to changed ones. */
import type { Neighbours } from "../../model/evidence.ts";
import { changeSearch, type NeighbourPart } from "../neighbours/change-search.ts";
import type { ReviewPlan } from "../plan.ts";
import type { Collector } from "./collector.ts";

/** Near-duplicates of changed rows, among base rows and among each other. */
export function neighbours(plan: Pick<ReviewPlan, "neighbours">): Collector<NeighbourPart, Neighbours> {
  const search = changeSearch(plan.neighbours);
  return {
    row(row) {
      search.visit(row);
    },
    part: () => search.part(),
    add: (part) => {
      search.addPart(part);
    },
    fact: (changes) => search.result(changes),
  };
}
