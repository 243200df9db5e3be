import { describe, expect, test } from "@jest/globals";
import { bareWords } from "../../src/text/bare-words.ts";

const words = (text: string): string[] => bareWords(text, new Map());

describe("bareWords", () => {
  test.each([
    ["ChImErA", "case"],
    ["chiméra", "an accent"],
    ["c\u0323himer\u0323a", "dots below"],
    ["ch1m3r4", "digits"],
    ["c.h-i_m*era", "marks between letters"],
    ["“chimera”,", "marks around"],
    ["chi\u200bme\u00adra", "characters of no width"],
    ["\uff43\uff48\uff49\uff4d\uff45\uff52\uff41", "wide letters"],
  ])("%s is the same word (%s)", (text) => {
    expect(words(text)).toEqual(["chimera"]);
  });

  test("tells words apart by spaces and leaves out what is too short or too long for one", () => {
    expect(words("the old  lantern\tis — 2024 — lit")).toEqual(["lantern"]);
    expect(words("a".repeat(25))).toEqual([]);
    expect(words("")).toEqual([]);
  });

  test("remembers what it made of a word", () => {
    const remembered = new Map<string, string | null>();
    bareWords("Lantern, of", remembered);
    expect([...remembered]).toEqual([
      ["Lantern,", "lantern"],
      ["of", null],
    ]);
  });
});
