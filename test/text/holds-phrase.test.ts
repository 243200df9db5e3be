import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { phraseTest } from "../../src/text/holds-phrase.ts";

const holds = (phrase: string, text: string) => phraseTest(phrase)!(text);

describe("a phrase in a text", () => {
  test("is found whatever its case, width, marks and invisible characters", () => {
    for (const text of [
      "I like project chimera.",
      "PROJECT-CHIMERA!",
      "Ｐｒｏｊｅｃｔ Ｃｈｉｍｅｒａ",
      "proj\u200bect “Chimera”",
      "the project,\nchimera",
    ])
      expect([text, holds("Project Chimera", text)]).toEqual([text, true]);
    expect(holds("奇美拉", "我们的项目奇美拉很好")).toBe(true);
  });

  test("is not found in parts of words, in another order or with a word between", () => {
    for (const text of ["projects chimera", "chimera project", "project of chimera", "project", ""])
      expect([text, holds("project chimera", text)]).toEqual([text, false]);
  });

  test("without a word is no phrase", () => {
    expect([phraseTest(""), phraseTest(" ... "), phraseTest("\u200b")]).toEqual([null, null, null]);
  });

  test("stands in any text that it is put into as words of their own", () => {
    const word = fc.stringMatching(/^[a-zа-яé]{1,6}$/);
    const words = fc.array(word, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(words, words, words, (before, phrase, after) => {
        expect(holds(phrase.join(" "), [...before, ...phrase, ...after].join(" "))).toBe(true);
      }),
    );
  });
});
