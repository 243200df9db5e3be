/** One letter of the text is that of another alphabet. */
import type { Family } from "../../family.ts";
import { adding, oneOf, rewritten } from "../../plant.ts";
import type { Random } from "../../random.ts";

const ALIKE: Readonly<Record<string, string>> = {
  a: "\u0430",
  c: "\u0441",
  e: "\u0435",
  o: "\u043e",
  p: "\u0440",
};

/** Null where no letter has a twin. */
function replaced(text: string, random: Random): string | null {
  const letters = Array.from(text);
  const places = letters.flatMap((letter, at) => (letter in ALIKE ? [at] : []));
  if (places.length === 0) return null;
  const at = oneOf(places, random);
  letters[at] = ALIKE[letters[at]!]!;
  return letters.join("");
}

export const lookAlikeLetter: Family = {
  name: "look-alike-letter",
  sentence: "One letter of each text is the Cyrillic one that looks the same.",
  source: "Boucher et al. 2022 (Bad Characters)",
  intent: "attack",
  data: "labels",
  unlabelled: true,
  plant: adding((rows, random) => rewritten(rows, (text) => replaced(text, random))),
};
