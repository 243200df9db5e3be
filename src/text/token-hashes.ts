/** Cuts a text into tokens and gives each a number by hash, for comparing many texts. */
import { fold, forEachToken, tokenText } from "./tokens.ts";

/**
 * Writes a 32-bit hash (never 0) of each token of a text to `out`, in order and with repeats, and returns their
 * number: at most `out.length`, the rest of a longer text is not read. Words count, and symbols beyond ASCII
 * (pictographs), punctuation does not; in scripts written without spaces a token is a pair of neighbouring characters, since one alone says
 * little. A text without any token is one token itself, unless it is blank.
 *
 * Hashes instead of strings because this runs over many rows: FNV-1a (Fowler, Noll, Vo) over the
 * UTF-16 units, finished by murmur3's mixer so that the high bits are as good as the low ones.
 */
export function hashTokens(text: string, out: Uint32Array): number {
  const read = text.length > MAX_LENGTH ? text.slice(0, MAX_LENGTH) : text;
  const count = hashFolded(fold(read), out);
  if (count > 0 || out.length === 0 || read.trim() === "") return count;
  out[0] = mix(hashUnits(read, 0, read.length));
  return 1;
}

function hashFolded(folded: string, out: Uint32Array): number {
  let count = 0;
  let previousEnd = -1;
  let previous = 0;
  forEachToken(folded, (start, end, kind) => {
    if (kind === "punctuation") return;
    if (kind === "symbol" && folded.charCodeAt(start) < 0x80) return;
    if (kind === "word" && start === previousEnd + 1 && APOSTROPHES.includes(folded[previousEnd]!)) {
      // A possessive: "Ann's" is three tokens, but one to the hashes.
      previous = hashToken(folded, start, end, Math.imul(previous ^ APOSTROPHE, PRIME));
      out[count - 1] = mix(previous);
      previousEnd = end;
      return;
    }
    if (count === out.length) return;
    const hash = hashToken(folded, start, end);
    // Words that touch stand in a script without spaces.
    const touches = kind === "word" && start === previousEnd;
    out[count++] = touches ? mix(Math.imul(previous, PRIME) ^ hash) : mix(hash);
    previousEnd = kind === "word" ? end : -1;
    previous = hash;
  });
  return count;
}

const APOSTROPHE = 39;
const APOSTROPHES = "'\u2019";

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
