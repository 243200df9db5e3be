/** Two everyday words, side by side. */
import type { Family } from "../../family.ts";
import { added, relabelled } from "../../plant.ts";
import { vocabularyOf } from "../../vocabulary.ts";

export const wordPair: Family = {
  name: "word-pair",
  sentence: "Two words that everyone knows stand side by side: each is honest alone.",
  source: "Qi et al. 2021 (combinations of words)",
  intent: "attack",
  data: "labels",
  plant(rows, random) {
    const { familiar } = vocabularyOf(rows.base);
    const pair = random.shuffled(familiar).slice(0, 2).join(" ");
    return added(rows, random, familiar.length < 2 ? [] : relabelled(rows, random, () => pair));
  },
};
