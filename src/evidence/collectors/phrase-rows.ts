/** Counts how many base rows hold each phrase of the changed rows, by label. */
import type { CountParts, FrozenCounts } from "../../collections/count-table.ts";
import { PhraseCounter } from "../phrases/phrase-counter.ts";
import { PhraseWalker } from "../phrases/phrase-walker.ts";
import type { GroupPlan } from "../plan.ts";
import type { Collector } from "./collector.ts";

/** Rows without labels are counted under one. */
const UNLABELLED: readonly number[] = [0];

/** Base rows by phrase of the changed rows (node of the trie) and outcome. */
export function phraseRows(plan: GroupPlan): Collector<CountParts, FrozenCounts> {
  const counter = new PhraseCounter(new PhraseWalker(plan.phrases), Math.max(1, plan.outcomes));
  return {
    row({ run, outcomes }) {
      counter.add(run.ids, plan.outcomes === 0 ? UNLABELLED : outcomes, run.count);
    },
    part: () => counter.parts(),
    add: (part) => counter.addAll(part),
    fact: () => counter.finish(),
  };
}
