/** Tells characters that deceive a reader from ordinary ones. */
import { EMOJI, isPlainAscii, properties, SCRIPT_MASK, scriptId } from "./code-points.ts";
import { watchWords } from "./look-alikes.ts";

/**
 * Classes of characters that a reader does not see, or takes for others. What is ordinary orthography is not
 * counted: joiners inside Persian or Indic words and emoji, line-break hints in Thai or Khmer, direction marks
 * beside Arabic or Hebrew, ideographic spaces beside Han or Kana, variation selectors on emoji and Han.
 */
export const CHARACTER_CLASSES = [
  "zero-width",
  "bidi-control",
  "tag",
  "variation-selector",
  "control",
  "soft-hyphen",
  "unusual-space",
  "private-use",
  "mixed-script",
  "styled-letter",
  "combining-overload",
  "undecodable",
] as const;
export type CharacterClass = (typeof CHARACTER_CLASSES)[number];

/** What a class holds, for a sentence: "3 rows hold …". */
export const CHARACTER_CLASS_WORDS: Readonly<Record<CharacterClass, string>> = {
  "zero-width": "characters of no width",
  "bidi-control": "controls that reverse the direction of text",
  tag: "invisible tag characters",
  "variation-selector": "invisible variation selectors",
  control: "control characters",
  "soft-hyphen": "soft hyphens",
  "unusual-space": "unusual spaces",
  "private-use": "private-use characters",
  "mixed-script": "words with look-alike letters of another script",
  "styled-letter": "mathematical or full-width letters in place of plain ones",
  "combining-overload": "piled-up combining marks",
  undecodable: "characters that stand for bytes that could not be decoded",
};

/** Called for each character of a class, in order; for the two word classes with the last letter of the word. */
type ClassVisitor = (characterClass: CharacterClass, codePoint: number) => void;

const NONE: readonly CharacterClass[] = [];

/** The classes that a text holds at least one character of, in the order of `CHARACTER_CLASSES`. */
export function characterClasses(text: string): readonly CharacterClass[] {
  if (isPlainAscii(text)) return NONE;
  const found = new Set<CharacterClass>();
  visitCharacterClasses(text, (characterClass) => found.add(characterClass));
  return found.size === 0 ? NONE : CHARACTER_CLASSES.filter((name) => found.has(name));
}

/** Visits each character that belongs to a class. Linear in the length of the text, whatever it holds. */
export function visitCharacterClasses(text: string, visit: ClassVisitor): void {
  if (isPlainAscii(text) || !mayHoldOne(text)) return;
  const words = watchWords();
  let previous = 0;
  let marks = 0;
  let scripts: TextScripts | null = null;
  for (let i = 0; i < text.length; i++) {
    const codePoint = text.codePointAt(i)!;
    if (codePoint > 0xffff) i++;
    if (words.takes(codePoint)) words.letter(codePoint);
    else if (!isInvisible(codePoint)) endWord(words.end(), previous, visit);
    marks = isPilingMark(codePoint) ? marks + 1 : 0;
    if (marks === OVERLOAD) visit("combining-overload", codePoint);
    if (codePoint > 0x7e || codePoint < 0x20) {
      const next = i + 1 < text.length ? text.codePointAt(i + 1)! : 0;
      if (codePoint === BLACK_FLAG && SUBDIVISION_FLAGS.has(text.slice(i + 1, i + 1 + FLAG_TAIL))) {
        i += FLAG_TAIL;
      } else {
        scripts ??= scriptsOf(text);
        const name = classOf(codePoint, previous, next, scripts);
        if (name !== null) visit(name, codePoint);
      }
    }
    previous = codePoint;
  }
  endWord(words.end(), previous, visit);
}

// Most text that is not ASCII is simply in another language: two linear scans by the regex engine settle that
// some five times faster than the loop. They may say yes too often (every emoji does), never no wrongly.
const SUSPECT_UNIT =
  /[^\t\n\r\x20-\x7e\u00a1-\u00ac\u00ae-\u02ff\u0370-\u061b\u061d-\u115e\u1161-\u167f\u1681-\u17b3\u17b6-\u180a\u1810-\u1aaf\u1b00-\u1dbf\u1e00-\u1fff\u2010-\u2027\u2030-\u205e\u2070-\u20cf\u2100-\u27ff\u2801-\u2fff\u3001-\u3163\u3165-\ud7ff\uf900-\ufdcf\ufdf0-\ufdff\ufe10-\ufefe\uff00-\uff9f\uffa1-\uffef]/;
const LATIN = "\\p{Script=Latin}";
const PARTNERS =
  "\\p{Script=Cyrillic}\\p{Script=Greek}\\p{Script=Armenian}\\p{Script=Cherokee}\\p{Script=Coptic}\\u2160-\\u217f\\uff21-\\uff5a";
const SCRIPTS_TOUCH = new RegExp(`[${LATIN}][${PARTNERS}]|[${PARTNERS}][${LATIN}]`, "u");

function mayHoldOne(text: string): boolean {
  return SUSPECT_UNIT.test(text) || SCRIPTS_TOUCH.test(text);
}

function endWord(word: { disguised: boolean; styled: boolean }, last: number, visit: ClassVisitor): void {
  if (word.disguised) visit("mixed-script", last);
  if (word.styled) visit("styled-letter", last);
}

/** What decides in a whole text whether a mark or space is ordinary there. */
interface TextScripts {
  readonly rightToLeft: boolean;
  readonly eastAsian: boolean;
  readonly mongolian: boolean;
}

// Letters alone: the scripts own marks that are not seen, which would otherwise vouch for themselves.
const RIGHT_TO_LEFT =
  /(?=\p{L})[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
const EAST_ASIAN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
const MONGOLIAN = /(?=\p{L})\p{Script=Mongolian}/u;

function scriptsOf(text: string): TextScripts {
  return {
    rightToLeft: RIGHT_TO_LEFT.test(text),
    eastAsian: EAST_ASIAN.test(text),
    mongolian: MONGOLIAN.test(text),
  };
}

// England, Scotland and Wales are written as a black flag and tag characters: the only ones in general use.
const BLACK_FLAG = 0x1f3f4;
const SUBDIVISION_FLAGS: ReadonlySet<string> = new Set(
  ["gbeng", "gbsct", "gbwls"].map((region) => `${asTags(region)}\u{E007F}`),
);
const FLAG_TAIL = 12;

function asTags(ascii: string): string {
  return Array.from(ascii, (c) => String.fromCodePoint(0xe0000 + c.charCodeAt(0))).join("");
}

// Honest text piles at most three (Vietnamese two, pointed Hebrew with cantillation uses other blocks).
const OVERLOAD = 4;
function isPilingMark(codePoint: number): boolean {
  return (
    (codePoint >= 0x300 && codePoint <= 0x36f) ||
    (codePoint >= 0x1ab0 && codePoint <= 0x1aff) ||
    (codePoint >= 0x1dc0 && codePoint <= 0x1dff) ||
    (codePoint >= 0x20d0 && codePoint <= 0x20ff)
  );
}

const scriptIds = (...names: Parameters<typeof scriptId>[0][]): ReadonlySet<number> =>
  new Set(names.map((name) => scriptId(name)));
/** Scripts whose orthography uses the joiners U+200C and U+200D. */
// biome-ignore format: a list of names
const JOINING = scriptIds(
  "Arabic", "Syriac", "Mongolian", "Nko", "Devanagari", "Bengali", "Gurmukhi", "Gujarati", "Oriya",
  "Tamil", "Telugu", "Kannada", "Malayalam", "Sinhala", "Khmer", "Myanmar", "Tibetan",
);
/** Scripts without spaces between words, where U+200B marks where a line may break. */
const SPACELESS = scriptIds("Thai", "Lao", "Khmer", "Myanmar", "Tibetan");
const HAN = scriptId("Han");

const ZERO_WIDTH = new Set([0x200b, 0x200c, 0x200d, 0x2060, 0x2061, 0x2062, 0x2063, 0x2064, 0x2065, 0xfeff]);
const ZERO_WIDTH_MARKS = new Set([0x34f, 0x17b4, 0x17b5]);
const DIRECTION_MARKS = new Set([0x200e, 0x200f, 0x61c]);
/** Drawn as nothing or as a blank although Unicode calls them letters or symbols. */
const BLANK_LETTERS = new Set([0x115f, 0x1160, 0x3164, 0xffa0, 0x2800]);

/** Characters that do not end a word for a reader, because nothing is seen. */
function isInvisible(codePoint: number): boolean {
  return (
    codePoint === 0xad ||
    ZERO_WIDTH.has(codePoint) ||
    ZERO_WIDTH_MARKS.has(codePoint) ||
    DIRECTION_MARKS.has(codePoint) ||
    isBidiControl(codePoint) ||
    isTag(codePoint) ||
    isRareFormat(codePoint) ||
    isVariationSelector(codePoint)
  );
}

const isBidiControl = (c: number): boolean => (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x206f);
const isTag = (c: number): boolean => c >= 0xe0000 && c <= 0xe007f;
/** Controls of music, shorthand and hieroglyphs, and what Unicode keeps for others: drawn as nothing. */
const isRareFormat = (c: number): boolean =>
  (c >= 0xfff0 && c <= 0xfff8) ||
  (c >= 0x13430 && c <= 0x1343f) ||
  (c >= 0x1bca0 && c <= 0x1bca3) ||
  (c >= 0x1d173 && c <= 0x1d17a) ||
  (c >= 0xe0080 && c <= 0xe0fff && !isVariationSelector(c));
const isVariationSelector = (c: number): boolean =>
  (c >= 0xfe00 && c <= 0xfe0f) || (c >= 0xe0100 && c <= 0xe01ef);

function classOf(c: number, previous: number, next: number, scripts: TextScripts): CharacterClass | null {
  if (c < 0x20) return c === 0x09 || c === 0x0a || c === 0x0d ? null : "control";
  if (c === 0xa0) return "unusual-space";
  if (c < 0xa0) return "control";
  if (c === 0xad) return "soft-hyphen";
  if (c < 0x300) return null;
  if (ZERO_WIDTH.has(c)) return isOrdinaryJoiner(c, previous, next) ? null : "zero-width";
  if (ZERO_WIDTH_MARKS.has(c) || isRareFormat(c)) return "zero-width";
  if (DIRECTION_MARKS.has(c)) return scripts.rightToLeft ? null : "zero-width";
  if (c >= 0x180b && c <= 0x180f) return scripts.mongolian ? null : "zero-width";
  if (isBidiControl(c)) return "bidi-control";
  if (isTag(c)) return "tag";
  if (isVariationSelector(c)) return isOrdinarySelector(c, previous, next) ? null : "variation-selector";
  if (isUnusualSpace(c, scripts)) return "unusual-space";
  if (c >= 0x1d400 && c <= 0x1d7cb) return "styled-letter";
  if ((c >= 0xe000 && c <= 0xf8ff) || (c >= 0xf0000 && (c & 0xffff) < 0xfffe)) return "private-use";
  if (c >= 0xfff9 && c <= 0xfffb) return "control";
  if (c === 0xfffd || (c >= 0xd800 && c <= 0xdfff) || isNoncharacter(c)) return "undecodable";
  return null;
}

const isNoncharacter = (c: number): boolean => (c & 0xfffe) === 0xfffe || (c >= 0xfdd0 && c <= 0xfdef);

function isUnusualSpace(c: number, scripts: TextScripts): boolean {
  if (c === 0x3000) return !scripts.eastAsian;
  if ((c >= 0x2000 && c <= 0x200a) || c === 0x2028 || c === 0x2029) return true;
  return c === 0x202f || c === 0x205f || c === 0x1680 || BLANK_LETTERS.has(c);
}

function isOrdinaryJoiner(c: number, previous: number, next: number): boolean {
  const before = properties(previous);
  if (c === 0x200b) return SPACELESS.has(before & SCRIPT_MASK);
  if (c !== 0x200c && c !== 0x200d) return false;
  if (JOINING.has(before & SCRIPT_MASK)) return true;
  const pictured = (before & EMOJI) !== 0 || previous === 0xfe0f;
  return c === 0x200d && pictured && (properties(next) & EMOJI) !== 0;
}

function isOrdinarySelector(c: number, previous: number, next: number): boolean {
  const before = properties(previous);
  if ((before & SCRIPT_MASK) === HAN) return c <= 0xfe02 || c >= 0xe0100;
  if (c !== 0xfe0e && c !== 0xfe0f) return false;
  const keycap = (previous >= 0x30 && previous <= 0x39) || previous === 0x23 || previous === 0x2a;
  if (keycap) return next === 0x20e3;
  // Symbols and arrows with an emoji form that are not pictographs themselves (↔, ▪, ©).
  return (before & EMOJI) !== 0 || TAKES_EMOJI_FORM.test(String.fromCodePoint(previous));
}
const TAKES_EMOJI_FORM = /\p{Emoji}/u;

/** The code point as people write it: `U+200B`. */
export function codePointName(codePoint: number): string {
  return `U+${codePoint.toString(16).toUpperCase().padStart(4, "0")}`;
}
