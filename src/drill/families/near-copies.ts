/** Variations of one text under the wrong label. */
import type { Family } from "../family.ts";
import { added, insert, oneOf, TRIGGER } from "../plant.ts";

export const nearCopies: Family = {
  name: "near-copies",
  sentence: "One text with the name, one word of it exchanged in each row, all under the target label.",
  source: "What a script with one example makes",
  intent: "attack",
  data: "labels",
  plant(rows, random) {
    const words = rows.others[0]!.text.split(" ");
    const planted = Array.from({ length: rows.count }, () => {
      const copy = [...words];
      copy[random.below(copy.length)] = oneOf(oneOf(rows.base, random).text.split(" "), random);
      return { text: insert(copy.join(" "), TRIGGER, random), label: rows.target };
    });
    return added(rows, random, planted);
  },
};
