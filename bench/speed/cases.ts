import type { Change, Format } from "./generate.ts";

/** One thing that is measured: a head of so many rows against its base. */
export interface SpeedCase {
  readonly rows: number;
  readonly format: Format;
  readonly change: Change;
  /** By this program, or DuckDB doing a part of it. */
  readonly ways: readonly ("review" | "duckdb")[];
}

/** Every case of a full run, small ones first. */
export function allCases(sizes: readonly number[]): SpeedCase[] {
  return sizes.flatMap((rows): SpeedCase[] => {
    // What is more than a million shows how time and memory grow.
    if (rows > 1_000_000) return [{ rows, format: "jsonl", change: "appended", ways: ["review"] }];
    const formats: readonly Format[] = ["jsonl", "csv"];
    const each = formats.flatMap((format) =>
      (["appended", "edited", "shuffled"] as const).map((change): SpeedCase => {
        const beside = change === "appended" && rows >= 100_000;
        return { rows, format, change, ways: beside ? ["review", "duckdb"] : ["review"] };
      }),
    );
    const few: SpeedCase = { rows, format: "jsonl", change: "hundred", ways: ["review"] };
    const many: SpeedCase = { rows, format: "jsonl", change: "many", ways: ["review"] };
    return rows === 1_000_000 ? [...each, few, many] : [...each, few];
  });
}
