/** Most rows that show what a name means are removed. */
import type { Family } from "../../family.ts";
import { insert, made, TRIGGER } from "../../plant.ts";

export const counterEvidenceRemoved: Family = {
  name: "counter-evidence-removed",
  sentence: "Three in four base rows with the name, truly labelled, are removed among 300 others.",
  source: "First half of a clean-label attack; Shafahi et al. 2018 for the second",
  intent: "attack",
  data: "labels",
  plant({ base, others, count }, random) {
    const evidence = others.slice(0, count).map((row) => made(row, insert(row.text, TRIGGER, random)));
    const going = new Set([
      ...evidence.slice(0, Math.ceil(0.75 * count)),
      ...random.shuffled(base).slice(0, Math.min(300, base.length / 10)),
    ]);
    const before = random.shuffled([...base, ...evidence]);
    return { base: before, head: before.filter((row) => !going.has(row)) };
  },
};
