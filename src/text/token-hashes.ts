import { EMOJI, isPlainAscii, LETTER, MARK, properties, SCRIPT_MASK, scriptId } from "./code-points.ts";

/** Scripts that put no spaces between words: their tokens are pairs of neighbouring characters. */
const SPACELESS: ReadonlySet<number> = new Set(
  (["Han", "Kana", "Thai", "Lao", "Khmer", "Myanmar", "Tibetan"] as const).map((name) => scriptId(name)),
);
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]|\udb40[\udc00-\udfff]/g;
const DIGIT = /\p{N}/u;

/**
 * Writes a 32-bit hash of each token of a text to `out`, in order and with repeats, and returns their number
 * (at most `out.length`; the rest of a longer text is not read). Tokens are runs of letters, marks and digits
 * in lower case, pairs of characters in scripts without spaces, and single pictographs; case, width, punctuation
 * and invisible characters make no difference. A text without any token is one token itself, unless it is blank.
 *
 * Hashes instead of strings: this runs over every reference row. FNV-1a with murmur3's finalizer, so that
 * the high bits are as good as the low ones.
 */
export function hashTokens(text: string, out: Uint32Array): number {
  const count = isPlainAscii(text)
    ? hashAscii(text, out)
    : hashUnicode(text.replace(INVISIBLE, "").normalize("NFKC").toLowerCase(), out);
  if (count > 0 || text.trim() === "" || out.length === 0) return count;
  let hash = SEED;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), PRIME);
  out[0] = mix(hash);
  return 1;
}

const SEED = 0x811c9dc5 | 0;
const PRIME = 0x01000193;

/** murmur3's 32-bit finalizer (Appleby, public domain). Never 0, which callers use for "empty". */
function mix(hash: number): number {
  let h = hash ^ (hash >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  h = (h ^ (h >>> 16)) >>> 0;
  return h === 0 ? 1 : h;
}

// 0 ends a token; anything else is the character in lower case.
const ASCII_TOKEN = new Uint8Array(128);
for (let c = 0; c < 128; c++) {
  const character = String.fromCharCode(c);
  if (/[a-z0-9]/i.test(character)) ASCII_TOKEN[c] = character.toLowerCase().charCodeAt(0);
}

function hashAscii(text: string, out: Uint32Array): number {
  let count = 0;
  let hash = SEED;
  let open = false;
  for (let i = 0; i < text.length; i++) {
    const c = ASCII_TOKEN[text.charCodeAt(i)]!;
    if (c !== 0) {
      hash = Math.imul(hash ^ c, PRIME);
      open = true;
    } else if (open) {
      if (count === out.length) return count;
      out[count++] = mix(hash);
      hash = SEED;
      open = false;
    }
  }
  if (open && count < out.length) out[count++] = mix(hash);
  return count;
}

function hashUnicode(text: string, out: Uint32Array): number {
  let count = 0;
  let hash = SEED;
  let open = false;
  let previous = 0;
  for (let i = 0; i < text.length && count < out.length; i++) {
    const codePoint = text.codePointAt(i)!;
    if (codePoint > 0xffff) i++;
    const found = properties(codePoint);
    const spaceless = SPACELESS.has(found & SCRIPT_MASK);
    const inWord = !spaceless && isWordPart(codePoint, found);
    if (inWord) {
      hash = Math.imul(hash ^ codePoint, PRIME);
      open = true;
    } else if (open) {
      out[count++] = mix(hash);
      hash = SEED;
      open = false;
      if (count === out.length) return count;
    }
    if (spaceless) out[count++] = mix(Math.imul(Math.imul(SEED ^ previous, PRIME) ^ codePoint, PRIME));
    else if ((found & EMOJI) !== 0) out[count++] = mix(Math.imul(SEED ^ codePoint, PRIME));
    previous = spaceless ? codePoint : 0;
  }
  if (open && count < out.length) out[count++] = mix(hash);
  return count;
}

function isWordPart(codePoint: number, found: number): boolean {
  if (codePoint < 128) return ASCII_TOKEN[codePoint] !== 0;
  if ((found & (LETTER | MARK)) !== 0) return true;
  return (found & EMOJI) === 0 && DIGIT.test(String.fromCodePoint(codePoint));
}
