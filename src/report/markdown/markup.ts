/** Tables, excerpts and links of the Markdown report, cut to a number of bytes. */
import { byteLength, counted } from "../clip.ts";
import { type Excerpt, excerpt } from "../highlight.ts";
import { escapeHtml, htmlCode, line } from "../hostile.ts";

/** One column of a table: its heading, and whether it holds numbers. */
export interface Column {
  readonly title: string;
  readonly numeric?: boolean;
}

/** A table, cut to a number of bytes, and how many of its rows that left out. */
export interface Cut {
  readonly text: string;
  readonly left: number;
}

/**
 * An HTML table as a block of Markdown: nothing inside an HTML block is read as Markdown, so that one kind of
 * escaping is enough. `rows` hold finished HTML, ranked; what does not fit into `maxBytes` is left out.
 */
export function htmlTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  maxBytes: number,
): Cut {
  const open = `<table>\n<tr>${columns.map((column) => cell("th", column, escapeHtml(column.title))).join("")}</tr>`;
  const close = "\n</table>";
  const kept = fitting(
    rows.map((row) => `\n<tr>${columns.map((column, i) => cell("td", column, row[i] ?? "")).join("")}</tr>`),
    maxBytes - byteLength(open) - byteLength(close),
  );
  return { text: open + kept.join("") + close, left: rows.length - kept.length };
}

function cell(tag: "th" | "td", column: Column, html: string): string {
  return `<${tag}${column.numeric ? ' align="right"' : ""}>${html}</${tag}>`;
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

/** A row's text for a table cell, with the phrase in bold and what was cut off counted. */
export function htmlExcerpt(text: string, pattern: RegExp | null, max: number): string {
  if (text.trim() === "") return "<i>empty</i>";
  return excerptHtml(excerpt(text, pattern, max));
}

function excerptHtml({ segments, cutBefore, cutAfter }: Excerpt): string {
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

/** A link whose text is hostile (a path): the address must already be percent-encoded. */
export function htmlLink(text: string, url: string | null): string {
  return url === null ? htmlCode(text) : `<a href="${escapeHtml(url)}">${htmlCode(text)}</a>`;
}

/** A table of ranked rows, saying how many were left out for its number of bytes. */
export function rankedTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  maxBytes: number,
  one: string,
  many = `${one}s`,
): string {
  const { text, left } = htmlTable(columns, rows, maxBytes);
  return left === 0 ? text : `${text}\n\n${counted(left, `more ${one}`, `more ${many}`)} cut for length.`;
}
