/** A table of text for the terminal: columns as wide as their widest cell. */
import { cells, padEnd, padStart } from "./width.ts";

/** @param isNumber which columns are set to the right */
export function textTable(
  rows: readonly (readonly string[])[],
  isNumber: (column: number) => boolean,
): string[] {
  const widths = rows[0]!.map((_, at) => Math.max(...rows.map((row) => cells(row[at]!))));
  return rows.map((row) =>
    row
      .map((text, at) => (isNumber(at) ? padStart(text, widths[at]!) : padEnd(text, widths[at]!)))
      .join("  ")
      .trimEnd(),
  );
}
