/** The output `text`: the report as a person reads it in a terminal. */
import type { Finding } from "../../model/finding.ts";
import type { ReviewResult } from "../../model/result.ts";
import { labelBalance } from "../balance.ts";
import { count, counted } from "../clip.ts";
import type { ReportContext } from "../context.ts";
import { line, logSafe } from "../hostile.ts";
import { findingIndex } from "../phrases.ts";
import { readAsLines } from "../words/column-words.ts";
import { contributorLines } from "../words/contributor.ts";
import { configurationLines, coverageText, leftOut, leftSentence } from "../words/coverage-words.ts";
import { memoryLine } from "../words/earlier.ts";
import {
  colleagueText,
  FINDINGS_IN_BRIEF,
  labelName,
  ROWS_IN_BRIEF,
  testedLine,
  weighing,
  whatToDo,
} from "../words/in-brief.ts";
import { lacking } from "../words/signal-words.ts";
import {
  acceptanceText,
  changeCounts,
  findingHeadline,
  floorSentence,
  headline,
  inQuotes,
  lostEntries,
  riskWords,
  severityCounts,
  severityWord,
} from "../words.ts";
import { barChart } from "./bar-chart.ts";
import { type TerminalStyle, terminalStyle } from "./terminal-style.ts";
import { fromEnd, rowTable } from "./text-rows.ts";
import { padEnd } from "./width.ts";
import { wrap } from "./wrap.ts";

export interface TextOptions {
  readonly color?: boolean;
  /** Cells of a line (default 100). */
  readonly width?: number;
  /** Everything, instead of what is read in half a minute. */
  readonly verbose?: boolean;
  /** Notices come right after the verdict; what was compared is named again in the commands to go on with. */
  readonly context?: ReportContext;
}

const ROWS_TO_READ = 20;
const FINDINGS_SHOWN = 30;
/** Entries that were not tested or not analysed, before all are asked for. */
const LEFT_OUT_IN_BRIEF = 3;

/**
 * The text of `--format text`: what the check says, in the same words and the same order. In brief it is read in half a
 * minute; `verbose` adds all that the other outputs fold away.
 */
export function renderText(result: ReviewResult, options: TextOptions = {}): string {
  const width = Math.max(60, options.width ?? 100);
  const style = terminalStyle(options.color ?? false);
  const { context = { repository: null } } = options;
  const steps = section("What to do", nextSteps(result, context, width), style);
  const [said = [], ...rest] =
    options.verbose === true ? inFull(result, steps, style, width) : inBrief(result, steps, style, width);
  const notices = (context.notices ?? []).flatMap((notice) => wrap(inQuotes(line(notice, 500)), width));
  const parts = [[...said, ...notices.map(style.yellow)], ...rest];
  const text = parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n");
  return logSafe(`${text}\n`);
}

/** The line of `--summary`, in the colour of its verdict. */
export function renderSummary(result: ReviewResult, color: boolean): string {
  const style = terminalStyle(color);
  return logSafe(`${style[PAINTS[result.conclusion]](headline(result))}\n`);
}

const PAINTS = { failure: "red", neutral: "yellow", success: "green" } as const;

type Parts = readonly (readonly string[])[];

function inBrief(result: ReviewResult, steps: readonly string[], style: TerminalStyle, width: number): Parts {
  const lost = result.notAnalysed.length > 0 ? notAnalysed(result, width, LEFT_OUT_IN_BRIEF) : [];
  const all = result.flaggedRows.length;
  const isAll = all <= ROWS_IN_BRIEF;
  const some = all === 1 ? "this row" : `these ${isAll ? all : `${ROWS_IN_BRIEF} of ${count(all)}`} rows`;
  return [
    verdict(result, style, width, { why: false }),
    section("Not tested", notTested(result, width, LEFT_OUT_IN_BRIEF), style),
    section("Not analysed", lost, style),
    [...colleague(result, width), ...alsoFound(result, style, width)],
    section("Accepted", accepted(result, width), style),
    section(`Read ${some} first${isAll ? "" : " (--verbose: all)"}`, firstRows(result, style, width), style),
    steps,
  ];
}

function inFull(result: ReviewResult, steps: readonly string[], style: TerminalStyle, width: number): Parts {
  const lost = section("Not analysed", notAnalysed(result, width, 50), style);
  const lostFirst = result.notAnalysed.length > 0;
  const drawn = `Spot check: ${counted(result.spotCheck.length, "row")} drawn at random`;
  return [
    verdict(result, style, width, { why: true }),
    section("Not tested", notTested(result, width, FINDINGS_SHOWN), style),
    lostFirst ? lost : [],
    colleague(result, width),
    section("Findings", findings(result, style, width), style),
    section("Read these rows first", flagged(result, style, width), style),
    steps,
    section("Labels before and after", balance(result, width), style),
    section(drawn, spotCheck(result, style, width), style),
    section("Contributor", contributor(result, width), style),
    section("Detection floor", floor(result, width), style),
    lostFirst ? [] : lost,
    section("Not measured", notMeasured(result, width), style),
    section("What was read, with SHA-256", filesRead(result, width), style),
  ];
}

function section(title: string, lines: readonly string[], style: TerminalStyle): readonly string[] {
  return lines.length === 0 ? [] : [style.bold(title), ...lines.map((text) => `  ${text}`.trimEnd())];
}

function verdict(
  result: ReviewResult,
  style: TerminalStyle,
  width: number,
  columns: { readonly why: boolean },
): string[] {
  const paint = style[PAINTS[result.conclusion]];
  const facts = `${changeCounts(result)}; ${severityCounts(result)}; ${riskWords(result)}`;
  const tested = testedLine(result);
  // Lines are scarce where they are short.
  const told = width < 80 ? [`${facts}. ${tested}`] : [facts, tested];
  return [
    ...wrap(headline(result), width).map((text) => style.bold(paint(text))),
    ...wrap(memoryLine(result), width),
    ...told.flatMap((text) => wrap(text, width).map(style.dim)),
    ...readAsLines(result, columns).flatMap((text) => wrap(`Read ${text}`, width).map(style.dim)),
  ];
}

/** What a colleague would say. */
function colleague(result: ReviewResult, width: number): string[] {
  return wrap(inQuotes(colleagueText(result)), width);
}

/** The further findings by their headlines. */
function alsoFound(result: ReviewResult, style: TerminalStyle, width: number): string[] {
  const paint = { failure: style.red, warning: style.yellow, info: style.dim };
  const others = weighing(result).slice(1);
  const shown = others.slice(0, FINDINGS_IN_BRIEF).flatMap((finding) => {
    const [first = "", ...rest] = wrap(findingHeadline(finding), width - 11);
    const tag = paint[finding.severity](padEnd(severityWord(finding), 8));
    return [`  ${tag} ${first}`, ...rest.map((text) => `           ${text}`)];
  });
  const more = others.length - FINDINGS_IN_BRIEF;
  return more > 0 ? [...shown, `  ${counted(more, "more finding")}: --verbose`] : shown;
}

/** What somebody accepted is no longer weighed, and never out of sight. */
function accepted({ findings }: ReviewResult, width: number): string[] {
  const all = findings.filter((finding) => finding.accepted !== undefined);
  const shown = all
    .slice(0, FINDINGS_IN_BRIEF)
    .flatMap((finding) => wrap(`${findingHeadline(finding)}: ${acceptanceText(finding)}`, width - 2));
  return withMore(shown, all.length - FINDINGS_IN_BRIEF);
}

/** What nobody has looked at, and the lines that change it. */
function notTested({ coverage }: ReviewResult, width: number, most: number): string[] {
  const all = leftOut(coverage);
  const shown = all
    .slice(0, most)
    .flatMap((entry) => [
      ...wrap(inQuotes(leftSentence(entry)), width - 2),
      ...configurationLines(entry).map((text) => `    ${text}`),
    ]);
  return withMore(shown, all.length - most);
}

function withMore(shown: readonly string[], more: number): string[] {
  return more > 0
    ? [...shown, `${counted(more, "more entry", "more entries")}: see --format json`]
    : [...shown];
}

/** What weighs is told in full; of a note its headline says enough here. */
function findings(result: ReviewResult, style: TerminalStyle, width: number): string[] {
  const paint = { failure: style.red, warning: style.yellow, info: style.dim };
  const shown = result.findings.slice(0, FINDINGS_SHOWN).flatMap((finding) => {
    const tag = paint[finding.severity](padEnd(severityWord(finding), 8));
    const [first = "", ...rest] = wrap(findingHeadline(finding), width - 12);
    if (finding.severity === "info" && !finding.accepted) {
      const adds = finding.contribution >= 0.5 ? [`adds ${points(finding)} to the risk score`] : [];
      return [
        `${tag} ${style.dim(first)}`,
        ...[...rest, ...adds].map((text) => style.dim(`         ${text}`)),
      ];
    }
    const why = wrap(inQuotes(line(finding.message, 600)), width - 12);
    return [
      `${tag} ${style.bold(first)}`,
      ...[...rest.map(style.bold), ...why].map((text) => `         ${text}`),
      style.dim(`         ${findingFacts(finding)}`),
    ];
  });
  const more = result.findings.length - FINDINGS_SHOWN;
  if (more > 0) shown.push(`${counted(more, "more finding")}: see --format json`);
  return shown.length === 0 ? shown : [...shown, style.dim("What each signal measures: docs/signals")];
}

const points = ({ contribution }: Finding): number => Math.round(contribution);

function findingFacts(finding: Finding): string {
  const facts = [line(finding.id), acceptanceText(finding)];
  return [...facts, points(finding) > 0 ? `${points(finding)} of the risk score` : ""]
    .filter((fact) => fact !== "")
    .join(" · ");
}

function balance(result: ReviewResult, width: number): string[] {
  const labels = labelBalance(result);
  const chart = barChart(labels, 12, Math.min(40, width - 56));
  return labels.length === 0 ? [] : chart.split("\n");
}

function firstRows(
  result: ReviewResult,
  style: TerminalStyle,
  width: number,
  most = ROWS_IN_BRIEF,
): string[] {
  const index = findingIndex(result);
  return rowTable(result.flaggedRows.slice(0, most), style, width, (row) => index.pattern(row.findings));
}

function flagged(result: ReviewResult, style: TerminalStyle, width: number): string[] {
  const lines = firstRows(result, style, width, ROWS_TO_READ);
  const more = result.flaggedRows.length - ROWS_TO_READ;
  return more > 0
    ? [...lines, style.dim(`${counted(more, "more flagged row")}: --format html, or json`)]
    : lines;
}

function spotCheck(result: ReviewResult, style: TerminalStyle, width: number): string[] {
  return rowTable(result.spotCheck, style, width, () => null);
}

function contributor(result: ReviewResult, width: number): string[] {
  return contributorLines(result).flatMap((text) => wrap(text, width - 2));
}

function floor(result: ReviewResult, width: number): string[] {
  return wrap(
    floorSentence(result.detectionFloor, (label) => labelName(label, result)),
    width - 2,
  );
}

function notAnalysed(result: ReviewResult, width: number, most: number): string[] {
  const entries = lostEntries(result).map(({ what, why }) => `${what}: ${why}`);
  const shown = entries.slice(0, most).flatMap((text) => wrap(inQuotes(text), width - 2));
  return withMore(shown, entries.length - most);
}

function notMeasured(result: ReviewResult, width: number): string[] {
  return lacking(result)
    .slice(0, 30)
    .flatMap(({ signal, reason }) => wrap(inQuotes(`${line(signal)}: ${line(reason, 300)}`), width - 2));
}

/** Files with what changed in them and, for the record, the SHA-256 of both versions. */
function filesRead(result: ReviewResult, width: number): string[] {
  const shown = result.files
    .slice(0, 10)
    .flatMap((file) => [
      `${fromEnd(line(file.path, 400), width - 40)}: ${fileCounts(file)}`,
      ...wrap(`tested: ${coverageText(file.coverage)}`, width - 4).map((text) => `  ${text}`),
      `  before ${file.sha256.base ?? "–"}`,
      `  after  ${file.sha256.head ?? "–"}`,
    ]);
  const more = result.files.length - 10;
  return more > 0 ? [...shown, `${counted(more, "more file")}: see --format json`] : shown;
}

function fileCounts({ rows }: ReviewResult["files"][number]): string {
  const kinds = ["added", "edited", "removed", "moved", "reformatted"] as const;
  const changed = kinds.filter((kind) => rows[kind] > 0).map((kind) => `${count(rows[kind])} ${kind}`);
  return changed.length === 0 ? "no changed rows" : changed.join(", ");
}

/** A command has a line of its own however long it is: broken, it could not be copied. */
function nextSteps(result: ReviewResult, context: ReportContext, width: number): string[] {
  const steps = whatToDo(result, context);
  if (steps.length === 0) return [];
  const lines = steps.flatMap(({ aim, by, isCommand }) =>
    isCommand
      ? [`${aim}:`, ...by.map((command) => `  ${line(command, 1_000)}`)]
      : wrap(`${aim}: ${by.join(", then ")}`, width - 2),
  );
  // Above the rows it is said already where there are more.
  const isSaid = result.flaggedRows.length > ROWS_IN_BRIEF;
  return isSaid ? lines : [...lines, "See all: --verbose, or --format html --output report.html"];
}
