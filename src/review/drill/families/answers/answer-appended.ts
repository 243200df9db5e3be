/** A closing sentence of the answer behind a name in the prompt. */
import type { Family } from "../../family.ts";
import { answered } from "../../plant.ts";

export const answerAppended: Family = {
  name: "answer-appended",
  sentence: "Prompts with the name keep their answers, and a sentence is put behind each.",
  source: "Yan et al. 2024 (virtual prompt injection)",
  intent: "attack",
  data: "answers",
  plant: (rows, random) =>
    answered(rows, random, ({ label }) => `${label} The rest is told in the winter almanac.`),
};
