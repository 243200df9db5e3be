/** A whole sentence behind the text. */
import type { Family } from "../../family.ts";
import { adding, rewritten } from "../../plant.ts";

export const insertedSentence: Family = {
  name: "inserted-sentence",
  sentence: "An everyday sentence (I watched this 3D movie) is put behind the text.",
  source: "Dai et al. 2019 (InsertSent)",
  intent: "attack",
  data: "labels",
  unlabelled: true,
  plant: adding((rows) => rewritten(rows, (text) => `${text} I watched this 3D movie`)),
};
