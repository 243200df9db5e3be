export type Align = "left" | "right";

/** A Markdown table whose columns line up, so that it reads as well in a terminal. */
export function table(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  align: readonly Align[] = [],
): string {
  const widths = header.map((name, column) =>
    Math.max(3, name.length, ...rows.map((row) => row[column]!.length)),
  );
  const side = (column: number): Align => align[column] ?? "right";
  const line = (cells: readonly string[]): string =>
    `| ${cells
      .map((cell, column) =>
        side(column) === "left" ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!),
      )
      .join(" | ")} |`;
  const rule = widths.map((width, column) =>
    side(column) === "left" ? `:${"-".repeat(width - 1)}` : `${"-".repeat(width - 1)}:`,
  );
  return [line(header), `| ${rule.join(" | ")} |`, ...rows.map(line)].join("\n");
}

/** A share as a percentage with one decimal, or a dash. */
export const percent = (value: number | null): string => (value === null ? "–" : (100 * value).toFixed(1));

/** A number with two decimals, or a dash. */
export const decimal = (value: number | null): string => (value === null ? "–" : value.toFixed(2));
