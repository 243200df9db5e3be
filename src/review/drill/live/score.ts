/** What people found of what was planted: the drill detection rate of an exercise. */
import { InputError } from "../../../versions/input-error.ts";
import type { Rate } from "../run/drill-report.ts";
import { FILE } from "../run/in-memory.ts";
import { rate } from "../run/summarise.ts";
import type { Truth } from "./seal.ts";

export interface Score {
  readonly family: string;
  /** Planted rows that were named, of all planted ones. */
  readonly found: Rate;
  /** Named rows that are planted, of all named ones; null where nothing was named. */
  readonly right: Rate | null;
}

/** @param named lines that the reviewers named, from 1 */
export function scoreDecisions({ family, lines }: Truth, named: ReadonlySet<number>): Score {
  const hits = lines.filter((line) => named.has(line)).length;
  return {
    family,
    found: rate(hits, lines.length),
    right: named.size === 0 ? null : rate(hits, named.size),
  };
}

/**
 * Reads decisions: a number of a line each on a line of its own, with words behind it where people like; empty lines and
 * those with `#` before them are comments. Throws `InputError` for anything else, and for a line that the file does not have,
 * with its place.
 */
export function readDecisions(
  text: string,
  file: string,
  { side, of }: Pick<Truth, "side" | "of">,
): ReadonlySet<number> {
  const named = new Set<number>();
  for (const [at, line] of text.split(/\r?\n/).entries()) {
    if (/^\s*(?:#|$)/.test(line)) continue;
    const number = /^\s*(\d{1,9})(?:[\s,;].*)?$/.exec(line)?.[1];
    const remedy = `Write the number of each planted line of ${side}/${FILE} on a line of its own.`;
    if (number === undefined)
      throw new InputError(`${file}, line ${at + 1}: no number of a row stands first`, remedy);
    if (Number(number) < 1 || Number(number) > of)
      throw new InputError(
        `${file}, line ${at + 1}: ${side}/${FILE} has no line ${Number(number)}, only 1 to ${of}`,
        remedy,
      );
    named.add(Number(number));
  }
  return named;
}
