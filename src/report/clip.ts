/** Cuts texts to a length without breaking characters, and says how much was cut. */
import { counted, thousands } from "../model/thousands.ts";
import { codePointLength as codePoints } from "../text/code-points.ts";

export { codePoints, counted };

let segmenter: Intl.Segmenter | null = null;
/** Made when it is first needed: that takes a third of the start of the program. */
export const graphemes = (): Intl.Segmenter =>
  (segmenter ??= new Intl.Segmenter("en", { granularity: "grapheme" }));

/** A count as a reader expects it: `12,345`. */
export { thousands as count };

/**
 * The first `max` code points, ending between graphemes where one ends in time (a grapheme may be as long as
 * its author likes), and how many code points were left out.
 */
export function head(text: string, max: number): { readonly text: string; readonly cut: number } {
  if (text.length <= max) return { text, cut: 0 };
  const total = codePoints(text);
  if (total <= max) return { text, cut: 0 };
  const points = Array.from(text.slice(0, 2 * max)).slice(0, max);
  const kept = wholeGraphemes(points.join(""), text);
  return { text: kept, cut: total - codePoints(kept) };
}

function wholeGraphemes(start: string, text: string): string {
  const near = Math.max(0, start.length - 32);
  const window = text.slice(near, start.length + 32);
  let end = 0;
  for (const { index } of graphemes().segment(window)) {
    if (near + index <= start.length) end = near + index;
  }
  return end > near ? start.slice(0, end) : start;
}

/** The last `max` code points and how many were left out before them. */
export function tail(text: string, max: number): { readonly text: string; readonly cut: number } {
  const total = codePoints(text);
  if (total <= max) return { text, cut: 0 };
  const points = max === 0 ? [] : Array.from(text.slice(-2 * max)).slice(-max);
  return { text: points.join(""), cut: total - points.length };
}

/** Size in UTF-8 bytes: GitHub counts these as well as characters. */
export function byteLength(text: string): number {
  return Buffer.byteLength(text, "utf8");
}
