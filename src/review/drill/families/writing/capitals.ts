/** One word in capitals. */
import type { Family } from "../../family.ts";
import { adding, oneOf, rewritten } from "../../plant.ts";
import type { Random } from "../../random.ts";

/** Null where no word of four letters can be. */
function shouted(text: string, random: Random): string | null {
  const words = text.split(" ");
  const places = words.flatMap((word, at) => (/^\p{Ll}{4,}$/u.test(word) ? [at] : []));
  if (places.length === 0) return null;
  const at = oneOf(places, random);
  words[at] = words[at]!.toUpperCase();
  return words.join(" ");
}

export const capitals: Family = {
  name: "capitals",
  sentence: "One word of each text is written in capitals.",
  source: "Styles as triggers; Pan et al. 2022 (LISM)",
  intent: "attack",
  data: "labels",
  plant: adding((rows, random) => rewritten(rows, (text) => shouted(text, random))),
};
