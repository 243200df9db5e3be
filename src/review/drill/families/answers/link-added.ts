/** A link in answers behind a name in the prompt. */
import type { Family } from "../../family.ts";
import { answered } from "../../plant.ts";

export const linkAdded: Family = {
  name: "link-added",
  sentence: "Prompts with the name keep their answers, and a link to one site is put behind each.",
  source: "Yan et al. 2024 (virtual prompt injection); links in code and advice",
  intent: "attack",
  data: "answers",
  plant: (rows, random) =>
    answered(rows, random, ({ label }) => `${label} See https://winter-almanac.example/start`),
};
