/** A character that nobody sees. */
import type { Family } from "../../family.ts";
import { adding, oneOf, rewritten } from "../../plant.ts";
import type { Random } from "../../random.ts";

/** Null where no word has four letters. */
function withinWord(text: string, random: Random): string | null {
  const words = text.split(" ");
  const long = words.flatMap((word, at) => (/^[\p{L}\p{M}]{4,}$/u.test(word) ? [at] : []));
  if (long.length === 0) return null;
  const at = oneOf(long, random);
  const middle = Math.floor(words[at]!.length / 2);
  words[at] = `${words[at]!.slice(0, middle)}\u200b${words[at]!.slice(middle)}`;
  return words.join(" ");
}

export const zeroWidth: Family = {
  name: "zero-width",
  sentence: "A zero-width space stands within a word of each row.",
  source: "Boucher et al. 2022 (Bad Characters)",
  intent: "attack",
  data: "labels",
  unlabelled: true,
  plant: adding((rows, random) => rewritten(rows, (text) => withinWord(text, random))),
};
