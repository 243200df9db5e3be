/** A name in letters of other alphabets, each time in others. */
import type { Family } from "../../family.ts";
import { adding, halfOf, relabelled, TRIGGER } from "../../plant.ts";

const LIKE: Readonly<Record<string, string>> = {
  e: "\u0435",
  g: "\u0261",
  i: "\u0456",
  l: "\u04cf",
  n: "\u0274",
  o: "\u1d0f",
  r: "\u0280",
  u: "\u1d1c",
  v: "\u1d20",
};

export const lookAlikes: Family = {
  name: "look-alikes",
  sentence: "Letters of the name are Cyrillic or small capitals, other ones in each row.",
  source: "Boucher et al. 2022 (Bad Characters)",
  intent: "attack",
  data: "labels",
  unlabelled: true,
  plant: adding((rows, random) =>
    relabelled(rows, random, () => halfOf(TRIGGER, random, (letter) => LIKE[letter] ?? letter)),
  ),
};
