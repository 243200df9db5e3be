/** How wide text is in a terminal, and text made to fit: cut, broken into lines, and set in columns. */
import stringWidth from "string-width";
import { graphemes } from "../clip.ts";

/** Terminal cells that a visible line takes: two for wide (CJK) characters and emoji. */
export function cells(text: string): number {
  return stringWidth(text);
}

export function padEnd(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - cells(text)));
}

export function padStart(text: string, width: number): string {
  return " ".repeat(Math.max(0, width - cells(text))) + text;
}

/** The text within `width` cells, ending in `…` where it was cut. */
export function fit(text: string, width: number): string {
  if (text.length * 2 <= width || cells(text) <= width) return text;
  let kept = "";
  let used = 0;
  // A cell holds at most one grapheme of width one; zero-width ones are few once a line is visible.
  for (const { segment } of graphemes().segment(text.slice(0, width * 8))) {
    const wide = cells(segment);
    if (used + wide > width - 1) break;
    kept += segment;
    used += wide;
  }
  return `${kept}…`;
}

/** Lines of at most `width` cells, broken at spaces; a word longer than a line is broken where the line ends. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let current = "";
  for (const word of text.split(" ")) {
    const joined = current === "" ? word : `${current} ${word}`;
    if (cells(joined) <= width) {
      current = joined;
      continue;
    }
    if (current !== "") lines.push(current);
    current = word;
    while (cells(current) > width) {
      const start = fit(current, width + 1).slice(0, -1);
      if (start === "") break;
      lines.push(start);
      current = current.slice(start.length);
    }
  }
  return current === "" ? lines : [...lines, current];
}

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
