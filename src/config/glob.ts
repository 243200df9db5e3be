/** Path patterns matched in time that grows with path times pattern: no name in a pull request is slow to decide. */
import { spelledOut } from "./braces.ts";

/** What one place of a pattern takes: any number of characters, or one that fits. */
type Piece = "any" | ((character: string) => boolean);
/** A part between slashes; `folders` is `**`, any number of parts. */
type Part = "folders" | readonly Piece[];

/** A path as a pattern that means it alone; characters that patterns cannot hold stand for any one. */
export const patternOf = (path: string): string => path.replace(/[\\()|!*?[\]{}+@]/g, "?");

/**
 * Answers whether a path fits a pattern (or one of several). Letter case is ignored, and names that begin with a dot are
 * names: a dataset under `.data/` or named `TRAIN.CSV` is still one, and neither may be a way around the review.
 */
export function pathMatcher(patterns: string | readonly string[]): (path: string) => boolean {
  const matchers = [patterns].flat().map(one);
  return (path) => matchers.some((matches) => matches(path));
}

function one(pattern: string): (path: string) => boolean {
  const written = spelledOut(pattern.toLowerCase().replace(/^(?:\.\/)+/, ""));
  if (written === null) throw new Error("A path pattern stands for too many patterns.");
  const ways = written.map((way) => way.split("/").map(partOf));
  return (path) => {
    const parts = path.toLowerCase().split("/");
    return ways.some((way) => fitsPath(way, parts));
  };
}

function partOf(part: string): Part {
  if (part === "**") return "folders";
  const pieces: Piece[] = [];
  for (const [piece] of part.matchAll(/\*+|\[[^\]]+\]|./gsu)) {
    if (piece.startsWith("*")) pieces.push("any");
    else if (piece === "?") pieces.push(() => true);
    else if (piece.length > 2 && piece.startsWith("[")) {
      pieces.push(oneOf(piece));
    } else for (const unit of piece.split("")) pieces.push((character) => character === unit);
  }
  return pieces;
}

/** A class like `[a-z]` or `[^a]`; one that is none fits nothing. */
function oneOf(characters: string): (character: string) => boolean {
  try {
    const set = new RegExp(characters, "i");
    return (character) => set.test(character);
  } catch {
    return () => false;
  }
}

function fitsPath(pattern: readonly Part[], path: readonly string[]): boolean {
  // At the end, folders stand for what is inside: at least one name.
  const needsName = pattern.at(-1) === "folders";
  const names = needsName ? path.slice(0, -1) : path;
  const fitsName = (part: readonly Piece[], name: string): boolean =>
    name !== "" && fits<Piece, "any", string>(part, name, "any", (piece, character) => piece(character));
  return fits<Part, "folders", string>(pattern, names, "folders", fitsName);
}

/**
 * Wildcard matching with one place to return to: the latest wildcard. What an earlier one took need never change, so the
 * time is the product of the lengths at most.
 */
function fits<P, W extends P, T>(
  pattern: readonly P[],
  text: ArrayLike<T>,
  wildcard: W,
  fitsOne: (piece: Exclude<P, W>, item: T) => boolean,
): boolean {
  let [at, from, retry, taken] = [0, 0, -1, 0];
  while (from < text.length) {
    const piece = pattern[at];
    if (at < pattern.length && piece === wildcard) {
      retry = at++;
      taken = from;
    } else if (at < pattern.length && fitsOne(piece as Exclude<P, W>, text[from]!)) {
      at += 1;
      from += 1;
    } else if (retry >= 0) {
      at = retry + 1;
      from = ++taken;
    } else return false;
  }
  while (at < pattern.length && pattern[at] === wildcard) at += 1;
  return at === pattern.length;
}
