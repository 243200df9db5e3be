/** Finds the ends of strings, keys and values in the bytes of JSON, without parsing it. */

/** What a function answers where the bytes end too early. */
export const MORE = -1;

const LF = 10;
const QUOTE = 34;
const BACKSLASH = 92;
const COLON = 58;

/** The first byte at or after `from` that is not white space. */
export function skipBlanks(bytes: Buffer, from: number): number {
  for (let at = from; at < bytes.length; at++) {
    const byte = bytes[at]!;
    if (byte !== 32 && byte !== LF && byte !== 13 && byte !== 9) return at;
  }
  return MORE;
}

/** Just behind the string whose opening quote is at `at`. */
export function stringEnd(bytes: Buffer, at: number): number {
  for (let p = at + 1; p < bytes.length; p++) {
    const byte = bytes[p]!;
    if (byte === BACKSLASH) p++;
    else if (byte === QUOTE) return p + 1;
  }
  return MORE;
}

/** Where the value starts that belongs to the key at `at`; 0 when no colon follows the key. */
export function valueOfKey(bytes: Buffer, at: number): number {
  const end = stringEnd(bytes, at);
  const colon = end === MORE ? MORE : skipBlanks(bytes, end);
  if (colon === MORE) return MORE;
  return bytes[colon] === COLON ? skipBlanks(bytes, colon + 1) : 0;
}

/** Just behind the value that starts at `at`, by brackets and quotes alone: whether it is valid shows when it is parsed. */
export function valueEnd(bytes: Buffer, at: number, last: boolean): number {
  let depth = 0;
  let p = at;
  while (p < bytes.length) {
    const byte = bytes[p]!;
    if (byte === QUOTE) {
      p = stringEnd(bytes, p);
      if (p === MORE || depth === 0) return p;
    } else if (byte === 91 || byte === 123) {
      depth++;
      p++;
    } else if (byte === 93 || byte === 125) {
      if (depth === 0) return p;
      p++;
      if (--depth === 0) return p;
    } else if (depth === 0 && (byte === 44 || byte === 32 || byte === LF || byte === 13 || byte === 9))
      return p;
    else p++;
  }
  return last && depth === 0 ? p : MORE;
}

/** The byte that the first value in the list or map at `at` begins with; 0 where there is none. */
export function firstInside(bytes: Buffer, at: number): number {
  let first = skipBlanks(bytes, at + 1);
  if (first === MORE) return MORE;
  if (bytes[at] === 123) {
    if (bytes[first] !== QUOTE) return 0;
    first = valueOfKey(bytes, first);
    if (first === MORE) return MORE;
  }
  const byte = bytes[first]!;
  return byte === 93 || byte === 125 ? 0 : byte;
}

/** Line feeds in a range. */
export function countLines(bytes: Buffer, from: number, to: number): number {
  let lines = 0;
  for (let at = bytes.indexOf(LF, from); at !== -1 && at < to; at = bytes.indexOf(LF, at + 1)) lines++;
  return lines;
}
