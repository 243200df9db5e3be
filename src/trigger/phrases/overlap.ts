/** Drops findings whose rows other findings hold already. */
import type { Places } from "../scanned.ts";

/** Findings may share so much of their rows; beyond, the later one says again what the earlier one said. */
const MOST_SHARED = 1 / 3;

/** Whether most of the rows are not among those that others hold already. */
export function mostlyFree(rows: Places, taken: ReadonlySet<number>): boolean {
  let shared = 0;
  for (const row of rows) if (taken.has(row)) shared++;
  return shared <= rows.length * MOST_SHARED;
}

/**
 * Keeps what is not mostly covered by what comes before it, kept or not: what repeats a repetition is one too.
 * @param taken rows that are covered beforehand
 */
export function withoutOverlap<T>(
  ordered: readonly T[],
  rowsOf: (one: T) => Places,
  taken: Iterable<number> = [],
): T[] {
  const covered = new Set(taken);
  return ordered.filter((one) => {
    const rows = rowsOf(one);
    const keep = mostlyFree(rows, covered);
    for (const row of rows) covered.add(row);
    return keep;
  });
}
