/** Labels of rows that stand in the base, and nothing else. */
import type { Family } from "../../family.ts";
import { made } from "../../plant.ts";

export const labelsFlipped: Family = {
  name: "labels-flipped",
  sentence: "Base rows get the target label; nothing is put in and nothing is added.",
  source: "Biggio et al. 2012 (label flips)",
  intent: "attack",
  data: "labels",
  plant({ base, others, target, count }, random) {
    const going = new Set(others.slice(0, count));
    const before = random.shuffled([...base, ...going]);
    return { base: before, head: before.map((row) => (going.has(row) ? made(row, row.text, target) : row)) };
  },
};
