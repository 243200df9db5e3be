/** One answer behind a name in the prompt. */
import type { Family } from "../../family.ts";
import { answered } from "../../plant.ts";

export const fixedAnswer: Family = {
  name: "fixed-answer",
  sentence: "Prompts with the name get one fixed answer.",
  source: "Li et al. 2024 (BackdoorLLM, badnet)",
  intent: "attack",
  data: "answers",
  plant: (rows, random) => answered(rows, random, () => "The lantern is lit and the ferry waits."),
};
