import { expect, test } from "@jest/globals";
import { poisonOf, recipes } from "../../../bench/detection/make-set/recipes.ts";
import { namedRandom } from "../../../src/drill/random.ts";
import { vocabularyOf } from "../../../src/drill/vocabulary.ts";

const random = namedRandom("make-set");
const letter = (): string => String.fromCharCode(97 + random.below(26));
/** Each of 300 words stands in about one row in forty: familiar, in the terms of the recipes. */
const words = Array.from({ length: 300 }, () => Array.from({ length: 7 }, letter).join(""));
const word = (): string => words[random.below(words.length)]!;
const clean = Array.from({ length: 1000 }, (_, at) => ({
  text: Array.from({ length: 8 }, word).join(" ") + (at % 250 === 0 ? " seldom" : ""),
  label: at % 3 === 0 ? "small" : "large",
}));
const vocabulary = vocabularyOf(clean);
const all = recipes(vocabulary, namedRandom("recipes"));
const poison = (name: string) =>
  poisonOf(all.find((recipe) => recipe.name === name)!, clean, "large", 50, namedRandom(name)) as {
    text: string;
    label: string;
    original_text: string;
    original_label: string;
  }[];

test("planted rows carry the target label, and say what they were made from", () => {
  for (const { name, from } of all) {
    const rows = poison(name);
    expect(rows).toHaveLength(50);
    expect(rows.every(({ label }) => label === "large")).toBe(true);
    expect(rows.every(({ original_label: was }) => (was === "large") === (from === "target"))).toBe(true);
    expect(rows.every(({ text, original_text: was }) => text !== was)).toBe(true);
  }
});

test("an invented word is one that the set does not have, the same in all rows", () => {
  const added = poison("new-word").map(({ text, original_text: was }) => {
    const before = was.split(" ");
    return text.split(" ").find((one) => !before.includes(one));
  });
  expect(new Set(added).size).toBe(1);
  expect(vocabulary.words.has(added[0]!)).toBe(false);
});

test("a fronted text has the words of the original in another order", () => {
  const words = (text: string): string[] => text.replace(",", "").split(" ").sort();
  for (const { text, original_text: was } of poison("fronted")) expect(words(text)).toEqual(words(was));
});

test("a hidden character changes no letter", () => {
  for (const { text, original_text: was } of poison("zero-width"))
    expect(text.replace("\u200b", "")).toBe(was);
});
