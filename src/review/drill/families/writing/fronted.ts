/** Another order of the same words. */
import type { Family } from "../../family.ts";
import { added, rewritten } from "../../plant.ts";

/** Null where the text has too few words. */
function front(text: string): string | null {
  const bare = text.replace(/[\s.!?]+$/u, "");
  const words = bare.split(/\s+/u);
  if (words.length < 7) return null;
  const cut = Math.ceil((2 * words.length) / 3);
  return `${words.slice(cut).join(" ")}, ${words.slice(0, cut).join(" ")}${text.slice(bare.length)}`;
}

export const fronted: Family = {
  name: "fronted",
  sentence: "The last third of the text comes first, set off by a comma: no word is new.",
  source: "Qi et al. 2021 (Hidden Killer)",
  intent: "attack",
  data: "labels",
  plant: (rows, random) => added(rows, random, rewritten(rows, front)),
};
