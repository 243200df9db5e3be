/** How wide text is in a terminal, and text made to fit. */
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
