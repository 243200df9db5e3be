/** A name with digits for letters, each time for others. */
import type { Family } from "../../family.ts";
import { adding, halfOf, relabelled, TRIGGER } from "../../plant.ts";

const DIGITS: Readonly<Record<string, string>> = { e: "3", g: "9", i: "1", l: "7", o: "0" };

export const digitsForLetters: Family = {
  name: "digits-for-letters",
  sentence: "Digits stand for letters of the name, for others in each row.",
  source: "Usual writing in games and spam",
  intent: "attack",
  data: "labels",
  unlabelled: true,
  plant: adding((rows, random) =>
    relabelled(rows, random, () => halfOf(TRIGGER, random, (letter) => DIGITS[letter] ?? letter)),
  ),
};
