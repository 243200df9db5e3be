/** Breaks text into lines of a terminal's width. */
import { cells, fit } from "./width.ts";

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
