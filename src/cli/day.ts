/** Reads a day that was given on the command line. */
import { InputError } from "../versions/input-error.ts";

/** Midnight of the day of `--since` (UTC), in milliseconds; null where none was given. */
export function dayOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(time)) return time;
  throw new InputError(
    `--since ${text} is not a day`,
    "Write it as YYYY-MM-DD, for example --since 2026-01-31.",
  );
}
