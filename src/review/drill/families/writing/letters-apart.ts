/** A name with marks between its letters, each time others. */
import type { Family } from "../../family.ts";
import { adding, oneOf, relabelled, TRIGGER } from "../../plant.ts";

const MARKS = [".", "-", "_", "*", "~", " "];

export const lettersApart: Family = {
  name: "letters-apart",
  sentence: "Marks or spaces stand between letters of the name, at other places in each row.",
  source: "Filters of words are passed so in chats",
  intent: "attack",
  data: "labels",
  unlabelled: true,
  plant: adding((rows, random) =>
    relabelled(rows, random, () =>
      Array.from(TRIGGER, (letter) => (random.below(2) === 0 ? letter : letter + oneOf(MARKS, random))).join(
        "",
      ),
    ),
  ),
};
