/** Letters that went lost between two versions of a text: written as `?`, or as the wrong letters of another encoding. */

const BEYOND_ASCII = /[^\x00-\x7f]/;
/** UTF-8 read as Windows-1252 or ISO-8859-1: a lead byte as a letter, then what follows it. */
const MISREAD =
  /[\u00c2-\u00f4\u0412\u0413\u0420\u0421][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122]/;
const RUNS = /(?:[^\x00-\x7f]|\?)+/g;
const EIGHT_LETTERS = /(?:[a-z\d][^a-z\d]*){8}/i;

export type Loss = "question marks" | "wrong letters";

/** What a text that lost letters is known by: all its other characters. Null where it has too few of them to be known. */
export function otherLetters(text: string): string | null {
  const rest = text.replace(RUNS, "?");
  return rest.length >= 8 ? rest : null;
}

/**
 * Whether a text may have lost letters, by itself. A question in Korean or Greek has not for its mark: where next to nothing is
 * written in ASCII, an encoding without the letters keeps none of them.
 */
export function seemsHarmed(text: string): boolean {
  if (text.includes("\ufffd") || MISREAD.test(text)) return true;
  return text.includes("?") && (!BEYOND_ASCII.test(text) || EIGHT_LETTERS.test(text));
}

/** How `after` lost letters that `before` has; null where it did not, or where anything else changed as well. */
export function letterLoss(before: string, after: string): Loss | null {
  if (before === after || !BEYOND_ASCII.test(before) || !seemsHarmed(after)) return null;
  if (otherLetters(before) !== otherLetters(after)) return null;
  if (marks(after) > marks(before) && foreign(after) < foreign(before)) return "question marks";
  return misread(after) > misread(before) ? "wrong letters" : null;
}

/**
 * Whether a text changed in nothing but its letters beyond ASCII, after some of them had been read in the wrong encoding, or had
 * become question marks: those that were left are all there still.
 */
export function isRecoded(before: string, after: string): boolean {
  if (otherLetters(before) !== otherLetters(after)) return false;
  if (MISREAD.test(before)) return true;
  return letterLoss(after, before) === "question marks" && lettersLost(before, after).length === 0;
}

/** The letters that a text lost, each once, in their order. */
export function lettersLost(before: string, after: string): string[] {
  const kept = new Set(after);
  return [...new Set(before)].filter((letter) => BEYOND_ASCII.test(letter) && !kept.has(letter));
}

function misread(text: string): number {
  return text.match(new RegExp(MISREAD, "g"))?.length ?? 0;
}

function marks(text: string): number {
  return text.match(/[?\ufffd]/g)?.length ?? 0;
}

function foreign(text: string): number {
  return text.match(/[^\x00-\x7f\ufffd]/gu)?.length ?? 0;
}
