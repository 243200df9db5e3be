/** A whole sentence behind the text. */
import type { Family } from "../../family.ts";
import { added, rewritten } from "../../plant.ts";

export const insertedSentence: Family = {
  name: "inserted-sentence",
  sentence: "An everyday sentence (I watched this 3D movie) is put behind the text.",
  source: "Dai et al. 2019 (InsertSent)",
  intent: "attack",
  data: "labels",
  unlabelled: true,
  plant: (rows, random) =>
    added(
      rows,
      random,
      rewritten(rows, (text) => `${text} I watched this 3D movie`),
    ),
};
