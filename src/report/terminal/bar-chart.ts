/** Label shares before and after as bars of text. */
import { bar, type LabelBalance, percent } from "../balance.ts";
import { count, counted } from "../clip.ts";
import { line } from "../hostile.ts";
import { cells, fit, padEnd, padStart } from "./width.ts";

const NAME_CELLS = 24;

/**
 * The label balance as text: two bars a label, before above after, scaled to the largest share. Labels beyond
 * `most` are counted. The lines are aligned in terminal cells.
 */
export function barChart(balance: readonly LabelBalance[], most: number, width: number): string {
  const shown = balance.slice(0, most);
  const largest = Math.max(...shown.map(({ baseShare, headShare }) => Math.max(baseShare, headShare)), 1e-9);
  const names = shown.map(({ label }) => fit(line(label, NAME_CELLS * 2), NAME_CELLS));
  const nameWidth = Math.max(...names.map(cells), 0);
  const numberWidth = Math.max(...shown.map(({ base, head }) => count(Math.max(base, head)).length), 0);
  const row = (name: string, side: string, share: number, rows: number): string =>
    [
      padEnd(name, nameWidth),
      side,
      padEnd(bar(share / largest, width), width),
      padStart(percent(share), 7),
      padStart(count(rows), numberWidth),
    ].join("  ");
  const lines = shown.flatMap(({ base, head, baseShare, headShare }, i) => [
    row(names[i]!, "before", baseShare, base),
    row("", "after ", headShare, head),
  ]);
  const more = balance.length - shown.length;
  return [...lines, ...(more > 0 ? [counted(more, "more label")] : [])].join("\n");
}
