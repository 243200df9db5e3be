/** A replay as text, JSON, Markdown or a page: one table, the rates, and what the history suggests. */
import type { Replay } from "../../model/replay.ts";
import { escapeHtml, line } from "../hostile.ts";
import { htmlDocument } from "../html/document.ts";
import { h, scrollTable, section } from "../html/markup.ts";
import { rankedTable } from "../markdown/markup.ts";
import { textTable } from "../terminal/table.ts";
import { terminalStyle } from "../terminal/terminal-style.ts";
import { wrap } from "../terminal/wrap.ts";
import { becauseText, effect, heldUp, isNumber, rates, span, TABLE_HEAD, tableRow } from "./figures.ts";

/** Output formats of a replay. */
export type ReplayFormat = "text" | "json" | "markdown" | "html";

/** How text looks on a terminal. */
export interface Look {
  readonly color: boolean;
  readonly width: number;
}

/** The whole replay in a format, with a line break at the end. */
export function renderReplay(replay: Replay, format: ReplayFormat, look: Look): string {
  switch (format) {
    case "text":
      return asText(replay, look);
    case "json":
      return `${JSON.stringify({ schemaVersion: 1, ...replay }, null, 2)}\n`;
    case "markdown":
      return asMarkdown(replay);
    case "html":
      return asHtml(replay);
  }
}

const SUGGESTIONS = "Suggestions for the configuration";

/** What passed is only counted: the table is to be read. */
function asText(replay: Replay, { color, width }: Look): string {
  const { bold } = terminalStyle(color);
  const rows = heldUp(replay).map(tableRow);
  // The reason is the longest cell by far: it stands below the others of its change.
  const [head, ...table] = textTable(
    [TABLE_HEAD, ...rows].map((row) => row.slice(0, -1)),
    isNumber,
  );
  const suggestions = replay.suggestions.flatMap((suggestion) => [
    ...wrap(becauseText(suggestion), width),
    ...linesOf(suggestion.configuration).map((text) => `    ${line(text)}`),
    ...wrap(effect(suggestion), width),
    "",
  ]);
  return [
    ...wrap(span(replay), width),
    ...wrap(rates(replay), width),
    ...(rows.length === 0
      ? []
      : [
          "",
          bold(head!),
          ...rows.flatMap((row, i) => [
            table[i]!,
            ...wrap(row.at(-1)!, width - 4).map((text) => `    ${text}`),
          ]),
        ]),
    ...(suggestions.length === 0 ? [] : ["", bold(SUGGESTIONS), ...suggestions.slice(0, -1)]),
    "",
  ].join("\n");
}

const linesOf = (text: string): string[] => text.trimEnd().split("\n");

/** Most bytes of a table in Markdown: GitHub takes 65,535 characters of a comment or a check. */
const TABLE_BYTES = 50_000;

function asMarkdown(replay: Replay): string {
  const columns = TABLE_HEAD.map((title, i) => ({ title, numeric: isNumber(i) }));
  const rows = heldUp(replay).map((change) => tableRow(change).map((cell) => escapeHtml(cell)));
  const suggestions = suggestionsHtml(replay);
  return `${[
    "## Replay",
    `<p>${h(span(replay))}<br>${h(rates(replay))}</p>`,
    rows.length > 0 ? rankedTable(columns, rows, TABLE_BYTES, "change") : "",
    ...(suggestions.length > 0 ? [`### ${SUGGESTIONS}`, ...suggestions] : []),
  ]
    .filter((part) => part !== "")
    .join("\n\n")}\n`;
}

/** Each suggestion with its lines of a configuration: a path in them is hostile text. */
const suggestionsHtml = ({ suggestions }: Replay): string[] =>
  suggestions.map((suggestion) => {
    const lines = linesOf(suggestion.configuration).map((text) => h(text));
    return `<p>${h(becauseText(suggestion))}</p>\n<pre>${lines.join("\n")}</pre>\n<p>${h(effect(suggestion))}</p>`;
  });

function asHtml(replay: Replay): string {
  const row = (cells: readonly string[]): string =>
    `<tr>${cells.map((cell, i) => `<td${isNumber(i) ? ' class="number"' : ""}>${h(cell)}</td>`).join("")}</tr>`;
  const head = TABLE_HEAD.map((title, i) => (isNumber(i) ? `#${title}` : title));
  const changes = scrollTable(
    "Changes",
    head,
    replay.changes.map((change) => row(tableRow(change))),
  );
  return htmlDocument(
    { title: "Replay", kind: "report", reader: null },
    `<main><header><h1>Replay</h1><p>${h(span(replay))}</p><p>${h(rates(replay))}</p></header>
${section("changes", "Changes", replay.changes.length === 0 ? "" : changes)}
${section("suggestions", SUGGESTIONS, suggestionsHtml(replay).join(""))}</main>`,
  );
}
