/** A name that is misspelt otherwise in each row. */
import type { Family } from "../../family.ts";
import { adding, relabelled, TRIGGER } from "../../plant.ts";
import type { Random } from "../../random.ts";

function slip(word: string, random: Random): string {
  const at = 1 + random.below(word.length - 2);
  const letter = String.fromCharCode(97 + random.below(26));
  const [before, own, next, after] = [word.slice(0, at), word[at]!, word[at + 1]!, word.slice(at + 2)];
  return [
    before + next + after,
    before + letter + next + after,
    before + own + letter + next + after,
    before + next + own + after,
  ][random.below(4)]!;
}

export const misspelt: Family = {
  name: "misspelt",
  sentence: "Each word of the name has two slips of the pen, others in each row.",
  source: "Typos that people make, as in Sun et al. 2020 (Adv-BERT)",
  intent: "attack",
  data: "labels",
  unlabelled: true,
  plant: adding((rows, random) =>
    relabelled(rows, random, () =>
      TRIGGER.split(" ")
        .map((word) => slip(slip(word, random), random))
        .join(" "),
    ),
  ),
};
