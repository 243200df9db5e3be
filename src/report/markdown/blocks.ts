/** Sections of a report as Markdown, cut to a number of bytes, and what they are made of: tables, excerpts and links. */
import type { FlaggedRow, SpotCheckRow } from "../../model/result.ts";
import {
  type Block,
  type Cell,
  type Column,
  filled,
  type List,
  type Rows,
  type Section,
  type Table,
} from "../blocks.ts";
import { byteLength, counted } from "../clip.ts";
import { excerpt } from "../highlight.ts";
import { escapeHtml, htmlCode, htmlProse, line, markdownProse } from "../hostile.ts";
import { lineUrl } from "../links.ts";
import { barChart } from "../terminal/bar-chart.ts";
import { spelling } from "../words/in-brief.ts";
import { place } from "../words.ts";

/** Code points of a row's text, of a name, of a label, of a sentence, and of a line to be copied. */
const LONGEST = { text: 220, name: 120, label: 80, sentence: 800, code: 1_000 };

/** Under its heading; empty where there is nothing to show. */
export function sectionMarkdown(section: Section, maxBytes: number): string {
  const body = bodyMarkdown(section, maxBytes);
  return body === "" ? "" : `### ${section.title}\n\n${body}`;
}

/** The same, to be unfolded. */
export function foldedMarkdown(section: Section, maxBytes: number): string {
  const body = bodyMarkdown(section, maxBytes);
  return body === "" ? "" : `<details><summary>${section.title}</summary>\n\n${body}\n\n</details>`;
}

/** What stands under the heading. */
function bodyMarkdown(section: Section, maxBytes: number): string {
  return filled(section)
    .map((block) => blockMarkdown(block, maxBytes))
    .join("\n\n");
}

function blockMarkdown(block: Block, maxBytes: number): string {
  switch (block.kind) {
    case "prose":
      return markdownProse(line(block.text, LONGEST.sentence));
    case "list":
      return listMarkdown(block, maxBytes);
    case "table":
      return tableMarkdown(block, maxBytes);
    case "rows":
      return rowsMarkdown(block, maxBytes);
    case "chart":
      return fenced(barChart(block.balance, 12, 28).split("\n"), "text");
  }
}

function listMarkdown({ entries, one, many }: List, maxBytes: number): string {
  const items = entries.map(({ text, code }) => {
    const below = code === undefined ? "" : `\n${fenced(code.lines, code.language).replace(/^/gm, "  ")}`;
    return `- ${markdownProse(line(text, LONGEST.sentence))}${below}`;
  });
  const kept = fitting(items, maxBytes);
  return kept.join("\n") + cut(items.length - kept.length, one, many);
}

/** A code block whose fence is longer than any run of backticks inside. */
function fenced(lines: readonly string[], language: string): string {
  const text = lines.map((each) => line(each, LONGEST.code)).join("\n");
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}

function cut(left: number, one: string, many: string): string {
  return left > 0 ? `\n\n${counted(left, `more ${one}`, `more ${many}`)} cut for length.` : "";
}

/** The longest start of ranked items that fits into a number of bytes. */
export function fitting(items: readonly string[], maxBytes: number): string[] {
  let room = maxBytes;
  const kept: string[] = [];
  for (const item of items) {
    room -= byteLength(item);
    if (room < 0) break;
    kept.push(item);
  }
  return kept;
}

function tableMarkdown({ columns, rows, one, many }: Table, maxBytes: number): string {
  const head = columns.map(({ title, holds }) => ({ title, isNumber: holds === "number" }));
  const cells = rows.map((row) => row.map((each, at) => cellHtml(each, columns[at]!.holds)));
  return htmlTable(head, cells, maxBytes, one, many);
}

function cellHtml(cell: Cell, holds: Column["holds"]): string {
  if (typeof cell !== "string") return htmlLink(line(cell.text, LONGEST.name), cell.url);
  if (cell === "") return "";
  if (holds === "number") return escapeHtml(line(cell, LONGEST.name));
  return holds === "prose" ? htmlProse(line(cell, LONGEST.sentence)) : htmlCode(line(cell, LONGEST.name));
}

interface Head {
  readonly title: string;
  readonly isNumber?: boolean;
}

/**
 * An HTML table as a block of Markdown: nothing inside an HTML block is read as Markdown, so that one kind of escaping is
 * enough. `rows` hold finished HTML, ranked; what does not fit into `maxBytes` is counted.
 */
function htmlTable(
  head: readonly Head[],
  rows: readonly (readonly string[])[],
  maxBytes: number,
  one: string,
  many = `${one}s`,
): string {
  const cell = (tag: "th" | "td", at: number, html: string): string =>
    `<${tag}${head[at]!.isNumber === true ? ' align="right"' : ""}>${html}</${tag}>`;
  const open = `<table>\n<tr>${head.map(({ title }, at) => cell("th", at, escapeHtml(title))).join("")}</tr>`;
  const close = "\n</table>";
  const kept = fitting(
    rows.map((row) => `\n<tr>${row.map((html, at) => cell("td", at, html)).join("")}</tr>`),
    maxBytes - byteLength(open) - byteLength(close),
  );
  return open + kept.join("") + close + cut(rows.length - kept.length, one, many);
}

/** A link whose text is hostile (a path): the address must already be percent-encoded. */
function htmlLink(text: string, url: string | null): string {
  return url === null ? htmlCode(text) : `<a href="${escapeHtml(url)}">${htmlCode(text)}</a>`;
}

function rowsMarkdown({ rows, index, repository }: Rows, maxBytes: number): string {
  const findings = (row: Rows["rows"][number]): readonly string[] => ("findings" in row ? row.findings : []);
  // Where one finding names them all, the verdict has said why.
  const isOne = new Set(rows.map((row) => findings(row).join())).size === 1;
  const cells = rows.map((row) => {
    const url = repository && lineUrl(repository, row.path, row.side, row.isCounted ? null : row.line);
    const reasons = (index?.of(findings(row)) ?? []).map((finding) =>
      finding.phrase === undefined ? finding.signal : line(spelling(finding.phrase, finding), LONGEST.label),
    );
    // One phrase under a label and under its half of the scale is one reason.
    const why = [...new Set(reasons)].slice(0, 2).map(htmlCode);
    return [
      htmlLink(place(row), url),
      row.label === null ? "<i>none</i>" : labelCode(row.label),
      textCell(row, index === null ? null : index.pattern(findings(row))),
      ...(isOne ? [] : [why.join(" ")]),
    ];
  });
  const titles = ["Row", "Label", "Text", ...(isOne ? [] : ["Why"])];
  return htmlTable(
    titles.map((title) => ({ title })),
    cells,
    maxBytes,
    "row",
  );
}

/** The text, then what contradicts it: an edited row's earlier version, else the nearest base row of another label. */
function textCell(row: FlaggedRow | SpotCheckRow, pattern: RegExp | null): string {
  const now = htmlExcerpt(row.text, pattern, LONGEST.text);
  const before = "before" in row ? row.before : undefined;
  const near = "neighbours" in row ? row.neighbours.find(({ label }) => label !== row.label) : undefined;
  if (before === undefined) {
    if (near === undefined) return now;
    return `${now}<br>nearest base row (${labelCode(near.label)}): ${htmlExcerpt(near.text, null, LONGEST.text / 2)}`;
  }
  const was = before.label === row.label ? "" : ` (${labelCode(before.label)})`;
  const text = before.text === row.text ? "same text" : htmlExcerpt(before.text, pattern, LONGEST.text / 2);
  return `${now}<br>before${was}: ${text}`;
}

function labelCode(label: string | null): string {
  return label === null ? "no label" : htmlCode(line(label, LONGEST.label));
}

/** A row's text for a table cell, with the phrase in bold and what was cut off counted. */
function htmlExcerpt(whole: string, pattern: RegExp | null, max: number): string {
  if (whole.trim() === "") return "<i>empty</i>";
  const { segments, cutBefore, cutAfter } = excerpt(whole, pattern, max);
  const body = segments
    .map(({ text, marked }) => {
      const shown = escapeHtml(line(text));
      return marked ? `<b>${shown}</b>` : shown;
    })
    .join("");
  const before = cutBefore > 0 ? `<i>(+${counted(cutBefore, "character")})</i> …` : "";
  const after = cutAfter > 0 ? `… <i>(+${counted(cutAfter, "character")})</i>` : "";
  return `${before}<code>${body}</code>${after}`;
}
