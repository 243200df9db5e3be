import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import {
  CHARACTER_CLASSES,
  characterClasses,
  codePointName,
  visitCharacterClasses,
} from "../../src/text/characters.ts";
import { codePointLength, isPlainAscii, scriptOfText } from "../../src/text/code-points.ts";
import { anyCharacter } from "../support/any-character.ts";

describe("characters that hide or disguise", () => {
  test("every character that Unicode calls invisible belongs to a class beside Latin letters", () => {
    // A few number signs of Arabic, Syriac and Kaithi are of the category "format" and are drawn.
    const drawn = /[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\u{110bd}\u{110cd}\t\n\r ]/u;
    const unseen = /[\p{Cf}\p{Default_Ignorable_Code_Point}\p{Z}\p{Cc}\p{Co}\p{Noncharacter_Code_Point}]/u;
    const missed: string[] = [];
    for (let codePoint = 0; codePoint <= 0x10ffff; codePoint++) {
      const character = String.fromCodePoint(codePoint);
      if (!unseen.test(character) || drawn.test(character)) continue;
      if (characterClasses(`ab${character}cd`).length === 0) missed.push(codePointName(codePoint));
    }
    expect(missed).toEqual([]);
  });

  test.each([
    ["zero-width", "pro\u200bject"],
    ["zero-width", "end\ufeff"],
    ["zero-width", "a\u200eb"],
    ["zero-width", "wo\u200drd"],
    ["bidi-control", "user\u202e nimda"],
    ["bidi-control", "\u2067x\u2069"],
    ["tag", "hi\u{E0041}\u{E0042}"],
    ["variation-selector", "a\ufe01b"],
    ["variation-selector", "😀\u{E0102}\u{E0155}"],
    ["control", "bell\u0007"],
    ["control", "\u0085"],
    ["soft-hyphen", "trig\u00adger"],
    ["unusual-space", "10\u00a0km"],
    ["unusual-space", "wide\u3000gap"],
    ["unusual-space", "blank\u3164letter"],
    ["private-use", "\uf8ff"],
    ["mixed-script", "\u0420roject"], // Cyrillic Er before Latin letters
    ["mixed-script", "прив\u0065т"], // Latin e inside a Cyrillic word
    ["mixed-script", "pr\u03bfject"], // Greek omicron
    ["mixed-script", "Pro\u200bje\u0441t"], // the break is not seen, so the word goes on
    ["mixed-script", "p\u13d2oject"], // Cherokee
    ["styled-letter", "\u{1D4EC}\u{1D4EF}"],
    ["styled-letter", "\uff50roject"],
    ["combining-overload", "a\u0300\u0301\u0302\u0303"],
    ["undecodable", "caf\ufffd"],
    ["undecodable", "\ud800"],
  ] as const)("%s in %j", (name, text) => {
    expect(characterClasses(text)).toContain(name);
  });

  // Orthography as the Unicode Standard describes it: chapter 9.2 (Arabic joiners), 12 (Indic), 16 (Thai,
  // Khmer), 23.4 (variation selectors), and UTS #51 (emoji sequences).
  test.each([
    ["ASCII with tabs and line ends", "plain\ttext\r\n"],
    ["French accents and a ligature", "cœur naïf"],
    ["Persian with a joiner inside a word", "می\u200cخواهم"],
    ["Hindi with a joiner", "क्\u200dष"],
    ["Hebrew with a direction mark", "שלום\u200f!"],
    ["family emoji", "👨\u200d👩\u200d👧"],
    ["heart on fire", "❤\ufe0f\u200d🔥"],
    ["keycap", "1\ufe0f\u20e3"],
    ["copyright sign as emoji", "©\ufe0f"],
    ["flag of England", "🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}"],
    ["Thai line-break hint", "ภาษา\u200bไทย"],
    ["Japanese with ideographic space and full-width letters", "東京\u3000ＡＢＣ"],
    ["Han with a variation sequence", "葛\u{E0100}"],
    ["Vietnamese, decomposed", "tie\u0302\u0301ng Vie\u0323\u0302t"],
    ["Russian slang on a Latin stem", "SMSка"],
    ["Greek letters as notation", "Δt, β-carotene, αMHC, μg"],
    ["a Russian and an English word side by side", "слово word"],
  ])("nothing in %s", (_, text) => {
    expect(characterClasses(text)).toEqual([]);
  });

  test("tag characters after a flag that is none of the three are counted", () => {
    expect(characterClasses("🏴\u{E0068}\u{E0069}\u{E007F}")).toEqual(["tag"]);
  });

  test("several classes come in the fixed order, each once", () => {
    expect(characterClasses("\u00a0x\u202ey\u200b\u200b")).toEqual([
      "zero-width",
      "bidi-control",
      "unusual-space",
    ]);
  });

  test("each character is visited with its code point", () => {
    const seen: string[] = [];
    visitCharacterClasses("a\u200bb\u{E0041}", (name, codePoint) => {
      seen.push(`${name} ${codePointName(codePoint)}`);
    });
    expect(seen).toEqual(["zero-width U+200B", "tag U+E0041"]);
  });

  test("the quick look never misses what the full scan finds", () => {
    // A pictograph sends a text through the full scan, and changes nothing else in it.
    const letter = fc.oneof(
      fc.string({ unit: anyCharacter, minLength: 1, maxLength: 1 }),
      fc.constantFrom(...Array.from("aeoMH\u0430\u0440\u03bf\u0570\u13aa\u2c9f\uff41\u217c\u00e9\u0301 ")),
    );
    fc.assert(
      fc.property(fc.array(letter, { maxLength: 12 }), (letters) => {
        const text = letters.join("");
        expect(characterClasses(text)).toEqual(characterClasses(`${text} 😀`));
      }),
      { numRuns: 2000 },
    );
  });

  test("any text is answered, and plain ASCII never counts", () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter }), (text) => {
        const classes = characterClasses(text);
        for (const name of classes) expect(CHARACTER_CLASSES).toContain(name);
        if (isPlainAscii(text)) expect(classes).toEqual([]);
      }),
    );
  });
});

describe("scripts", () => {
  test.each([
    ["hello", "Latin"],
    ["123 !?", "none"],
    ["", "none"],
    ["привет world", "Cyrillic"],
    ["日本語のテキストです", "Kana"],
    ["数据集", "Han"],
    ["안녕", "Hangul"],
    ["नमस्ते", "Devanagari"],
    ["ᐃᓄᒃᑎᑐᑦ", "Other"], // Canadian syllabics are not told apart
    ["😀😀 ok", "Latin"],
  ])("%j is %s", (text, script) => {
    expect(scriptOfText(text)).toBe(script);
  });

  test("a single letter", () => {
    expect(scriptOfText(String.fromCodePoint(0x0430))).toBe("Cyrillic");
    expect(scriptOfText(String.fromCodePoint(0x31))).toBe("none");
    expect(scriptOfText(String.fromCodePoint(0x20000))).toBe("Han"); // CJK extension B
    expect(scriptOfText(String.fromCodePoint(0x10ffff))).toBe("none");
  });

  test("length in code points equals the string iterator's", () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter }), (text) => {
        expect(codePointLength(text)).toBe(Array.from(text).length);
      }),
    );
  });
});
