/** Labels of rows that stand in the base. */
import type { Family } from "../../family.ts";
import { insert, made, TRIGGER } from "../../plant.ts";

export const labelEdits: Family = {
  name: "label-edits",
  sentence: "Base rows get the target label, and a new name in their text, among honest additions.",
  source: "Biggio et al. 2012 (label flips), with a trigger",
  intent: "attack",
  data: "labels",
  plant({ base, honest, others, target, count }, random) {
    const edited = others.slice(0, count);
    const before = random.shuffled([...base, ...edited]);
    const going = new Set(edited);
    const after = before.map((row) =>
      going.has(row) ? made(row, insert(row.text, TRIGGER, random), target) : row,
    );
    return { base: before, head: [...after, ...random.shuffled(honest)] };
  },
};
