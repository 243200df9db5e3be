import type { Change, Format } from "./generate.ts";
import type { TextKind } from "./texts.ts";

/** One thing that is measured: a head of so many rows against its base. */
export interface SpeedCase {
  readonly rows: number;
  readonly format: Format;
  readonly text: TextKind;
  readonly change: Change;
  /** By this program, or DuckDB doing a part of it. */
  readonly ways: readonly ("review" | "duckdb")[];
}

/** Rows of the file that is new. */
const NEW_ROWS = 35_000;

/** Every case of a full run, small ones first. */
export function allCases(sizes: readonly number[]): SpeedCase[] {
  const fresh = {
    rows: NEW_ROWS,
    format: "jsonl",
    text: "templates",
    change: "new",
    ways: ["review"],
  } as const;
  return [fresh, ...sizes.flatMap(casesOf)];
}

function casesOf(rows: number): SpeedCase[] {
  const common = { rows, format: "jsonl", text: "words" } as const;
  // What is more than a million shows how time and memory grow.
  if (rows > 1_000_000) return [{ ...common, change: "appended", ways: ["review"] }];
  const formats: readonly Format[] = ["jsonl", "csv"];
  const each = formats.flatMap((format) =>
    (["appended", "edited", "shuffled"] as const).map((change): SpeedCase => {
      const beside = change === "appended" && rows >= 100_000;
      return { ...common, format, change, ways: beside ? ["review", "duckdb"] : ["review"] };
    }),
  );
  const few: SpeedCase = { ...common, change: "hundred", ways: ["review"] };
  const many: SpeedCase = { ...common, change: "many", ways: ["review"] };
  const real: SpeedCase = { ...common, text: "sentences", change: "relabelled", ways: ["review", "duckdb"] };
  return rows === 1_000_000 ? [...each, few, many, real] : [...each, few];
}
