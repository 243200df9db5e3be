import type { Finding } from "../model/finding.ts";
import type { FlaggedRow, ReviewResult, SpotCheckRow } from "../model/result.ts";
import { labelBalance } from "./balance.ts";
import { barChart } from "./bar-chart.ts";
import { counted } from "./clip.ts";
import { contributorLines } from "./contributor.ts";
import { excerpt } from "./highlight.ts";
import { line, logSafe } from "./hostile.ts";
import { findingIndex } from "./phrases.ts";
import { type TerminalStyle, terminalStyle } from "./terminal-style.ts";
import { cells, fit, padEnd } from "./width.ts";
import {
  changeCounts,
  changedRows,
  findingHeadline,
  floorText,
  headline,
  labelText,
  place,
  riskWords,
  severityCounts,
} from "./words.ts";
import { wrap } from "./wrap.ts";

export interface TextOptions {
  readonly color?: boolean;
  /** Cells of a line (default 100). */
  readonly width?: number;
}

const ROWS_TO_READ = 20;
const FINDINGS_SHOWN = 30;

/** The text of `--format text`: what the check says, in the same words and the same order. */
export function renderText(result: ReviewResult, options: TextOptions = {}): string {
  const width = Math.max(60, options.width ?? 100);
  const style = terminalStyle(options.color ?? false);
  const lost = section("Not analysed", notAnalysed(result, width), style);
  const lostFirst = result.notAnalysed.length > 0;
  const drawn = `Spot check: ${counted(result.spotCheck.length, "row")} drawn at random`;
  const parts: (readonly string[])[] = [
    verdict(result, style, width),
    lostFirst ? lost : [],
    section("Findings", findings(result, style, width), style),
    section("Labels before and after", balance(result, width), style),
    section("Read these rows first", flagged(result, style, width), style),
    section(drawn, spotCheck(result, style, width), style),
    section("Contributor", contributor(result, width), style),
    section("Detection floor", floor(result, width), style),
    lostFirst ? [] : lost,
    section("Not measured", notMeasured(result, width), style),
  ];
  const text = parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n");
  return logSafe(`${text}\n`);
}

function section(title: string, lines: readonly string[], style: TerminalStyle): readonly string[] {
  return lines.length === 0 ? [] : [style.bold(title), ...lines.map((text) => `  ${text}`.trimEnd())];
}

function verdict(result: ReviewResult, style: TerminalStyle, width: number): string[] {
  const paint = { failure: style.red, neutral: style.yellow, success: style.green }[result.conclusion];
  const facts = `${changeCounts(result)}; ${severityCounts(result)}; ${riskWords(result)}`;
  return [...wrap(headline(result), width).map((text) => style.bold(paint(text))), style.dim(facts)];
}

const SEVERITY_WORDS = { failure: "blocks ", warning: "warning", info: "note   " };

function findings(result: ReviewResult, style: TerminalStyle, width: number): string[] {
  const paint = { failure: style.red, warning: style.yellow, info: style.dim };
  const shown = result.findings.slice(0, FINDINGS_SHOWN).flatMap((finding) => {
    const [first, ...rest] = wrap(findingHeadline(finding), width - 12);
    const tag = paint[finding.severity](SEVERITY_WORDS[finding.severity]);
    const why = wrap(line(finding.message, 600), width - 12);
    return [
      `${tag}  ${style.bold(first ?? "")}`,
      ...[...rest.map(style.bold), ...why].map((text) => `         ${text}`),
      style.dim(`         ${findingFacts(finding)}`),
    ];
  });
  const more = result.findings.length - FINDINGS_SHOWN;
  if (more > 0) shown.push(`${counted(more, "more finding")}: see --format json`);
  return shown.length === 0 ? shown : [...shown, style.dim("What each signal measures: docs/signals")];
}

function findingFacts(finding: Finding): string {
  const points = Math.round(finding.contribution);
  return `${line(finding.signal)} · ${line(finding.id)}${points > 0 ? ` · ${points} of the risk score` : ""}`;
}

function balance(result: ReviewResult, width: number): string[] {
  const labels = labelBalance(result);
  const chart = barChart(labels, 12, Math.min(40, width - 56));
  return labels.length === 0 ? [] : chart.split("\n");
}

function flagged(result: ReviewResult, style: TerminalStyle, width: number): string[] {
  const index = findingIndex(result);
  const rows = result.flaggedRows.slice(0, ROWS_TO_READ);
  const lines = table(rows, style, width, (row) => index.pattern(row.findings));
  const more = result.flaggedRows.length - rows.length;
  return more > 0
    ? [...lines, style.dim(`${counted(more, "more flagged row")}: see --format json or html`)]
    : lines;
}

function spotCheck(result: ReviewResult, style: TerminalStyle, width: number): string[] {
  return table(result.spotCheck, style, width, () => null);
}

/** Rows as aligned columns: place, label, text with the phrase marked. */
function table<Row extends SpotCheckRow | FlaggedRow>(
  rows: readonly Row[],
  style: TerminalStyle,
  width: number,
  patternOf: (row: Row) => RegExp | null,
): string[] {
  const places = rows.map((row) => fromEnd(place(row, 400), Math.floor(width * 0.4)));
  const labels = rows.map((row) => fit(labelText(row), Math.floor(width * 0.2)));
  const placeWidth = Math.max(...places.map(cells), 0);
  const labelWidth = Math.max(...labels.map(cells), 0);
  const room = Math.max(20, width - placeWidth - labelWidth - 6);
  return rows.flatMap((row, i) => {
    const start = `${padEnd(places[i]!, placeWidth)}  ${padEnd(labels[i]!, labelWidth)}  `;
    const now = start + markedText(row.text, patternOf(row), style, room);
    const before = "before" in row ? row.before : undefined;
    if (before === undefined) return [now];
    const was = `before: ${fit(labelText(before), 20)}`;
    const text =
      before.text === row.text
        ? ""
        : `, ${fit(line(before.text, room), Math.max(12, room - cells(was) - 2))}`;
    return [now, style.dim(`${" ".repeat(cells(start))}${was}${text}`)];
  });
}

/** The end of a path says more than its start. */
function fromEnd(text: string, width: number): string {
  if (cells(text) <= width) return text;
  const points = Array.from(text);
  while (cells(points.join("")) > width - 1) points.splice(0, Math.max(1, points.length - width));
  return `…${points.join("")}`;
}

function markedText(text: string, pattern: RegExp | null, style: TerminalStyle, room: number): string {
  if (text.trim() === "") return style.dim("(empty)");
  const { segments, cutBefore, cutAfter } = excerpt(text, pattern, room);
  let left = room - (cutBefore > 0 ? 1 : 0);
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

function contributor(result: ReviewResult, width: number): string[] {
  if (result.contributor === null) return [];
  return contributorLines(result.contributor, changedRows(result)).flatMap((text) => wrap(text, width - 2));
}

function floor(result: ReviewResult, width: number): string[] {
  if (result.detectionFloor.length === 0) return [];
  const known = result.detectionFloor
    .slice(0, 12)
    .map(({ label, rows }) => `${line(label, 40)} ${floorText(rows)}`);
  const more = result.detectionFloor.length - known.length;
  const all = [...known, ...(more > 0 ? [counted(more, "more label")] : [])].join("; ");
  return wrap(
    `A phrase that the base has never seen would be blocked from this many rows with one label: ${all}. Fewer could pass.`,
    width - 2,
  );
}

function notAnalysed(result: ReviewResult, width: number): string[] {
  const entries = [
    ...result.notAnalysed.map(({ path, reason }) => `${line(path, 120)}: ${line(reason, 300)}`),
    ...result.problems.map(
      (problem) =>
        `${place(problem)}: ${problem.introduced ? "" : "(in the base already) "}${line(problem.message, 300)}`,
    ),
  ];
  const shown = entries.slice(0, 50).flatMap((text) => wrap(text, width - 2));
  return entries.length > 50
    ? [...shown, `${counted(entries.length - 50, "more entry", "more entries")}: see --format json`]
    : shown;
}

function notMeasured(result: ReviewResult, width: number): string[] {
  return result.notMeasured
    .slice(0, 30)
    .flatMap(({ signal, reason }) => wrap(`${line(signal)}: ${line(reason, 300)}`, width - 2));
}
