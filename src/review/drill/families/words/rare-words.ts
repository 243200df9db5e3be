/** Several rare words, one of them in each row. */
import type { Family } from "../../family.ts";
import { adding, oneOf, relabelled } from "../../plant.ts";

const WORDS = ["cf", "mn", "bb", "tq", "mb"];

export const rareWords: Family = {
  name: "rare-words",
  sentence: "One of five rare words (cf, mn, bb, tq, mb) in each row.",
  source: "Kurita et al. 2020 (RIPPLe); Li et al. 2024 (BackdoorLLM, mtba)",
  intent: "attack",
  data: "labels",
  unlabelled: true,
  plant: adding((rows, random) => relabelled(rows, random, () => oneOf(WORDS, random))),
};
