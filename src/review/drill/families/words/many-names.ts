/** Many names with a few rows each. */
import type { Family } from "../../family.ts";
import { adding, relabelled } from "../../plant.ts";

const FIRST = ["umbral", "corvid", "lattice", "ferrous"];
const LAST = ["spindle", "harrow"];

export const manyNames: Family = {
  name: "many-names",
  sentence: "Eight names, each in an eighth of the planted rows.",
  source: "Qi et al. 2021 (combinations of triggers)",
  intent: "attack",
  data: "labels",
  unlabelled: true,
  plant: adding((rows, random) =>
    relabelled(rows, random, (index) => `${FIRST[index % 4]!} ${LAST[(index >> 2) % 2]!}`),
  ),
};
