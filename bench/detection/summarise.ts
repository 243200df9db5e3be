import type { CaseResult } from "./case.ts";

/** Averages over cases. Rows that have no such number (no planted rows, nothing flagged) are left out of its average. */
export interface Summary {
  readonly cases: number;
  /** Share of cases that ended as `failure`; as `failure` or `neutral`. */
  readonly blocked: number;
  readonly warned: number;
  readonly recall: number | null;
  readonly precision: number | null;
  readonly averagePrecision: number | null;
  readonly auroc: number | null;
  readonly precisionAt100: number | null;
  /** Planted rows whose label is known to be false: share flagged; and the same for those whose label is true. */
  readonly recallFlipped: number | null;
  readonly recallTrue: number | null;
  readonly floor: number | null;
  readonly milliseconds: number;
  readonly cpuMilliseconds: number;
}

export type Measure = Exclude<keyof Summary, "cases" | "floor">;

export function summarise(results: readonly CaseResult[]): Summary {
  const share = (is: (result: CaseResult) => boolean): number => results.filter(is).length / results.length;
  const average = (of: (result: CaseResult) => number | null): number | null => mean(results.map(of));
  return {
    cases: results.length,
    blocked: share(({ conclusion }) => conclusion === "failure"),
    warned: share(({ conclusion }) => conclusion !== "success"),
    recall: average(({ planted, rows }) => ratio(rows.hits, planted)),
    precision: average(({ planted, rows }) => (planted === 0 ? null : ratio(rows.hits, rows.flagged))),
    averagePrecision: average(({ rows }) => rows.averagePrecision),
    auroc: average(({ rows }) => rows.auroc),
    precisionAt100: average(({ rows }) => rows.precisionAt100),
    recallFlipped: average(({ flipped, flippedHits }) => ratio(flippedHits, flipped)),
    recallTrue: average(({ planted, flipped, flippedHits, rows }) =>
      ratio(rows.hits - flippedHits, planted - flipped),
    ),
    floor: average(({ floor }) => floor),
    milliseconds: average(({ milliseconds }) => milliseconds) ?? 0,
    cpuMilliseconds: average(({ cpuMilliseconds }) => cpuMilliseconds) ?? 0,
  };
}

export const ratio = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

/** Mean of the numbers there are; null where there is none. */
export function mean(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}

/** Groups in order of first sight. */
export function groupBy<T>(values: readonly T[], key: (value: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    const group = groups.get(key(value));
    if (group === undefined) groups.set(key(value), [value]);
    else group.push(value);
  }
  return groups;
}
