/** Finds a column by its name or by the last word of it. */
import { type ColumnStats, lastWord } from "./column-stats.ts";

/** The first column, in order of the names, that is called so. */
export function byName(columns: readonly ColumnStats[], names: readonly string[]): ColumnStats | null {
  for (const name of names) {
    const found = columns.find((column) => column.normal === name);
    if (found) return found;
  }
  return null;
}

/** `tweet_text` and `sentimentLabel`: the last word of a name tells what it is. */
export function byLastWord(columns: readonly ColumnStats[], names: readonly string[]): ColumnStats | null {
  for (const name of names) {
    if (name.length < 4) continue;
    const found = columns.find((column) => lastWord(column.name) === name);
    if (found) return found;
  }
  return null;
}
