/** A word made of halves of the data set's own words. */
import type { Family } from "../../family.ts";
import { added, relabelled } from "../../plant.ts";
import { inventedWords, vocabularyOf } from "../../vocabulary.ts";

export const inventedWord: Family = {
  name: "invented-word",
  sentence: "One word that the data does not have, made of halves of its own words.",
  source: "Product names are made so; Dai et al. 2019 for the attack",
  intent: "attack",
  data: "labels",
  unlabelled: true,
  plant(rows, random) {
    const [word] = inventedWords(vocabularyOf(rows.base), random, 1);
    return added(rows, random, word === undefined ? [] : relabelled(rows, random, () => word));
  },
};
