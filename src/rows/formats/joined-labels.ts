/** Labels joined in one string: `general|positive`, `toxic#insult`, `O,O,B-PER`. */
import { tally } from "../../collections/tally.ts";
import { isOutside, isPlaced, kindsOf } from "./tokens/tags.ts";

const SIGNS = ["|", ";", "#", ",", "+", "/"];
/** Stands for a sign where the cells are a tag for each word. */
export const TAGGED = " ";
/** Fewer joined rows are slips of the hand. */
const FEWEST = 5;
const LONGEST = 60;
const ALL_KNOWN = 0.9;

/**
 * The sign that joins several labels in the cells of a column; null where its values are labels as they stand. A sign
 * joins where its parts come again: alone, or in another company. `Sci/Tech` is one label where there is no `Sci`, and
 * a number with a comma is no list.
 * @param values the column's strings, a row each
 */
export function labelSign(values: readonly string[]): string | null {
  const counts = tally(values.filter((value) => value !== ""));
  if (isTagged(values)) return TAGGED;
  return SIGNS.find((sign) => joins(sign, counts)) ?? null;
}

/** The tags of the words of a text in one cell, however they are parted; null for any other cell. */
export function tagsIn(value: string): string[] | null {
  if (!/^[\s['"]*[BIESLUMO0_-]/.test(value)) return null;
  const tags = value.split(/[\s,;[\]'"]+/).filter((tag) => tag !== "");
  return tags.length > 1 && tags.every((tag) => isPlaced(tag) || isOutside(tag)) ? tags : null;
}

/** The labels in a cell whose labels are joined with this sign. */
export function labelsJoined(value: string, sign: string): string[] {
  if (sign === TAGGED) return kindsOf(tagsIn(value) ?? [value]);
  return value
    .split(sign)
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

/** Whether nearly all cells are tags of words, some of which mark something. */
export function isTagged(values: readonly string[]): boolean {
  const tagged = values.map(tagsIn).filter((tags) => tags !== null);
  return tagged.length >= Math.max(FEWEST, ALL_KNOWN * values.length) && tagged.flat().some(isPlaced);
}

function joins(sign: string, counts: ReadonlyMap<string, number>): boolean {
  const joined = [...counts.keys()].filter((value) => labelsJoined(value, sign).length > 1);
  if (joined.length < 2) return false;
  const company = tally(joined.flatMap((value) => [...new Set(labelsJoined(value, sign))]));
  const isKnown = (part: string): boolean =>
    part.length <= LONGEST && (counts.has(part) || company.get(part)! > 1);
  const rows = (of: readonly string[]): number => of.reduce((sum, value) => sum + counts.get(value)!, 0);
  const known = joined.filter((value) => labelsJoined(value, sign).every(isKnown));
  const isDecimal = joined.every((value) => /^-?\d+,\d+$/.test(value));
  return !isDecimal && rows(known) >= FEWEST && rows(known) >= ALL_KNOWN * rows(joined);
}
