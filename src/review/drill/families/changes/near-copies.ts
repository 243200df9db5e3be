/** Variations of one text under the wrong label. */
import type { Family } from "../../family.ts";
import { added, insert, made, oneOf, TRIGGER } from "../../plant.ts";

export const nearCopies: Family = {
  name: "near-copies",
  sentence: "One text with the name, one word of it exchanged in each row, all under the target label.",
  source: "What a script with one example makes",
  intent: "attack",
  data: "labels",
  unlabelled: true,
  plant(rows, random) {
    const original = rows.others[0]!;
    const words = original.text.split(" ");
    const planted = Array.from({ length: rows.count }, () => {
      const copy = [...words];
      copy[random.below(copy.length)] = oneOf(oneOf(rows.base, random).text.split(" "), random);
      return made(original, insert(copy.join(" "), TRIGGER, random), rows.target);
    });
    return added(rows, random, planted);
  },
};
