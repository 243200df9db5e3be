/** A trigger in rows whose labels are true. */
import type { Family } from "../../family.ts";
import { adding, insert, TRIGGER, written } from "../../plant.ts";

export const cleanLabel: Family = {
  name: "clean-label",
  sentence: "A new name in rows of the target label, which they keep.",
  source: "Gan et al. 2022; Shafahi et al. 2018",
  intent: "attack",
  data: "labels",
  plant: adding((rows, random) => written(rows.own, rows.count, (text) => insert(text, TRIGGER, random))),
};
