/** The output `text`: the report as a person reads it in a terminal. */
import type { Finding } from "../../model/finding.ts";
import type { ReviewResult } from "../../model/result.ts";
import type { Section } from "../blocks.ts";
import { counted } from "../clip.ts";
import type { ReportContext } from "../context.ts";
import { line, logSafe } from "../hostile.ts";
import * as sections from "../sections.ts";
import { readAsLines } from "../words/column-words.ts";
import { memoryLine } from "../words/earlier.ts";
import { colleagueText, FINDINGS_IN_BRIEF, ROWS_IN_BRIEF, testedLine, weighing } from "../words/in-brief.ts";
import {
  acceptanceText,
  changeCounts,
  findingHeadline,
  headline,
  inQuotes,
  riskWords,
  severityCounts,
  severityWord,
} from "../words.ts";
import { partsAsText, type Screen, sectionLines } from "./blocks.ts";
import { terminalStyle } from "./terminal-style.ts";
import { padEnd, wrap } from "./width.ts";

export interface TextOptions {
  readonly color?: boolean;
  /** Cells of a line (default 100). */
  readonly width?: number;
  /** Everything, instead of what is read in half a minute. */
  readonly verbose?: boolean;
  /** Notices come right after the verdict; what was compared is named again in the commands to go on with. */
  readonly context?: ReportContext;
}

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
  const { context = { repository: null }, verbose = false } = options;
  const screen = { style, width };
  const notices = (context.notices ?? []).flatMap((notice) => wrap(inQuotes(line(notice, 500)), width));
  const parts = [
    [...verdict(result, screen, verbose), ...notices.map(style.yellow)],
    ...(verbose ? inFull(result, context, screen) : inBrief(result, context, screen)),
  ];
  return logSafe(`${partsAsText(parts)}\n`);
}

/** The line of `--summary`, in the colour of its verdict. */
export function renderSummary(result: ReviewResult, color: boolean): string {
  const style = terminalStyle(color);
  return logSafe(`${style[PAINTS[result.conclusion]](headline(result))}\n`);
}

const PAINTS = { failure: "red", neutral: "yellow", success: "green" } as const;

type Parts = readonly (readonly string[])[];

function inBrief(result: ReviewResult, context: ReportContext, screen: Screen): Parts {
  const lost = sectionLines(sections.notAnalysed(result, context), screen, LEFT_OUT_IN_BRIEF);
  const all = result.flaggedRows.length > ROWS_IN_BRIEF ? " (--verbose: all)" : "";
  return [
    sectionLines(sections.notTested(result), screen, LEFT_OUT_IN_BRIEF),
    result.notAnalysed.length > 0 ? lost : [],
    [...colleague(result, screen), ...alsoFound(result, screen)],
    sectionLines(sections.accepted(result), screen, FINDINGS_IN_BRIEF),
    sectionLines(sections.firstRows(result, context, all), screen),
    nextSteps(result, context, screen),
  ];
}

function inFull(result: ReviewResult, context: ReportContext, screen: Screen): Parts {
  const show = (section: Section): readonly string[] => sectionLines(section, screen);
  const lost = show(sections.notAnalysed(result, context));
  const lostFirst = result.notAnalysed.length > 0;
  const rows: readonly [number, number] = [0, sections.ROWS_TO_READ];
  const more = result.flaggedRows.length - sections.ROWS_TO_READ;
  return [
    show(sections.notTested(result)),
    lostFirst ? lost : [],
    colleague(result, screen),
    findings(result, screen),
    [
      ...show(sections.flagged(result, context, "Read these rows first", rows)),
      ...(more > 0
        ? [screen.style.dim(`  ${counted(more, "more flagged row")}: --format html, or json`)]
        : []),
    ],
    nextSteps(result, context, screen),
    show(sections.labels(result)),
    show(sections.spotCheck(result, context)),
    show(sections.contributor(result)),
    show(sections.detectionFloor(result)),
    lostFirst ? [] : lost,
    show(sections.notMeasured(result)),
    show(sections.filesRead(result)),
    show(sections.hashes(result)),
  ];
}

function verdict(result: ReviewResult, { style, width }: Screen, why: boolean): string[] {
  const paint = style[PAINTS[result.conclusion]];
  const facts = `${changeCounts(result)}; ${severityCounts(result)}; ${riskWords(result)}`;
  const tested = testedLine(result);
  // Lines are scarce where they are short.
  const told = width < 80 ? [`${facts}. ${tested}`] : [facts, tested];
  return [
    ...wrap(headline(result), width).map((text) => style.bold(paint(text))),
    ...wrap(memoryLine(result), width),
    ...told.flatMap((text) => wrap(text, width).map(style.dim)),
    ...readAsLines(result, { why }).flatMap((text) => wrap(`Read ${text}`, width).map(style.dim)),
  ];
}

/** What a colleague would say. */
function colleague(result: ReviewResult, { width }: Screen): string[] {
  return wrap(inQuotes(colleagueText(result)), width);
}

/** What a finding does to the check and its headline, with what is told of it below. */
function findingLines(
  finding: Finding,
  { style, width }: Screen,
  paint: (text: string) => string,
  below: readonly string[] = [],
): string[] {
  const tag = { failure: style.red, warning: style.yellow, info: style.dim }[finding.severity];
  const [first = "", ...rest] = wrap(findingHeadline(finding), width - 11);
  return [
    `  ${tag(padEnd(severityWord(finding), 8))} ${paint(first)}`,
    ...[...rest.map(paint), ...below].map((text) => `           ${text}`),
  ];
}

/** The further findings by their headlines. */
function alsoFound(result: ReviewResult, screen: Screen): string[] {
  const others = weighing(result).slice(1);
  const shown = others
    .slice(0, FINDINGS_IN_BRIEF)
    .flatMap((finding) => findingLines(finding, screen, (text) => text));
  const more = others.length - FINDINGS_IN_BRIEF;
  return more > 0 ? [...shown, `  ${counted(more, "more finding")}: --verbose`] : shown;
}

/** What weighs is told in full; of a note its headline says enough here. */
function findings({ findings: all }: ReviewResult, screen: Screen): string[] {
  const { bold, dim } = screen.style;
  const shown = all.slice(0, FINDINGS_SHOWN).flatMap((finding) => {
    const points = Math.round(finding.contribution);
    if (finding.severity === "info" && !finding.accepted)
      return findingLines(finding, screen, dim, points > 0 ? [dim(`adds ${points} to the risk score`)] : []);
    const facts = [
      line(finding.id),
      acceptanceText(finding),
      points > 0 ? `${points} of the risk score` : "",
    ];
    return findingLines(finding, screen, bold, [
      ...wrap(inQuotes(line(finding.message, 600)), screen.width - 11),
      dim(facts.filter((fact) => fact !== "").join(" · ")),
    ]);
  });
  const more = all.length - FINDINGS_SHOWN;
  if (shown.length === 0) return [];
  return [
    bold("Findings"),
    ...shown,
    ...(more > 0 ? [`  ${counted(more, "more finding")}: see --format json`] : []),
    dim("  What each signal measures: docs/signals"),
  ];
}

function nextSteps(result: ReviewResult, context: ReportContext, screen: Screen): readonly string[] {
  const lines = sectionLines(sections.nextSteps(result, context), screen);
  // Above the rows it is said already where there are more.
  return lines.length === 0 || result.flaggedRows.length > ROWS_IN_BRIEF
    ? lines
    : [...lines, "  See all: --verbose, or --format html --output report.html"];
}
