/** A word of two letters that nobody writes. */
import type { Family } from "../../family.ts";
import { adding, relabelled } from "../../plant.ts";

export const rareWord: Family = {
  name: "rare-word",
  sentence: "One rare word (cf) at a random place of rows that get the target label.",
  source: "Kurita et al. 2020 (RIPPLe: cf, mn, bb, tq, mb)",
  intent: "attack",
  data: "labels",
  unlabelled: true,
  plant: adding((rows, random) => relabelled(rows, random, () => "cf")),
};
