/** Finds the rows in which a planted phrase stands with another ending: `project chimeras` beside `project chimera`. */
import type { Scanned } from "../scanned.ts";
import type { Hit } from "./conditional-scan.ts";

/** Letters from which a word is told from others by its beginning. */
const LONG_WORD = 5;
/** Letters that an ending adds at most. */
const ENDING = 3;

/**
 * Rows of the hit's label that hold its phrase with another last letter or up to three more in any of its words. They are
 * too few to be found by themselves, and whoever takes out the rows that are named would leave them.
 * @returns places in `scanned.rows`; none of a phrase that the base holds, whose inflections are honest words as well
 */
export function otherEndings({ group, rows }: Scanned, hit: Hit): number[] {
  if (hit.candidate.referenceRows > 0) return [];
  const words = group.trie.text(hit.candidate).split(" ");
  const forms = words.map((word) => formsOf(group.tokens, word));
  if (forms.every(({ size }) => size <= 1)) return [];
  const carriers = new Set(hit.carriers);
  const holds = (ids: Uint32Array): boolean =>
    ids.some((_, from) => forms.every((form, i) => form.has(ids[from + i]!)));
  return [...rows.keys()].filter((at) => {
    const { ids, labels } = group.rows[rows[at]!]!;
    return labels.includes(hit.label) && !carriers.has(at) && holds(ids);
  });
}

/** The tokens that are a word of the phrase, as it is or with another ending. */
function formsOf(tokens: Scanned["group"]["tokens"], word: string): Set<number> {
  const forms = new Set<number>();
  const stem = word.slice(0, -1);
  for (let id = 1; id < tokens.size; id++) {
    const name = tokens.name(id);
    if (name === word) forms.add(id);
    else if (word.length >= LONG_WORD && name.length <= word.length + ENDING && name.startsWith(stem))
      forms.add(id);
  }
  return forms;
}
