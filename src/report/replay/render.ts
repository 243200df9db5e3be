/** A replay in the words of every output: the changes that were held up, and what would have been better settings. */
import type { Replay } from "../../model/replay.ts";
import { list, prose, type Section, table } from "../blocks.ts";
import { markdownProse } from "../hostile.ts";
import { sectionHtml } from "../html/blocks.ts";
import { htmlDocument } from "../html/document.ts";
import { h } from "../html/markup.ts";
import { sectionMarkdown } from "../markdown/blocks.ts";
import { partsAsText, sectionLines } from "../terminal/blocks.ts";
import { terminalStyle } from "../terminal/terminal-style.ts";
import { wrap } from "../terminal/width.ts";
import { becauseText, COLUMNS, effect, heldUp, rates, span, tableRow } from "./figures.ts";

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

/** What passed is only counted where the table is to be read at once. */
function sectionsOf(replay: Replay, changes: Replay["changes"]): readonly Section[] {
  const rows = { ...table(COLUMNS, changes.map(tableRow), "change"), isGrid: true };
  const suggestions = replay.suggestions.flatMap((suggestion) => [
    list(
      [
        {
          text: becauseText(suggestion),
          code: { language: "yaml", lines: suggestion.configuration.trimEnd().split("\n") },
        },
      ],
      "suggestion",
    ),
    prose(effect(suggestion)),
  ]);
  return [
    { id: "changes", title: "Changes", blocks: [rows] },
    { id: "suggestions", title: "Suggestions for the configuration", blocks: suggestions },
  ];
}

function asText(replay: Replay, { color, width }: Look): string {
  const screen = { style: terminalStyle(color), width };
  const parts = [
    [span(replay), rates(replay)].flatMap((text) => wrap(text, width)),
    ...sectionsOf(replay, heldUp(replay)).map((section) => sectionLines(section, screen)),
  ];
  return `${partsAsText(parts)}\n`;
}

/** Most bytes of a section in Markdown: GitHub takes 65,535 characters of a comment or a check. */
const SECTION_BYTES = 25_000;

function asMarkdown(replay: Replay): string {
  const parts = [
    "## Replay",
    markdownProse(span(replay)),
    markdownProse(rates(replay)),
    ...sectionsOf(replay, heldUp(replay)).map((section) => sectionMarkdown(section, SECTION_BYTES)),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function asHtml(replay: Replay): string {
  const told = `<h1>Replay</h1><p>${h(span(replay))}</p><p>${h(rates(replay))}</p>`;
  const sections = sectionsOf(replay, replay.changes).map(sectionHtml);
  return htmlDocument(
    { title: "Replay", kind: "report", reader: null },
    `<main><header>${told}</header>\n${sections.join("\n")}</main>`,
  );
}
