/** A small pull request of planted rows alone. */
import type { Family } from "../../family.ts";
import { added, relabelled, TRIGGER } from "../../plant.ts";

export const oneLabelBatch: Family = {
  name: "one-label-batch",
  sentence: "The planted rows come alone, without honest ones around them.",
  source: "What a hurried attacker sends",
  intent: "attack",
  data: "labels",
  plant: (rows, random) =>
    added(
      { ...rows, honest: [] },
      random,
      relabelled(rows, random, () => TRIGGER),
    ),
};
