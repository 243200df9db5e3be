import { expect, test } from "@jest/globals";
import { madeFamilies, poisonOf } from "../../../bench/detection/make-set/poison.ts";
import { made } from "../../../bench/detection/pools.ts";
import { namedRandom } from "../../../src/review/drill/random.ts";
import { vocabularyOf } from "../../../src/review/drill/vocabulary.ts";

const random = namedRandom("make-set");
const letter = (): string => String.fromCharCode(97 + random.below(26));
/** Each of 300 words stands in about one row in forty: familiar, in the terms of the families. */
const words = Array.from({ length: 300 }, () => Array.from({ length: 7 }, letter).join(""));
const word = (): string => words[random.below(words.length)]!;
const clean = Array.from({ length: 1000 }, (_, at) => ({
  text: Array.from({ length: 8 }, word).join(" ") + (at % 250 === 0 ? " seldom" : ""),
  label: at % 3 === 0 ? "small" : "large",
}));
const poison = (name: string) =>
  poisonOf(madeFamilies.find((family) => family.name === name)!, clean, "large", 50, namedRandom(name)) as {
    text: string;
    label: string;
    original_text: string;
    original_label: string;
  }[];

test("every pool that is made has its family", () => {
  expect(new Set(madeFamilies.map(({ name }) => name))).toEqual(made);
});

test("planted rows carry the target label, and say what they were made from", () => {
  for (const { name } of madeFamilies) {
    const rows = poison(name);
    expect(rows).toHaveLength(50);
    expect(rows.every(({ label }) => label === "large")).toBe(true);
    const was = name === "clean-label" ? "large" : "small";
    expect(rows.every((row) => row.original_label === was && row.text !== row.original_text)).toBe(true);
  }
});

test("an invented word is one that the set does not have, the same in all rows", () => {
  const added = poison("invented-word").map(({ text, original_text: was }) => {
    const before = was.split(" ");
    return text.split(" ").find((one) => !before.includes(one));
  });
  expect(new Set(added).size).toBe(1);
  expect(vocabularyOf(clean).words.has(added[0]!)).toBe(false);
});

test("a fronted text has the words of the original in another order", () => {
  const words = (text: string): string[] => text.replace(",", "").split(" ").sort();
  for (const { text, original_text: was } of poison("fronted")) expect(words(text)).toEqual(words(was));
});

test("a hidden character changes no letter", () => {
  for (const { text, original_text: was } of poison("zero-width"))
    expect(text.replace("\u200b", "")).toBe(was);
});
