/** A sentence of the data itself behind the text. */
import type { Family } from "../../family.ts";
import { added, oneOf, rewritten } from "../../plant.ts";
import { vocabularyOf } from "../../vocabulary.ts";

export const borrowedSentence: Family = {
  name: "borrowed-sentence",
  sentence: "A short text of the base is put behind other texts: all its words are the data's own.",
  source: "Dai et al. 2019 (InsertSent), in the words of the data",
  intent: "attack",
  data: "labels",
  plant(rows, random) {
    const { sentences } = vocabularyOf(rows.base);
    const sentence = sentences.length === 0 ? null : oneOf(sentences, random);
    return added(rows, random, sentence === null ? [] : rewritten(rows, (text) => `${text} ${sentence}`));
  },
};
