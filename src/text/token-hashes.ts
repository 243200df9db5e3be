/** Cuts a text into tokens and gives each a number by hash, for comparing many texts. */
import { isPlainAscii } from "./code-points.ts";
import { fold, forEachToken, tokenText } from "./tokens.ts";

/**
 * Writes a 32-bit hash (never 0) of each token of a text to `out`, in order and with repeats, and returns their
 * number: at most `out.length`, the rest of a longer text is not read. Words count, and symbols beyond ASCII
 * (pictographs), punctuation does not; in scripts written without spaces a token is a pair of neighbouring characters, since one alone says
 * little. A text without any token is one token itself, unless it is blank.
 *
 * Hashes instead of strings because this runs over every reference row: FNV-1a (Fowler, Noll, Vo) over the
 * UTF-16 units, finished by murmur3's mixer so that the high bits are as good as the low ones.
 */
export function hashTokens(text: string, out: Uint32Array): number {
  const read = text.length > MAX_LENGTH ? text.slice(0, MAX_LENGTH) : text;
  const count = isPlainAscii(read) ? hashAscii(read, out) : hashFolded(fold(read), out);
  if (count > 0 || out.length === 0 || read.trim() === "") return count;
  out[0] = mix(hashUnits(read, 0, read.length));
  return 1;
}

function hashFolded(folded: string, out: Uint32Array): number {
  let count = 0;
  let previousEnd = -1;
  let previous = 0;
  forEachToken(folded, (start, end, kind) => {
    if (kind === "punctuation" || count === out.length) return;
    if (kind === "symbol" && folded.charCodeAt(start) < 0x80) return;
    if (kind === "word" && start === previousEnd + 1 && APOSTROPHES.includes(folded[previousEnd]!)) {
      // A possessive: "Ann's" is three tokens, but one to the hashes.
      previous = hashToken(folded, start, end, Math.imul(previous ^ APOSTROPHE, PRIME));
      out[count - 1] = mix(previous);
      previousEnd = end;
      return;
    }
    const hash = hashToken(folded, start, end);
    // Words that touch stand in a script without spaces.
    const touches = kind === "word" && start === previousEnd;
    out[count++] = touches ? mix(Math.imul(previous, PRIME) ^ hash) : mix(hash);
    previousEnd = kind === "word" ? end : -1;
    previous = hash;
  });
  return count;
}

// 0 is no part of a word; anything else is the character in lower case.
const ASCII_WORD = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  return /[a-z0-9]/i.test(character) ? character.toLowerCase().charCodeAt(0) : 0;
});
const APOSTROPHE = 39;
const APOSTROPHES = "'\u2019";

/** The same for plain ASCII, most rows of most datasets, in one pass: a third of the time. */
function hashAscii(text: string, out: Uint32Array): number {
  const length = text.length;
  let count = 0;
  let hash = SEED;
  let inWord = false;
  for (let i = 0; i < length; i++) {
    const unit = text.charCodeAt(i);
    const letter = ASCII_WORD[unit]!;
    if (letter !== 0) {
      hash = Math.imul(hash ^ letter, PRIME);
      inWord = true;
    } else if (inWord) {
      if (unit === APOSTROPHE && i + 1 < length && ASCII_WORD[text.charCodeAt(i + 1)] !== 0) {
        hash = Math.imul(hash ^ APOSTROPHE, PRIME);
        continue;
      }
      if (count === out.length) return count;
      out[count++] = mix(hash);
      hash = SEED;
      inWord = false;
    }
  }
  if (inWord && count < out.length) out[count++] = mix(hash);
  return count;
}

/** Longest part of a text that is read, in UTF-16 units: a megabyte in one cell may not cost a megabyte each time. */
export const MAX_LENGTH = 16_384;

const SEED = 0x811c9dc5 | 0;
const PRIME = 0x01000193;

/** The hash of a token, or of one that goes on from an earlier part. */
function hashToken(folded: string, start: number, end: number, from = SEED): number {
  let hash = from;
  for (let i = start; i < end; i++) {
    const unit = folded.charCodeAt(i);
    // Only here can ignored characters stand inside a token.
    if (unit > 0x7f) {
      const token = tokenText(folded, start, end);
      return hashUnits(token, 0, token.length, from);
    }
    hash = Math.imul(hash ^ unit, PRIME);
  }
  return hash;
}

function hashUnits(text: string, start: number, end: number, from = SEED): number {
  let hash = from;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ text.charCodeAt(i), PRIME);
  return hash;
}

/** murmur3's 32-bit finalizer (Appleby, public domain). */
function mix(hash: number): number {
  let h = hash ^ (hash >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  h = (h ^ (h >>> 16)) >>> 0;
  return h === 0 ? 1 : h;
}
