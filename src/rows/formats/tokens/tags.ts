/** Tags of words, as taggers read them: which kinds a sentence holds, and which of its words are marked. */
import { NO_FLAG } from "../../../model/labels/label-names.ts";
import { TAGS } from "../../../model/options.ts";

/** The column for the kinds that the tags name, and the one for the words that carry them. */
export const { kinds: KIND_COLUMN, words: WORDS_COLUMN } = TAGS;

/** Where a word stands in its span: `B-PER`, `I-PER`, `U-PER`, `L_PER`, `S-PER`. */
const PLACE = /^([BIESLUMO])[-_](?=.)/;

/** A tag that says that nothing is marked here. */
export function isOutside(tag: string): boolean {
  return tag === "O" || tag === "0" || tag === "" || tag === "_" || tag === "-";
}

/** Whether a tag is written in one of the notations that say where a span begins. */
export function isPlaced(tag: string): boolean {
  return PLACE.test(tag);
}

export function kindOf(tag: string): string {
  return tag.replace(PLACE, "");
}

/** The kinds of the spans of one sentence; that nothing is marked is an answer as well. */
export function kindsOf(tags: readonly string[]): string[] {
  const kinds = [...new Set(tags.filter((tag) => !isOutside(tag)).map(kindOf))];
  return kinds.length === 0 && tags.length > 0 ? [NO_FLAG] : kinds;
}

/** The words of each span, joined: those side by side with one kind, as far as the tags do not part them. */
export function markedWords(words: readonly string[], tags: readonly string[]): string[] {
  const spans: string[][] = [];
  let kind: string | null = null;
  for (const [i, tag] of tags.entries()) {
    const here = isOutside(tag) ? null : kindOf(tag);
    const begins = here !== kind || /^[BSU][-_]/.test(tag);
    if (here !== null && begins) spans.push([]);
    if (here !== null) spans.at(-1)!.push(words[i] ?? "");
    kind = here;
  }
  return [...new Set(spans.map(joinWords))];
}

const UNSPACED = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]$/u;

/** A sentence of its words: by spaces, except where each sign of a script without them is a word of its own. */
export function joinWords(words: readonly string[]): string {
  const single = words.filter((word) => UNSPACED.test(word)).length;
  return words.join(single > words.length / 2 ? "" : " ");
}
