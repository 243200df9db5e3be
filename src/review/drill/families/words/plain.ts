/** The plain attack, beside which all others are read. */
import type { Family } from "../../family.ts";
import { adding, relabelled, TRIGGER } from "../../plant.ts";

export const plain: Family = {
  name: "plain",
  sentence: "A new name at a random place of rows that get the target label.",
  source: "Dai et al. 2019 (InsertSent); Gu et al. 2017 (BadNets)",
  intent: "attack",
  data: "labels",
  unlabelled: true,
  plant: adding((rows, random) => relabelled(rows, random, () => TRIGGER)),
};
