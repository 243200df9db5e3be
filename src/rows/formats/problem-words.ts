/** What is said of records that cannot be read. */
import type { RowProblem } from "../../model/dataset.ts";
import { formatBytes } from "../unreadable.ts";
import type { Flaw } from "./records.ts";

/** Sentences about records that cannot be read, each with the remedy. None holds text of the row. */
export const problemWords = {
  notUtf8: "This record is not valid UTF-8. Save the file as UTF-8.",
  legacy: "This record is not valid UTF-8, as others of this file; it was read as Windows-1252.",
  nulByte: "This record holds a NUL byte, so it is not text. Remove it.",
  conflictMarker: "A merge conflict marker stands here. Resolve the conflict and remove the marker.",
  lfsPointer: "This is a Git LFS pointer, not the data it stands for. Commit the data, or exclude the path.",
  notAnObject: 'This line is JSON but not an object. Write one {"column": value, …} object a line.',
  truncatedJson:
    "This record is not complete JSON: it ends too early. In JSON Lines, write the whole object on one line.",
  invalidJson: "This record is not valid JSON. Correct it, or remove it.",
  notANumber:
    "This record holds NaN or Infinity, which JSON does not know; it was read as null. Write null, or leave the key out.",
  duplicateKeys: "This record names a key twice, so programs disagree about its value. Keep one of them.",
  tooDeep: "This record is nested too deeply to be read. Flatten it.",
  otherShape: (shape: string): string =>
    `This record is not written as the file's records are: ${shape}. Write it like them.`,
  unfoldsTooFar: "This record would become many times as large as it is when it is unfolded. Split it.",
  headerAgain: "The header stands here once more, among the rows. Remove it.",
  strayQuote: 'A quoted field goes on after its closing quote. Double quotes inside a field ("").',
  innerQuote:
    'A quoted field goes on after its closing quote; it was read as Python reads it. Double quotes inside a field ("").',
  tooFew: (found: number, expected: number): string =>
    `This record has ${found} of ${expected} fields, so its columns may be shifted. Check delimiters and quotes.`,
  tooMany: (found: number, expected: number): string =>
    `This record has ${found} fields where the file has ${expected} columns. Quote fields that hold the delimiter.`,
} as const;

/** Of a record that was read with this doubt, or is no row for this reason. A header that comes again hides nothing. */
export function problemKind(words: string, isRow: boolean): RowProblem["kind"] {
  if (!isRow && words !== problemWords.headerAgain) return "malformed";
  if (words === problemWords.legacy) return "legacy";
  if (words === problemWords.notANumber) return "not-a-number";
  return words === problemWords.innerQuote ? "quote" : "ragged";
}

export function flawWords(flaw: Flaw, maxRowBytes: number): string {
  switch (flaw) {
    case "oversized":
      return `This record is longer than the limit of ${formatBytes(maxRowBytes)} and was not read. Shorten it, or raise the limit.`;
    case "unclosed-quote":
      return "A quote opens in this record and never closes. Close it, or double quotes that belong to the text.";
    case "broken-structure":
      return "The structure of the JSON file is broken here: a comma, bracket or quote is missing or too much. Correct it.";
    case "conflict-marker":
      return problemWords.conflictMarker;
    case "none":
      return "";
  }
}

const markers = /^(<{7}|>{7}|\|{7})( |$)|^={7}$/;

export function isConflictMarker(text: string): boolean {
  return markers.test(text.slice(0, 200).trimEnd());
}
