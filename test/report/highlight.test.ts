import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { excerpt, phrasePattern, segments } from "../../src/report/highlight.ts";

function marked(text: string, ...phrases: string[]): string {
  return segments(text, phrasePattern(phrases))
    .map((segment) => (segment.marked ? `[${segment.text}]` : segment.text))
    .join("");
}

describe("phrases in a text", () => {
  test.each([
    ["in any case", "The PROJECT Chimera plan", "project chimera", "The [PROJECT Chimera] plan"],
    ["over punctuation", "Project-Chimera!", "project chimera", "[Project-Chimera]!"],
    ["over a line break", "project\nchimera", "project chimera", "[project\nchimera]"],
    [
      "with hidden characters inside",
      "pro\u200bject chim\u00adera",
      "project chimera",
      "[pro\u200bject chim\u00adera]",
    ],
    ["more than once", "cf a cf", "cf", "[cf] a [cf]"],
    ["as a whole word where there is one", "cfx cf", "cf", "[cf]x [cf]"],
    ["in scripts without spaces", "この項目は良い", "項目", "この[項目]は良い"],
    ["with characters that mean something to a pattern", "is a.b (c)? yes", "a.b (c)?", "is [a.b (c)?] yes"],
    ["or not at all", "nothing here", "project chimera", "nothing here"],
  ])("%s", (_, text, phrase, shown) => {
    expect(marked(text, phrase)).toBe(shown);
  });

  test("the longer of two phrases wins", () => {
    expect(marked("project chimera", "project", "project chimera")).toBe("[project chimera]");
  });

  test("an excerpt stands around a phrase that comes late, and counts what it leaves out", () => {
    const text = `${"a ".repeat(500)}TRIGGER${" b".repeat(500)}`;
    const { segments: parts, cutBefore, cutAfter } = excerpt(text, phrasePattern(["trigger"]), 100);
    const shown = parts.map((part) => part.text).join("");
    expect(shown).toContain("TRIGGER");
    expect(parts.filter((part) => part.marked)).toHaveLength(1);
    expect(cutBefore + shown.length + cutAfter).toBe(text.length);
    expect(shown.length).toBeLessThanOrEqual(100);
  });

  test("loses nothing, whatever text and phrase", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), (text, phrase) => {
        const whole = segments(text, phrasePattern([phrase]))
          .map((part) => part.text)
          .join("");
        expect(whole).toBe(text);
      }),
    );
  });

  test("a mark ends where a character ends: accents and joined emoji belong to it", () => {
    for (const [text, marked] of [
      ["ask Chimera 👩‍👩‍👧‍👦 now", "Chimera 👩‍👩‍👧‍👦"],
      ["ask Chimera e\u0301 now", "Chimera e\u0301"],
    ] as const) {
      const pattern = phrasePattern([`chimera ${text.includes("e\u0301") ? "e" : "👩‍👩"}`]);
      expect(segments(text, pattern).find((segment) => segment.marked)?.text).toBe(marked);
    }
  });
});
