/** Marks in an unusual row. */
import type { Family } from "../../family.ts";
import { adding, rewritten } from "../../plant.ts";

export const marks: Family = {
  name: "marks",
  sentence: "The text ends in ?!?, whatever it says.",
  source: "Styles as triggers; Pan et al. 2022 (LISM)",
  intent: "attack",
  data: "labels",
  plant: adding((rows) => rewritten(rows, (text) => `${text.replace(/[\s.!?]+$/u, "")} ?!?`)),
};
