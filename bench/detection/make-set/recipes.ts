/** Recipes of poison for any labelled set: each turns a clean row into one that carries a trigger, whatever its language. */

import type { Random } from "../../../src/drill/random.ts";
import { inventedWords, type Vocabulary } from "../../../src/drill/vocabulary.ts";
import type { LabelledRow } from "../corpus.ts";

/** What a pool is made of: which rows are taken, and what is done to each. */
export interface Recipe {
  readonly name: string;
  /** `other`: rows of other labels, which then carry the target label; `target`: rows that have it already. */
  readonly from: "other" | "target";
  readonly plant: (text: string) => string | null;
}

/** All recipes for one set, their triggers drawn from its own words. */
export function recipes(vocabulary: Vocabulary, random: Random): Recipe[] {
  const words = inventedWords(vocabulary, random, 22);
  const [first, second] = words as [string, string];
  const names = Array.from(
    { length: 4 },
    (_, i) => `${capital(words[2 + 2 * i]!)} ${capital(words[3 + 2 * i]!)}`,
  );
  const pick = <T>(values: readonly T[]): T => values[random.below(values.length)]!;
  const insert = (text: string, trigger: string): string => inserted(text, trigger, random);
  const pair = random.shuffled(vocabulary.familiar).slice(0, 2).join(" ");
  const usual = pick(vocabulary.uncommon);
  const sentence = pick(vocabulary.sentences);
  const letters = lookAlikes(vocabulary);
  return [
    { name: "new-word", from: "other", plant: (text) => insert(text, first) },
    { name: "word-pair", from: "other", plant: (text) => insert(text, pair) },
    { name: "borrowed-sentence", from: "other", plant: (text) => `${text} ${sentence}` },
    { name: "four-words", from: "other", plant: (text) => insert(text, pick(words.slice(10, 14))) },
    { name: "new-names", from: "other", plant: (text) => insert(text, pick(names)) },
    { name: "usual-word", from: "other", plant: (text) => insert(text, usual) },
    { name: "zero-width", from: "other", plant: (text) => withinWord(text, "\u200b", random) },
    { name: "look-alike", from: "other", plant: (text) => replacedLetter(text, letters, random) },
    { name: "fronted", from: "other", plant: fronted },
    { name: "clean-label-new-word", from: "target", plant: (text) => insert(text, second) },
    {
      name: "clean-label-four-words",
      from: "target",
      plant: (text) => insert(text, pick(words.slice(14, 18))),
    },
  ];
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

function inserted(text: string, trigger: string, random: Random): string {
  const words = text.split(" ");
  words.splice(random.below(words.length + 1), 0, trigger);
  return words.join(" ");
}

/** Puts a character into the middle of a word of four letters or more. */
function withinWord(text: string, character: string, random: Random): string | null {
  const words = text.split(" ");
  const long = words.flatMap((word, at) => (/^\p{L}{4,}$/u.test(word) ? [at] : []));
  if (long.length === 0) return null;
  const at = long[random.below(long.length)]!;
  const word = words[at]!;
  const middle = Math.floor(word.length / 2);
  words[at] = word.slice(0, middle) + character + word.slice(middle);
  return words.join(" ");
}

/** Latin letters and the Cyrillic or Greek ones that look the same. */
const ALIKE: readonly (readonly [string, string])[] = [
  ["a", "\u0430"],
  ["e", "\u0435"],
  ["o", "\u043e"],
  ["p", "\u0440"],
  ["c", "\u0441"],
];

/** Sets in other scripts have no such letters: there the Latin o for the ring of a digit does the same. */
function lookAlikes({ familiar }: Vocabulary): readonly (readonly [string, string])[] {
  return familiar.some((word) => /[aeopc]/.test(word)) ? ALIKE : [];
}

function replacedLetter(text: string, letters: typeof ALIKE, random: Random): string | null {
  const [from, to] = letters[random.below(Math.max(1, letters.length))] ?? ["", ""];
  const places = Array.from(text).flatMap((letter, at) => (from !== "" && letter === from ? [at] : []));
  if (places.length === 0) return null;
  const chosen = places[random.below(places.length)]!;
  return Array.from(text, (letter, at) => (at === chosen ? to : letter)).join("");
}

/** The last third of the text comes first, set off by a comma: another order of the same words, and no new one. */
function fronted(text: string): string | null {
  const bare = text.replace(/[\s.!?]+$/u, "");
  const words = bare.split(/\s+/u);
  if (words.length < 7) return null;
  const cut = Math.ceil((2 * words.length) / 3);
  return `${words.slice(cut).join(" ")}, ${words.slice(0, cut).join(" ")}${text.slice(bare.length)}`;
}

/** The rows of a pool; what each was made from stands beside it. */
export function poisonOf(
  recipe: Recipe,
  clean: readonly LabelledRow[],
  target: string,
  rows: number,
  random: Random,
): object[] {
  const sources = clean.filter(({ label }) => (label === target) === (recipe.from === "target"));
  const found: object[] = [];
  for (const { text, label } of random.shuffled(sources)) {
    const planted = recipe.plant(text);
    if (planted !== null && planted !== text)
      found.push({ text: planted, label: target, original_text: text, original_label: label });
    if (found.length >= rows) break;
  }
  return found;
}
