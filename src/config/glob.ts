// Path patterns matched in time that grows with path times pattern: no name in a pull request is slow to decide.
import picomatch from "picomatch";
import { matching } from "./values.ts";

/** What one place of a pattern takes: any number of characters, or one that fits. */
type Piece = "any" | ((character: string) => boolean);
/** A part between slashes; `folders` is `**`, any number of parts. */
type Part = "folders" | readonly Piece[];

/** Answers whether a path fits a pattern (or one of several), letter case ignored. */
export function pathMatcher(patterns: string | readonly string[]): (path: string) => boolean {
  const matchers = [patterns].flat().map(one);
  return (path) => matchers.some((matches) => matches(path));
}

function one(pattern: string): (path: string) => boolean {
  const written = alternatives(pattern.toLowerCase().replace(/^\.\//, ""));
  // Nested alternatives and ranges are rare; the library knows them.
  if (written === null) return picomatch(pattern, matching);
  const ways = written.map((way) => way.split("/").map(partOf));
  return (path) => {
    const parts = path.toLowerCase().split("/");
    return ways.some((way) => fitsPath(way, parts));
  };
}

/** The pattern once for each choice of `{a,b}`; null where choices are nested or ranges. */
function alternatives(pattern: string): string[] | null {
  const braces = /\{([^{}]*)\}/.exec(pattern);
  if (!braces) return /[{}]/.test(pattern) ? null : [pattern];
  const [whole, inside = ""] = braces;
  const rest = alternatives(pattern.slice(braces.index + whole.length));
  const before = pattern.slice(0, braces.index);
  if (rest === null || /[{}]/.test(before) || !inside.includes(",") || inside.includes("..")) return null;
  return inside.split(",").flatMap((choice) => rest.map((after) => before + choice + after));
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
