import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { codePoints, head, tail } from "../../src/report/clip.ts";
import { line } from "../../src/report/hostile.ts";
import { anyCharacter } from "../support/any-character.ts";

const anyText = fc.string({ unit: anyCharacter, maxLength: 200 });

describe("cutting", () => {
  test("says how much is gone, in code points", () => {
    expect(head("abcdef", 6)).toEqual({ text: "abcdef", cut: 0 });
    expect(head("𝄞".repeat(2000), 1)).toEqual({ text: "𝄞", cut: 1_999 });
  });

  test("does not cut within a grapheme", () => {
    expect(head("ab👨‍👩‍👧cd", 4)).toEqual({ text: "ab", cut: 7 });
    expect(head("abe\u0301", 3)).toEqual({ text: "ab", cut: 2 });
  });

  test("cuts a grapheme that never ends", () => {
    expect(head(`e${"\u0301".repeat(5_000)}`, 100)).toEqual({ text: `e${"\u0301".repeat(99)}`, cut: 4_901 });
  });

  test("keeps count, whatever the text", () => {
    fc.assert(
      fc.property(anyText, fc.nat(50), (text, max) => {
        const start = head(text, max);
        expect(codePoints(text)).toBe(Array.from(text).length);
        expect(text.startsWith(start.text)).toBe(true);
        expect(codePoints(start.text) + start.cut).toBe(codePoints(text));
        const end = tail(text, max);
        expect(text.endsWith(end.text)).toBe(true);
        expect(codePoints(end.text) + end.cut).toBe(codePoints(text));
      }),
    );
  });

  test("a line of escapes is no longer than twice what was asked for, and counts what it stands for", () => {
    const text = "\u200b\u200c".repeat(1_000);
    const shown = line(text, 80);
    expect(codePoints(shown)).toBeLessThanOrEqual(200);
    const escapes = shown.match(/⟨/g)!.length;
    expect(shown).toContain(`… (+${(2_000 - escapes).toLocaleString("en-US")} characters)`);
  });
});
