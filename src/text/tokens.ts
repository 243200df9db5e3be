/**
 * The tokenizer that everything shares: the content model, the phrase counts and the near-duplicates must
 * agree on what a word is. It works on any script: words where words are spaced, single characters or written
 * syllables where they are not (Han, Kana; Thai, Lao, Khmer, Myanmar), symbols and runs of one punctuation mark as
 * tokens of their own. Case is folded; invisible format characters are ignored, so that they cannot split a word.
 */

const OTHER = 0;
export const WORD = 1;
/** A letter of a script written without spaces: a token by itself. */
const SINGLE = 2;
export const PUNCTUATION = 3;
const SYMBOL = 4;
/** Combining marks: they belong to the token before them. */
const MARK = 5;
/** Format characters (zero-width, bidi): part of no token, and no boundary either. */
const IGNORED = 6;

/** What a token is, for the callers that treat marks and words differently. */
export type TokenKind = "word" | "punctuation" | "symbol";

const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

function classify(character: string): number {
  if (/[\p{Cf}\p{Default_Ignorable_Code_Point}]/u.test(character)) return IGNORED;
  if (/\p{M}/u.test(character)) return MARK;
  if (/[\p{L}\p{N}]/u.test(character)) return UNSPACED.test(character) ? SINGLE : WORD;
  if (/\p{P}/u.test(character)) return PUNCTUATION;
  if (/\p{S}/u.test(character)) return SYMBOL;
  return OTHER;
}

const asciiClass = Uint8Array.from({ length: 128 }, (_, code) => classify(String.fromCharCode(code)));
/** What each ASCII character is: 0 for what belongs to no token. */
export const asciiClasses: Readonly<Uint8Array> = asciiClass;
/** Filled as characters are met; 255 is "not yet known". */
const basicPlaneClass = new Uint8Array(65536).fill(255);
basicPlaneClass.set(asciiClass);

function classOf(code: number): number {
  if (code > 0xffff) return classify(String.fromCodePoint(code));
  const known = basicPlaneClass[code]!;
  if (known !== 255) return known;
  const found = classify(String.fromCharCode(code));
  basicPlaneClass[code] = found;
  return found;
}

const NON_ASCII = /[^\x00-\x7f]/;

/**
 * The text as it is compared: lower case, and for anything beyond ASCII in compatibility form (NFKC), so
 * that full-width, ligature and composed spellings of a word are one word.
 */
export function fold(text: string): string {
  return NON_ASCII.test(text) ? text.normalize("NFKC").toLowerCase().normalize("NFKC") : text.toLowerCase();
}

/**
 * Calls `visit(start, end, kind)` for each token of an already folded text, in order. Offsets are UTF-16
 * units into that text; a word may hold ignored characters between them (see `tokenText`).
 */
export function forEachToken(
  folded: string,
  visit: (start: number, end: number, kind: TokenKind) => void,
): void {
  const length = folded.length;
  let at = 0;
  while (at < length) {
    const code = folded.codePointAt(at)!;
    const width = code > 0xffff ? 2 : 1;
    const cls = code < 128 ? asciiClass[code]! : classOf(code);
    if (cls === OTHER || cls === IGNORED || cls === MARK) {
      at += width;
      continue;
    }
    const start = at;
    at += width;
    if (cls === WORD) {
      at = endOfWord(folded, at);
      visit(start, at, "word");
    } else if (cls === SINGLE) {
      at = endOfSyllable(folded, code, at);
      visit(start, at, "word");
    } else if (cls === SYMBOL) {
      at = skipMarks(folded, at);
      visit(start, at, "symbol");
    } else {
      while (at < length && folded.codePointAt(at) === code) at += width;
      visit(start, at, "punctuation");
    }
  }
}

function skipMarks(folded: string, from: number): number {
  let at = from;
  while (at < folded.length) {
    const code = folded.codePointAt(at)!;
    const cls = classOf(code);
    if (cls !== MARK && cls !== IGNORED) break;
    at += code > 0xffff ? 2 : 1;
  }
  return at;
}

/** Vowels of Thai and Lao that are written before their consonant, and those that are letters behind it. */
const isVowelBefore = (code: number): boolean => (code & ~0x80) >= 0xe40 && (code & ~0x80) <= 0xe44;
const VOWELS_BEHIND: ReadonlySet<number> = new Set([0xe30, 0xe32, 0xe33, 0xe45, 0xeb0, 0xeb2, 0xeb3]);
/** Signs of Myanmar and Khmer that put the next letter below. */
const STACKERS: ReadonlySet<number> = new Set([0x1039, 0x17d2]);

/** The rest of what is written as one around a letter: by themselves its vowels are in every text, and tell nothing. */
function endOfSyllable(folded: string, code: number, from: number): number {
  let at = from;
  if (isVowelBefore(code) && at < folded.length && classOf(folded.charCodeAt(at)) === SINGLE) at++;
  for (;;) {
    at = skipMarks(folded, at);
    if (at >= folded.length) return at;
    const next = folded.charCodeAt(at);
    const isStacked = STACKERS.has(folded.charCodeAt(at - 1)) && classOf(next) === SINGLE;
    if (!isStacked && !(isThaiOrLao(code) && VOWELS_BEHIND.has(next))) return at;
    at++;
  }
}

const isThaiOrLao = (code: number): boolean => code >= 0xe00 && code <= 0xeff;

/** Whether a token is of a script that is written without spaces: several of them are a word. */
export const isWithoutSpaces = (token: string): boolean => UNSPACED.test(token);

function endOfWord(folded: string, from: number): number {
  const length = folded.length;
  let at = from;
  while (at < length) {
    const code = folded.charCodeAt(at);
    if (code < 128) {
      if (asciiClass[code] === WORD) at++;
      else if (code === 39 && joinsWord(folded, at + 1)) at++;
      else break;
      continue;
    }
    const point = folded.codePointAt(at)!;
    const cls = classOf(point);
    const apostrophe = point === 0x2019 && joinsWord(folded, at + 1);
    if (cls !== WORD && cls !== MARK && cls !== IGNORED && !apostrophe) break;
    at += point > 0xffff ? 2 : 1;
  }
  return at;
}

/** Whether an apostrophe before this place joins two parts of a word. A possessive's does not: "Ann's" is about "Ann". */
function joinsWord(folded: string, at: number): boolean {
  if (!isWordAt(folded, at)) return false;
  return folded[at] !== "s" || isWordAt(folded, at + 1);
}

/** The same for plain ASCII, in any case. */
export function joinsPlainWord(text: string, at: number): boolean {
  if (asciiClass[text.charCodeAt(at)] !== WORD) return false;
  return (text.charCodeAt(at) | 32) !== 115 || asciiClass[text.charCodeAt(at + 1)] === WORD;
}

function isWordAt(folded: string, at: number): boolean {
  return at < folded.length && classOf(folded.codePointAt(at)!) === WORD;
}

const IGNORED_CHARACTERS = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;

/** The token between two offsets as it is counted: without ignored characters, with one form of apostrophe. */
export function tokenText(folded: string, start: number, end: number): string {
  const raw = folded.slice(start, end);
  return NON_ASCII.test(raw) ? raw.replace(IGNORED_CHARACTERS, "").replaceAll("\u2019", "'") : raw;
}

/** One token of a text: for callers that want a list rather than a visitor. */
export interface Token {
  readonly text: string;
  readonly kind: TokenKind;
}

/** The tokens of a text, folded, in order. */
export function tokenize(text: string): Token[] {
  const folded = fold(text);
  const tokens: Token[] = [];
  forEachToken(folded, (start, end, kind) => tokens.push({ text: tokenText(folded, start, end), kind }));
  return tokens;
}
