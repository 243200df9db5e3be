/** Parses the text of one JSON value, with what Python writes and programs disagree about. */
import type { Json } from "../../model/json.ts";
import { withLargeIntegers, withoutNaN } from "./json-words.ts";
import { isConflictMarker, problemWords } from "./problem-words.ts";
import type { Fields } from "./reader.ts";

/**
 * One JSON value; on anything else `refuse` gets the reason, without any of the text. NaN and Infinity are read as
 * null, and `doubt` is told.
 */
export function parseJson(
  text: string,
  refuse: (words: string) => void,
  doubt: (words: string) => void = refuse,
): Json | undefined {
  let value: Json;
  try {
    value = JSON.parse(withLargeIntegers(text)) as Json;
  } catch (error) {
    const { text: mended, found } = withoutNaN(text);
    if (!found) {
      refuse(wordsFor(text, error));
      return undefined;
    }
    const mendedValue = parseJson(mended, refuse);
    if (mendedValue !== undefined) doubt(problemWords.notANumber);
    return mendedValue;
  }
  if (!isTooDeep(text, value)) return value;
  refuse(problemWords.tooDeep);
  return undefined;
}

/** No dataset nests this deep, and what walks a record by recursion must not run out of stack. */
const MAX_DEPTH = 100;

function isTooDeep(text: string, value: Json): boolean {
  // Cheap looks first: most rows hold no further bracket, and it cannot be deep without as many.
  if (text.indexOf("[") === -1 && text.indexOf("{", 1) === -1) return false;
  if (text.length < 2 * MAX_DEPTH || (text.match(/[[{]/g)?.length ?? 0) <= MAX_DEPTH) return false;
  let level: Json[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_DEPTH) return true;
    const below: Json[] = [];
    for (const item of level) {
      if (typeof item !== "object" || item === null) continue;
      for (const child of Object.values(item)) if (typeof child === "object") below.push(child);
    }
    level = below;
  }
  return false;
}

function wordsFor(text: string, error: unknown): string {
  if (isConflictMarker(text)) return problemWords.conflictMarker;
  if (text.startsWith("version https://git-lfs.github.com/spec/")) return problemWords.lfsPointer;
  if (text.includes("\0")) return problemWords.nulByte;
  if (error instanceof RangeError) return problemWords.tooDeep;
  const atEnd = error instanceof Error && /Unexpected end|Unterminated string/.test(error.message);
  return atEnd ? problemWords.truncatedJson : problemWords.invalidJson;
}

/**
 * Whether the JSON text of a record names a key twice in one object: the text then has more keys than the value.
 * Every string of the text is matched in turn, so that a quote inside a string cannot be taken for a key.
 */
export function hasDuplicateKeys(text: string, fields: Fields | readonly Json[]): boolean {
  let keys = 0;
  for (const match of text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/g)) if (match[1] !== undefined) keys++;
  return keys > countKeys(fields as Json);
}

function countKeys(value: Json): number {
  if (typeof value !== "object" || value === null) return 0;
  let keys = 0;
  for (const child of Object.values(value)) keys += countKeys(child);
  return Array.isArray(value) ? keys : keys + Object.keys(value).length;
}
