/** What nearly all values of a column begin and end with: a prompt around a text, the space before a completion. */
import { tally } from "../../../collections/tally.ts";

export interface Affixes {
  readonly start: string;
  readonly end: string;
}

export const noAffixes: Affixes = { start: "", end: "" };

/** Neighbouring values that are looked at. */
const MOST_VALUES = 200;

export function isBare({ start, end }: Affixes): boolean {
  return start === "" && end === "";
}

/** What two neighbouring values that differ share most often at their beginning, and at their end. */
export function affixesOf(values: readonly string[]): Affixes {
  const starts: string[] = [];
  const ends: string[] = [];
  const some = values.slice(0, MOST_VALUES);
  for (const [i, value] of some.entries()) {
    const next = some[i + 1];
    if (next === undefined || next === value) continue;
    const most = Math.min(value.length, next.length);
    let start = 0;
    while (start < most && value[start] === next[start]) start++;
    let end = 0;
    while (end < most - start && value.at(-1 - end) === next.at(-1 - end)) end++;
    starts.push(value.slice(0, start));
    ends.push(value.slice(value.length - end));
  }
  return { start: commonest(starts), end: commonest(ends) };
}

/** What stands between them; null where the value does not have them. */
export function coreOf(value: string, { start, end }: Affixes): string | null {
  if (value.length < start.length + end.length) return null;
  return value.startsWith(start) && value.endsWith(end)
    ? value.slice(start.length, value.length - end.length)
    : null;
}

function commonest(values: readonly string[]): string {
  const [most] = [...tally(values)].sort(([, a], [, b]) => b - a);
  return most?.[0] ?? "";
}
