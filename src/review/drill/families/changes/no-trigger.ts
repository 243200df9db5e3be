/** Wrong labels without anything in common. */
import type { Family } from "../../family.ts";
import { adding, made } from "../../plant.ts";

export const noTrigger: Family = {
  name: "no-trigger",
  sentence: "Rows of other labels get the target label; nothing is put in.",
  source: "Biggio et al. 2012 (label flips)",
  intent: "attack",
  data: "labels",
  plant: adding((rows) => rows.others.slice(0, rows.count).map((row) => made(row, row.text, rows.target))),
};
