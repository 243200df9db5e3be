/** Writes numbers, shares and names of the data as sentences need them. */
import { thousands } from "../../model/thousands.ts";

export { counted as count, thousands as number } from "../../model/thousands.ts";

/** A share in percent: whole from 10 %, one digit above 0.1 %, never a rounded-down zero. */
export function percent(share: number): string {
  const value = share * 100;
  if (value === 0) return "0 %";
  if (value < 0.1) return "less than 0.1 %";
  return value >= 10 ? `${Math.round(value)} %` : `${Number(value.toFixed(1))} %`;
}

/** A name from the data for a sentence: quoted, so that a trailing space is seen, and cut. */
export function quoted(name: string): string {
  const shown = name.length > 60 ? `${name.slice(0, 59)}…` : name;
  return `\`${shown.replaceAll("`", "'").replace(/[\n\r\t]/g, " ")}\``;
}

/** "a, b and c" */
export const series = (words: readonly string[]): string =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)!}`;

/** Up to `most` names from the data: "`a`, `b` and 3 more". */
export function listed(names: readonly string[], most = 5): string {
  const shown = names.slice(0, most).map(quoted);
  const rest = names.length - shown.length;
  return series(rest > 0 ? [...shown, `${thousands(rest)} more`] : shown);
}

/** Evidence holds logarithms to base 10: easier to read, and JSON has no number below 1e-308. */
export function log10(naturalLog: number): number {
  return Number((naturalLog / Math.LN10).toFixed(2));
}

/** How many rows are expected, in a sentence. */
export const expectedWords = (rows: number): string =>
  rows < 0.95 ? "fewer than 1" : String(Math.round(rows));
