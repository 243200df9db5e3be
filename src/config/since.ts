/** `memory.since`: from which point on the changes of a repository are looked at together. Before it, data is trusted. */
import * as z from "zod";

/** Where the trusted point lies; of several the nearest counts. Lengths of time end at the base of a pull request. */
export type Bound =
  | { readonly kind: "days"; readonly days: number }
  | { readonly kind: "changes"; readonly changes: number }
  /** Milliseconds. */
  | { readonly kind: "date"; readonly date: number }
  /** A tag or a commit. */
  | { readonly kind: "commit"; readonly name: string };

const DAYS = { day: 1, week: 7, month: 30, year: 365 } as const;

const IS_DATE = /^\d{4}-\d{2}-\d{2}$/;

/** Null for `off`. */
export function boundsOf(since: string): readonly Bound[] | null {
  return since.trim() === "off" ? null : since.split(/\s+or\s+/).map((part) => boundOf(part.trim()));
}

function boundOf(text: string): Bound {
  const [, number, unit] = /^(\d{1,5}) (change|day|week|month|year)s?$/.exec(text) ?? [];
  if (unit === "change") return { kind: "changes", changes: Number(number) };
  if (unit !== undefined) return { kind: "days", days: Number(number) * DAYS[unit as keyof typeof DAYS] };
  const date = IS_DATE.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? { kind: "commit", name: text } : { kind: "date", date };
}

/** What git takes for a tag or a commit; a name with a space is a misspelt length of time, and a day that no month has is no tag. */
const isBound = (bound: Bound): boolean =>
  bound.kind !== "commit" ||
  (/^[\w./+][\w./+-]*$/.test(bound.name) && !bound.name.includes("..") && !IS_DATE.test(bound.name));

export const since = z
  .string()
  .min(1)
  .max(200)
  .refine((text) => boundsOf(text)?.every(isBound) ?? true, {
    error:
      "is no length of time (`90 days`), date (`2026-09-01`), number (`50 changes`), tag, commit or `off`",
  })
  .refine((text) => (boundsOf(text) ?? []).filter(({ kind }) => kind === "commit").length <= 1, {
    error: "names more than one tag or commit",
  });
