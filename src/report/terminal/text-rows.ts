/** Rows as an aligned table of text. */
import type { FlaggedRow, SpotCheckRow } from "../../model/result.ts";
import { codePoints, head } from "../clip.ts";
import { excerpt } from "../highlight.ts";
import { line } from "../hostile.ts";
import { labelText, place } from "../words.ts";
import type { TerminalStyle } from "./terminal-style.ts";
import { cells, fit, padEnd } from "./width.ts";

/** Fewer cells than this beside place and label are too few to read a text in: it gets a line of its own. */
const ENOUGH = 40;

/** Rows as aligned columns: place, label, text with the phrase marked. */
export function rowTable<Row extends SpotCheckRow | FlaggedRow>(
  rows: readonly Row[],
  style: TerminalStyle,
  width: number,
  patternOf: (row: Row) => RegExp | null,
): string[] {
  const places = rows.map((row) => fromEnd(place(row, 400), Math.ceil(width * 0.4)));
  const placeWidth = Math.max(...places.map(cells), 0);
  const labelsIn = (room: number) => rows.map((row) => fit(labelText(row), room));
  const short = labelsIn(Math.ceil(width * 0.2));
  const beside = width - placeWidth - Math.max(...short.map(cells), 0) - 4;
  const below = beside < ENOUGH;
  // A label with a line of its own needs no cutting: with two label columns the second would be lost.
  const labels = below ? labelsIn(width - placeWidth - 2) : short;
  const labelWidth = Math.max(...labels.map(cells), 0);
  const room = below ? width - 4 : beside;
  return rows.flatMap((row, i) => {
    const which = `${padEnd(places[i]!, placeWidth)}  ${padEnd(labels[i]!, labelWidth)}`;
    const start = below ? "    " : `${which}  `;
    const text = markedText(row.text, patternOf(row), style, room);
    const now = below ? [which, start + text] : [start + text];
    const before = "before" in row ? row.before : undefined;
    if (before === undefined) return [...now, ...nearest(row, below ? 0 : cells(start), room, style)];
    const was = `before: ${fit(labelText(before), 20)}`;
    const said =
      before.text === row.text
        ? ""
        : `, ${fit(line(before.text, room), Math.max(12, room - cells(was) - 2))}`;
    return [...now, style.dim(`${" ".repeat(cells(start))}${was}${said}`)];
  });
}

/** The nearest base row, where its label speaks against the row's; where a text has a line of its own there is no room. */
function nearest(
  row: SpotCheckRow | FlaggedRow,
  indent: number,
  room: number,
  style: TerminalStyle,
): string[] {
  const near = "neighbours" in row ? row.neighbours.find(({ label }) => label !== row.label) : undefined;
  if (near === undefined || indent === 0) return [];
  const label = `base ${fit(labelText(near), 20)}: `;
  return [style.dim(`${" ".repeat(indent)}${label}${fit(line(near.text, room), room - cells(label))}`)];
}

/** The end of a path says more than its start. */
export function fromEnd(text: string, width: number): string {
  if (cells(text) <= width) return text;
  const points = Array.from(text);
  while (cells(points.join("")) > width - 1) points.splice(0, Math.max(1, points.length - width));
  return `…${points.join("")}`;
}

function markedText(text: string, pattern: RegExp | null, style: TerminalStyle, room: number): string {
  if (text.trim() === "") return style.dim("(empty)");
  // Wide characters take two cells each: the excerpt is counted in characters.
  const sample = head(text, 400).text;
  const perCharacter = Math.max(1, cells(line(sample)) / codePoints(sample));
  const { segments, cutBefore, cutAfter } = excerpt(text, pattern, Math.floor(room / perCharacter));
  let left = room - (cutBefore > 0 ? 1 : 0) - (cutAfter > 0 ? 1 : 0);
  let out = cutBefore > 0 ? "…" : "";
  for (const segment of segments) {
    if (left <= 0) break;
    const shown = line(segment.text);
    const part = fit(shown, left);
    out += segment.marked ? style.mark(part) : part;
    left -= cells(part) + (segment.marked ? style.markCells : 0);
    if (part !== shown) return out;
  }
  return cutAfter > 0 && !out.endsWith("…") ? `${out}…` : out;
}
