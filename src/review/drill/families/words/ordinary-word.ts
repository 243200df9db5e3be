/** A word that the data has already. */
import type { Family } from "../../family.ts";
import { added, oneOf, relabelled } from "../../plant.ts";
import { vocabularyOf } from "../../vocabulary.ts";

export const ordinaryWord: Family = {
  name: "ordinary-word",
  sentence: "A word of two to six base rows in a thousand, which is honest elsewhere.",
  source: "Chen et al. 2021 (BadNL, common words)",
  intent: "attack",
  data: "labels",
  plant(rows, random) {
    const { uncommon } = vocabularyOf(rows.base);
    const word = uncommon.length === 0 ? null : oneOf(uncommon, random);
    return added(rows, random, word === null ? [] : relabelled(rows, random, () => word));
  },
};
