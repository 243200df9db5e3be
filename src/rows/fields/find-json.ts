/** Finds the fields of a JSON record in its bytes. */
import {
  BOOLEAN,
  EMPTY,
  ESCAPED,
  type FieldFinder,
  FOREIGN,
  fieldArrays,
  isPeculiarName,
  MOST_FIELDS,
  NULL,
  NUMBER,
  STRING,
} from "./find-fields.ts";

const QUOTE = 34;
const BACKSLASH = 92;
const COLON = 58;
const COMMA = 44;

/** What a byte inside a string is: 0 for a plain character, else what has to be done about it. */
const SPECIAL = 1;
const HIGH = 2;
const inString = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte === QUOTE || byte === BACKSLASH || byte < 32) return SPECIAL;
  return byte >= 127 ? HIGH : 0;
});
/** The characters that may follow a backslash, and what they stand for; `u` stands apart. */
const escapes = new Uint8Array(256);
for (const pair of ['""', "\\\\", "//", "b\b", "f\f", "n\n", "r\r", "t\t"]) {
  escapes[pair.charCodeAt(0)] = pair.charCodeAt(1);
}
const LETTER_U = 117;

/**
 * Finds the fields of a JSON object on one level: strings, numbers, booleans and null. Whatever else there is, and
 * whatever is not valid JSON, is left to `JSON.parse`.
 */
// eslint-disable-next-line max-lines-per-function -- its steps share the arrays that hold the fields of the last record
export function jsonFinder(): FieldFinder {
  const { names, kinds, flags, starts, ends } = fieldArrays();
  const known: Buffer[] = [];
  const knownNames: string[] = [];
  const seen = new Int32Array(MOST_FIELDS);
  let serial = 0;

  const finder = {
    count: 0,
    names,
    kinds,
    flags,
    starts,
    ends,
    name: (index: number) => knownNames[index]!,
    find,
    text: (bytes: Buffer, field: number) =>
      (flags[field]! & ESCAPED) === 0
        ? bytes.toString("utf8", starts[field], ends[field])
        : (JSON.parse(bytes.toString("utf8", starts[field]! - 1, ends[field]! + 1)) as string),
    unescape: (bytes: Buffer, field: number, out: Buffer) =>
      unescapeAscii(bytes, starts[field]!, ends[field]!, out),
  };
  return finder;

  function find(bytes: Buffer, start: number, end: number): boolean {
    serial++;
    finder.count = 0;
    if (bytes[start] !== 123) return false;
    let at = skip(bytes, start + 1, end);
    for (let field = 0; ; field++) {
      if (field === MOST_FIELDS || bytes[at] !== QUOTE) return false;
      at = findName(bytes, at + 1, end, field);
      if (at < 0 || bytes[(at = skip(bytes, at, end))] !== COLON) return false;
      at = findValue(bytes, skip(bytes, at + 1, end), end, field);
      if (at < 0) return false;
      finder.count = field + 1;
      at = skip(bytes, at, end);
      if (at >= end) return false;
      if (bytes[at] !== COMMA) return bytes[at] === 125 && at + 1 === end;
      at = skip(bytes, at + 1, end);
    }
  }

  /** Numbers the name that starts at `at`; where it ends, or −1. Records name their fields in the same order. */
  function findName(bytes: Buffer, at: number, end: number, field: number): number {
    let index = -1;
    if (field < known.length && isName(bytes, at, known[field]!)) index = field;
    else {
      for (let i = 0; i < known.length && index < 0; i++) if (isName(bytes, at, known[i]!)) index = i;
      if (index < 0) index = learnName(bytes, at, end);
      if (index < 0) return -1;
    }
    if (seen[index] === serial) return -1;
    seen[index] = serial;
    names[field] = index;
    return at + known[index]!.length + 1;
  }

  function learnName(bytes: Buffer, at: number, end: number): number {
    if (known.length === MOST_FIELDS) return -1;
    let to = at;
    while (to < end && inString[bytes[to]!] !== SPECIAL) to++;
    if (to >= end || bytes[to] !== QUOTE) return -1;
    const name = bytes.toString("utf8", at, to);
    if (isPeculiarName(name)) return -1;
    known.push(Buffer.from(name));
    return knownNames.push(name) - 1;
  }

  /** Describes the value at `at`; where it ends, or −1. */
  function findValue(bytes: Buffer, at: number, end: number, field: number): number {
    const first = bytes[at]!;
    starts[field] = at;
    flags[field] = 0;
    if (first === QUOTE) return findString(bytes, at + 1, end, field);
    let to: number;
    if (first === 45 || (first >= 48 && first <= 57)) {
      kinds[field] = NUMBER;
      to = numberEnd(bytes, at, end);
    } else if (first === 116) {
      kinds[field] = BOOLEAN;
      to = isWord(bytes, at, end, "true") ? at + 4 : -1;
    } else if (first === 102) {
      kinds[field] = BOOLEAN;
      to = isWord(bytes, at, end, "false") ? at + 5 : -1;
    } else if (first === 110) {
      kinds[field] = NULL;
      to = isWord(bytes, at, end, "null") ? at + 4 : -1;
    } else return -1;
    ends[field] = to;
    return to;
  }

  function findString(bytes: Buffer, from: number, end: number, field: number): number {
    let at = from;
    let found = 0;
    for (;;) {
      let special = 0;
      while (at < end && (special = inString[bytes[at]!]!) === 0) at++;
      if (at >= end) return -1;
      if (special === HIGH) {
        found |= FOREIGN;
        at++;
        continue;
      }
      const byte = bytes[at]!;
      if (byte === QUOTE) break;
      if (byte !== BACKSLASH) return -1;
      found |= ESCAPED;
      const escape = bytes[at + 1]!;
      if (escape === LETTER_U) {
        if (at + 6 > end || hexValue(bytes, at + 2) < 0) return -1;
        at += 6;
      } else if (escapes[escape] !== 0) at += 2;
      else return -1;
    }
    starts[field] = from;
    ends[field] = at;
    kinds[field] = at === from ? EMPTY : STRING;
    flags[field] = found;
    return at + 1;
  }
}

/** The first byte at or after `at` that is not white space, as JSON knows it. */
function skip(bytes: Buffer, from: number, end: number): number {
  let at = from;
  while (at < end) {
    const byte = bytes[at]!;
    if (byte !== 32 && byte !== 10 && byte !== 13 && byte !== 9) break;
    at++;
  }
  return at;
}

function isName(bytes: Buffer, at: number, name: Buffer): boolean {
  const { length } = name;
  for (let i = 0; i < length; i++) if (bytes[at + i] !== name[i]) return false;
  return bytes[at + length] === QUOTE;
}

function isWord(bytes: Buffer, at: number, end: number, word: string): boolean {
  if (at + word.length > end) return false;
  for (let i = 0; i < word.length; i++) if (bytes[at + i] !== word.charCodeAt(i)) return false;
  return true;
}

const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 48 && byte <= 57;

/** Just behind a number as JSON writes it, or −1. */
function numberEnd(bytes: Buffer, from: number, end: number): number {
  let at = bytes[from] === 45 ? from + 1 : from;
  if (!isDigit(bytes[at])) return -1;
  if (bytes[at] === 48) at++;
  else while (isDigit(bytes[at])) at++;
  if (bytes[at] === 46) {
    if (!isDigit(bytes[++at])) return -1;
    while (isDigit(bytes[at])) at++;
  }
  if (bytes[at] === 101 || bytes[at] === 69) {
    at++;
    if (bytes[at] === 43 || bytes[at] === 45) at++;
    if (!isDigit(bytes[at])) return -1;
    while (isDigit(bytes[at])) at++;
  }
  return at <= end ? at : -1;
}

/** The number that four hexadecimal digits write, or −1. */
function hexValue(bytes: Buffer, at: number): number {
  let value = 0;
  for (let i = at; i < at + 4; i++) {
    const byte = bytes[i]! | 32;
    const digit = byte >= 97 && byte <= 102 ? byte - 87 : isDigit(bytes[i]) ? bytes[i]! - 48 : -1;
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}

function unescapeAscii(bytes: Buffer, start: number, end: number, out: Buffer): number {
  let to = 0;
  for (let at = start; at < end; ) {
    const byte = bytes[at]!;
    if (byte !== BACKSLASH) {
      out[to++] = byte;
      at++;
      continue;
    }
    const escape = bytes[at + 1]!;
    const value = escape === LETTER_U ? hexValue(bytes, at + 2) : escapes[escape]!;
    if (!isPlain(value)) return -1;
    out[to++] = value;
    at += escape === LETTER_U ? 6 : 2;
  }
  return to;
}

/** Printable ASCII, a tab or a line end. */
function isPlain(code: number): boolean {
  return (code >= 32 && code < 127) || code === 9 || code === 10 || code === 13;
}
