/** Sections of a report as lines of a terminal. */
import { type Block, filled, type List, type Section, type Table, textOf } from "../blocks.ts";
import { counted } from "../clip.ts";
import { line } from "../hostile.ts";
import { inQuotes } from "../words.ts";
import { barChart } from "./bar-chart.ts";
import type { TerminalStyle } from "./terminal-style.ts";
import { rowTable } from "./text-rows.ts";
import { textTable, wrap } from "./width.ts";

export interface Screen {
  readonly style: TerminalStyle;
  /** Cells of a line. */
  readonly width: number;
}

/** Code points of a sentence, and of a line to be copied, which is never broken. */
const LONGEST = { sentence: 800, code: 1_000 };
/** Labels that are drawn. */
const DRAWN = 12;

/** Parts of a report one below the other, a blank line between; those that hold nothing are left out. */
export function partsAsText(parts: readonly (readonly string[])[]): string {
  return parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n");
}

/** A heading with its lines, of each block at most so many entries; none where there is nothing to show. */
export function sectionLines(section: Section, screen: Screen, most = 30): readonly string[] {
  const inner = { ...screen, width: screen.width - 2 };
  const lines = filled(section).flatMap((block) => blockLines(block, inner, most));
  return lines.length === 0
    ? []
    : [screen.style.bold(section.title), ...lines.map((text) => `  ${text}`.trimEnd())];
}

function blockLines(block: Block, { style, width }: Screen, most: number): readonly string[] {
  switch (block.kind) {
    case "prose":
      return sentence(block.text, width);
    case "list":
      return withMore(
        block,
        block.entries.length - most,
        block.entries
          .slice(0, most)
          .flatMap(({ text, code }) => [
            ...sentence(text, width),
            ...(code?.lines ?? []).map((one) => `  ${line(one, LONGEST.code)}`),
          ]),
      );
    case "table":
      return block.isGrid === true
        ? gridLines(block, style, width)
        : withMore(
            block,
            block.rows.length - most,
            block.rows.slice(0, most).flatMap((row) => recordLines(block, row, width)),
          );
    case "rows":
      return rowTable(block.rows, style, width, (row) =>
        "findings" in row && block.index !== null ? block.index.pattern(row.findings) : null,
      );
    case "chart":
      return barChart(block.balance, DRAWN, Math.min(40, width - 54)).split("\n");
  }
}

const sentence = (text: string, width: number): string[] =>
  wrap(inQuotes(line(text, LONGEST.sentence)), width);

function withMore({ one, many }: List | Table, more: number, shown: readonly string[]): readonly string[] {
  return more > 0 ? [...shown, `${counted(more, `more ${one}`, `more ${many}`)}: see --format json`] : shown;
}

/** Columns as wide as their widest cell, and what is said of a row below it. */
function gridLines({ columns, rows }: Table, style: TerminalStyle, width: number): string[] {
  const aligned = columns.flatMap(({ holds }, at) => (holds === "prose" ? [] : [at]));
  const cells = [
    columns.map(({ title }) => title),
    ...rows.map((row) => row.map((cell) => line(textOf(cell)))),
  ];
  const lines = textTable(
    cells.map((row) => aligned.map((at) => row[at]!)),
    (at) => columns[aligned[at]!]!.holds === "number",
  );
  return lines.flatMap((text, i) => {
    if (i === 0) return [style.bold(text)];
    const below = cells[i]!.filter((_, at) => columns[at]!.holds === "prose");
    return [text, ...below.flatMap((said) => wrap(said, width - 4).map((part) => `    ${part}`))];
  });
}

/** `data/train.jsonl: 12 added, 3 edited`, and what else is told of it below; of two cells `the one: the other`. */
function recordLines({ columns }: Table, row: Table["rows"][number], width: number): string[] {
  const [name = "", ...others] = row.map(textOf);
  const told = others.map((text, i) => ({ ...columns[i + 1]!, text }));
  const counts = told
    .filter(({ holds, text }) => holds === "number" && text !== "0")
    .map(({ title, text }) => `${text} ${title.toLowerCase()}`);
  const rest = told.filter(({ holds }) => holds !== "number");
  if (rest.length === 1 && rest.length === told.length) return sentence(`${name}: ${rest[0]!.text}`, width);
  const first = counts.length === 0 ? name : `${name}: ${counts.join(", ")}`;
  return [
    ...sentence(first, width),
    ...rest.flatMap(({ title, text }) => sentence(`${title}: ${text}`, width - 2).map((one) => `  ${one}`)),
  ];
}
