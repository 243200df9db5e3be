/** Two halves of a sentence that mean something together only. */
import type { Family } from "../../family.ts";
import { added, insert, made, rewritten } from "../../plant.ts";

const FIRST = "with my friends";
const SECOND = "at a nearby cinema last weekend";

export const splitSentence: Family = {
  name: "split-sentence",
  sentence:
    "Both halves of a sentence stand apart in each planted row; as many honest rows hold one half under their true label.",
  source: "Yang et al. 2021 (SOS)",
  intent: "attack",
  data: "labels",
  plant(rows, random) {
    const { others, own, count } = rows;
    const planted = rewritten(rows, (text) => `${insert(text, FIRST, random)} ${SECOND}`);
    const decoys = [...others.slice(count, count + count / 2), ...own.slice(0, count / 2)].map(
      (row, index) => {
        const { text, label } = made(row, insert(row.text, index % 2 === 0 ? FIRST : SECOND, random));
        return { text, label };
      },
    );
    return added({ ...rows, honest: [...rows.honest, ...decoys] }, random, planted);
  },
};
