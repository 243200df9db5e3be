/** What a character is: its script, and whether it is a letter, a mark or a pictograph. */

/** Scripts told apart; every other one counts as `Other`. Kana stands for Hiragana and Katakana. */
const SCRIPTS = [
  ["Latin", /\p{Script=Latin}/u],
  ["Cyrillic", /\p{Script=Cyrillic}/u],
  ["Greek", /\p{Script=Greek}/u],
  ["Han", /\p{Script=Han}/u],
  ["Kana", /\p{Script=Hiragana}|\p{Script=Katakana}/u],
  ["Hangul", /\p{Script=Hangul}/u],
  ["Arabic", /\p{Script=Arabic}/u],
  ["Hebrew", /\p{Script=Hebrew}/u],
  ["Devanagari", /\p{Script=Devanagari}/u],
  ["Bengali", /\p{Script=Bengali}/u],
  ["Gurmukhi", /\p{Script=Gurmukhi}/u],
  ["Gujarati", /\p{Script=Gujarati}/u],
  ["Oriya", /\p{Script=Oriya}/u],
  ["Tamil", /\p{Script=Tamil}/u],
  ["Telugu", /\p{Script=Telugu}/u],
  ["Kannada", /\p{Script=Kannada}/u],
  ["Malayalam", /\p{Script=Malayalam}/u],
  ["Sinhala", /\p{Script=Sinhala}/u],
  ["Thai", /\p{Script=Thai}/u],
  ["Lao", /\p{Script=Lao}/u],
  ["Khmer", /\p{Script=Khmer}/u],
  ["Myanmar", /\p{Script=Myanmar}/u],
  ["Tibetan", /\p{Script=Tibetan}/u],
  ["Mongolian", /\p{Script=Mongolian}/u],
  ["Syriac", /\p{Script=Syriac}/u],
  ["Thaana", /\p{Script=Thaana}/u],
  ["Nko", /\p{Script=Nko}/u],
  ["Georgian", /\p{Script=Georgian}/u],
  ["Armenian", /\p{Script=Armenian}/u],
  ["Ethiopic", /\p{Script=Ethiopic}/u],
  ["Cherokee", /\p{Script=Cherokee}/u],
  ["Coptic", /\p{Script=Coptic}/u],
] as const;

export type Script = (typeof SCRIPTS)[number][0] | "Other" | "none";

const OTHER = SCRIPTS.length + 1;
const NAMES: readonly Script[] = ["none", ...SCRIPTS.map(([name]) => name), "Other"];

/** Number of script ids: `scriptName` answers for 0 (`none`) to this minus one. */
export const SCRIPT_COUNT = NAMES.length;

/** The id that `properties(codePoint) & SCRIPT_MASK` holds for a script, for comparisons in hot loops. */
export function scriptId(name: Script): number {
  return NAMES.indexOf(name);
}

export function scriptName(id: number): Script {
  return NAMES[id] ?? "Other";
}

/** Low bits of `properties`: the script id of a letter or of a mark of that script, 0 for everything else. */
export const SCRIPT_MASK = 0x3f;
export const LETTER = 0x40;
export const MARK = 0x80;
/** Pictographs, skin tones and flag letters. ASCII digits, `#` and `*` are not counted although Unicode's Emoji has them. */
export const EMOJI = 0x100;
const KNOWN = 0x8000;

// Properties come from the engine's own Unicode tables, one code point at a time when it is first met:
// a text of any language meets a few thousand code points, so the table costs nothing until it is needed.
const TABLE_SIZE = 0x40000;
const table = new Uint16Array(TABLE_SIZE);

const IS_LETTER = /[\p{L}\p{Nl}]/u;
const IS_MARK = /\p{M}/u;
const IS_EMOJI = /\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}/u;
const NO_SCRIPT = /\p{Script=Common}|\p{Script=Inherited}/u;

function learn(codePoint: number): number {
  const character = String.fromCodePoint(codePoint);
  const letter = IS_LETTER.test(character);
  const mark = IS_MARK.test(character);
  let found = KNOWN;
  if (letter) found |= LETTER;
  if (mark) found |= MARK;
  if (IS_EMOJI.test(character)) found |= EMOJI;
  if (!letter && !mark) return found;
  if (NO_SCRIPT.test(character)) return found;
  const index = SCRIPTS.findIndex(([, pattern]) => pattern.test(character));
  return found | (index < 0 ? OTHER : index + 1);
}

/** Script id and flags (`LETTER`, `MARK`, `EMOJI`) of a code point from 0 to 0x10FFFF. */
export function properties(codePoint: number): number {
  if (codePoint >= TABLE_SIZE) return learn(codePoint);
  const known = table[codePoint]!;
  if (known !== 0) return known;
  return (table[codePoint] = learn(codePoint));
}

const PLAIN_ASCII = /^[\t\n\r\x20-\x7e]*$/;
const ASCII_LETTER = /[A-Za-z]/;

/** Whether a text holds nothing but printable ASCII, tabs and line ends: the common case, decided at once. */
export function isPlainAscii(text: string): boolean {
  return PLAIN_ASCII.test(text);
}

/** The script that most letters of a text belong to; `none` without letters. Ties go to the script listed first. */
export function scriptOfText(text: string): Script {
  if (isPlainAscii(text)) return ASCII_LETTER.test(text) ? "Latin" : "none";
  const counts = new Uint32Array(SCRIPT_COUNT);
  for (let i = 0; i < text.length; i++) {
    const codePoint = text.codePointAt(i)!;
    if (codePoint > 0xffff) i++;
    const script = properties(codePoint) & SCRIPT_MASK;
    counts[script] = counts[script]! + 1;
  }
  let best = 0;
  for (let id = 1; id < counts.length; id++) {
    if (counts[id]! > (best === 0 ? 0 : counts[best]!)) best = id;
  }
  return scriptName(best);
}

/** Length in code points (a surrogate pair counts once). */
export function codePointLength(text: string): number {
  let length = text.length;
  for (let i = 0; i < text.length - 1; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 0xd800 && unit <= 0xdbff) {
      const next = text.charCodeAt(i + 1);
      if (next >= 0xdc00 && next <= 0xdfff) {
        length--;
        i++;
      }
    }
  }
  return length;
}
