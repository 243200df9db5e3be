import type { SpeedCase } from "./cases.ts";
import type { Usage } from "./run.ts";

/** What was measured of one case, in one of its ways. */
export interface Measured extends Omit<SpeedCase, "ways"> {
  readonly way: SpeedCase["ways"][number];
  /** The run in the middle of those that were made. */
  readonly usage: Usage;
}

/** A wanted bound beside what was measured; null where the cases were not part of this run. */
export interface Goal {
  readonly goal: string;
  readonly wanted: string;
  readonly measured: string | null;
  readonly reached: boolean | null;
}

type Wanted = Pick<Measured, "rows" | "format" | "change" | "way">;

/** The goals that the program set itself, from the measurements of one run. */
export function goals(all: readonly Measured[]): Goal[] {
  const find = ({ rows, format, change, way }: Wanted): Usage | null =>
    all.find((m) => m.rows === rows && m.format === format && m.change === change && m.way === way)?.usage ??
    null;
  const million = { rows: 1_000_000, format: "jsonl", change: "appended", way: "review" } as const;
  const cold = find(million);
  const csv = find({ ...million, format: "csv" });
  const three = find({ ...million, rows: 3_000_000 });
  const duck = find({ ...million, way: "duckdb" });
  const hundred = find({ ...million, change: "hundred", way: "review" });
  const small = find({ ...million, rows: 10_000, change: "hundred", way: "review" });
  const smallCold = find({ ...million, rows: 10_000 });
  const real = find({ ...million, change: "relabelled" });
  const realDuck = find({ ...million, change: "relabelled", way: "duckdb" });
  const many = find({ ...million, change: "many" });
  return [
    bound("1 M rows JSONL, 1 % added: wall", cold?.wall, 6, "s"),
    bound("1 M rows JSONL, 1 % added: memory", cold?.rss, 300, "MiB"),
    bound("the same beside DuckDB: wall", ratio(cold?.wall, duck?.wall), 0.25, "×"),
    bound("the same beside DuckDB: processor", ratio(cold?.cpu, duck?.cpu), 0.12, "×"),
    bound("1 M rows CSV, 1 % added: wall", csv?.wall, 7.5, "s"),
    bound("1 M rows CSV, 1 % added: memory", csv?.rss, 350, "MiB"),
    bound("3 M rows beside 1 M: wall", ratio(three?.wall, cold?.wall), 3.2, "×"),
    bound("3 M rows: memory", three?.rss, 500, "MiB"),
    bound("1 M rows of real sentences beside DuckDB: wall", ratio(real?.wall, realDuck?.wall), 0.25, "×"),
    bound("1 M rows, 100 added, beside 10 k rows: wall", ratio(hundred?.wall, small?.wall), 2, "×"),
    bound("10 k rows, 100 added, cold: wall", smallCold?.wall, 0.7, "s"),
    bound("1 M rows, 100 k added: wall", many?.wall, 20, "s"),
    bound("1 M rows, 100 k added: memory", many?.rss, 600, "MiB"),
  ];
}

function bound(goal: string, value: number | null | undefined, most: number, unit: string): Goal {
  const known = value ?? null;
  return {
    goal,
    wanted: `≤ ${most} ${unit}`,
    measured: known === null ? null : `${known < 10 ? known.toFixed(2) : known.toFixed(0)} ${unit}`,
    reached: known === null ? null : known <= most,
  };
}

function ratio(value: number | undefined, beside: number | undefined): number | null {
  return value === undefined || beside === undefined ? null : value / beside;
}

/** The exponent by which processor time grows with the rows, from the smallest to the largest of two or more sizes. */
export function growth(
  all: readonly Measured[],
  { format, change, way }: Omit<Wanted, "rows">,
): number | null {
  const found = all
    .filter((m) => m.format === format && m.change === change && m.way === way && m.rows >= 100_000)
    .sort((a, b) => a.rows - b.rows);
  const [first] = found;
  const last = found.at(-1);
  if (first === undefined || last === undefined || first.rows === last.rows) return null;
  return Math.log(last.usage.cpu / first.usage.cpu) / Math.log(last.rows / first.rows);
}
