/** The sections of the Markdown report beside findings, each within its own number of bytes. */
import type { FlaggedRow, ReviewResult, SpotCheckRow } from "../../model/result.ts";
import { labelBalance } from "../balance.ts";
import { counted } from "../clip.ts";
import type { ReportContext } from "../context.ts";
import { htmlCode, htmlProse, line, markdownCode, markdownProse } from "../hostile.ts";
import { lineUrl } from "../links.ts";
import { findingIndex } from "../phrases.ts";
import { barChart } from "../terminal/bar-chart.ts";
import { readAsLines } from "../words/column-words.ts";
import { contributorLines } from "../words/contributor.ts";
import { configurationLines, leftOut, leftSentence } from "../words/coverage-words.ts";
import { memoryLine } from "../words/earlier.ts";
import { colleagueText, ROWS_IN_BRIEF, spelling, testedLine } from "../words/in-brief.ts";
import { lacking } from "../words/signal-words.ts";
import {
  changeCounts,
  floorSentence,
  headline,
  lostEntries,
  place,
  riskWords,
  severityCounts,
  verdictWords,
} from "../words.ts";
import { fitting, htmlExcerpt, htmlLink, rankedTable } from "./markup.ts";

/**
 * The parts of the report as Markdown, each within its own number of bytes, so that whatever the pull request
 * holds the whole stays within GitHub's limit. A part that has nothing to say is the empty string.
 */
export interface Section {
  readonly title: string;
  readonly body: string;
}

const ROWS_TO_READ = 20;
/** Code points of a row's text, a phrase and a label in a table. */
const TEXT = 220;
const NAME = 80;

/** One paragraph: the verdict, what stands behind it, and why. */
export function verdictParagraph(result: ReviewResult, context: ReportContext): string {
  const facts = `${changeCounts(result)}; ${severityCounts(result)}; ${riskWords(result)}`;
  const notices = (context.notices ?? [])
    .slice(0, 10)
    .map((notice) => `> ${markdownProse(line(notice, 500))}\n\n`);
  const said = colleagueText(result);
  const why = said === "" ? "" : `\n\n${markdownProse(said)}`;
  const verdict = verdictWords(result);
  const point = markdownProse(line(headline(result).slice(verdict.length + 2), 600));
  const memory = memoryLine(result);
  const looked = memory === "" ? "" : `\n\n${markdownProse(memory)}`;
  return `${notices.join("")}**${verdict}:** ${point}.${looked}\n\n${markdownProse(`${testedLine(result)}. ${facts}.`)}${readAsText(result)}${why}`;
}

/** In brief: why a column was taken for what it is stands in the details, with the file. */
function readAsText(result: ReviewResult): string {
  const lines = readAsLines(result, { why: false }).map((text) => `Read ${markdownProse(text)}`);
  if (lines.length < 2) return lines.map((text) => ` ${text}.`).join("");
  return `\n\n${lines.map((text) => `- ${text}`).join("\n")}`;
}

/** What nobody has looked at comes first: it is no pass, whatever else was found. */
export function notTestedSection({ coverage }: ReviewResult, maxBytes: number): Section {
  const entries = leftOut(coverage).map((entry) => {
    const lines = configurationLines(entry).join("\n");
    return `- ${markdownProse(leftSentence(entry))}\n${lines === "" ? "" : `\n${indented(fenced(lines))}\n`}`;
  });
  const kept = fitting(entries, maxBytes);
  const left = entries.length - kept.length;
  const cut = left > 0 ? `\n${counted(left, "more entry", "more entries")} cut for length.` : "";
  return { title: "Not tested", body: `${kept.join("")}${cut}`.trimEnd() };
}

const indented = (text: string): string => text.replace(/^/gm, "  ");

/** The label balance before and after as a text bar chart. */
export function balanceSection(result: ReviewResult): Section {
  const balance = labelBalance(result);
  const chart = barChart(balance, 12, 28);
  return { title: "Labels before and after", body: balance.length === 0 ? "" : fenced(chart) };
}

/** Flagged rows from one place of the ranking to another. */
interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** The five most suspicious rows, with links: a collapsed diff hides annotations. */
export function firstRowsSection(result: ReviewResult, context: ReportContext, maxBytes: number): Section {
  const shown = Math.min(ROWS_IN_BRIEF, result.flaggedRows.length);
  const body = rowsTable(result, context, { from: 0, to: shown }, maxBytes);
  return { title: `Read ${shown === 1 ? "this row" : `these ${shown} rows`} first`, body };
}

/** The rows that come next. */
export function moreRowsSection(result: ReviewResult, context: ReportContext, maxBytes: number): Section {
  const all = result.flaggedRows.length;
  const to = Math.min(all, ROWS_TO_READ);
  const desk =
    context.repository === null ? "`--format json` or `html`" : "the lines by finding, in the details";
  const where = context.reportUrl ? "the report page" : desk;
  const note = all > to ? `\n\n${counted(all - to, "more flagged row")}: see ${where}.` : "";
  const table = rowsTable(result, context, { from: ROWS_IN_BRIEF, to }, maxBytes);
  const title = counted(Math.max(0, all - ROWS_IN_BRIEF), "more flagged row");
  return { title, body: table === "" ? "" : table + note };
}

function rowsTable(
  result: ReviewResult,
  context: ReportContext,
  { from, to }: Stretch,
  maxBytes: number,
): string {
  const index = findingIndex(result);
  const shown = result.flaggedRows.slice(from, to);
  // Where one finding names them all, the verdict has said why.
  const isOne = new Set(shown.map(({ findings }) => findings.join())).size === 1;
  const rows = shown.map((row) => [
    rowLink(row, context),
    row.label === null ? "<i>none</i>" : htmlCode(line(row.label, NAME)),
    textCell(row, index.pattern(row.findings)),
    index
      .of(row.findings)
      .slice(0, 2)
      .map((finding) =>
        finding.phrase === undefined
          ? htmlCode(finding.signal)
          : htmlCode(line(spelling(finding.phrase, finding), NAME)),
      )
      .join(" "),
  ]);
  const columns = [
    { title: "Row" },
    { title: "Label" },
    { title: "Text" },
    ...(isOne ? [] : [{ title: "Why" }]),
  ];
  return rows.length === 0 ? "" : rankedTable(columns, rows, maxBytes, "row");
}

/** The text, then what contradicts it: an edited row's earlier version, else the nearest base row of another label. */
function textCell(row: FlaggedRow, pattern: RegExp | null): string {
  const now = htmlExcerpt(row.text, pattern, TEXT);
  const near = row.neighbours?.find(({ label }) => label !== row.label);
  if (row.before === undefined) {
    if (near === undefined) return now;
    return `${now}<br>nearest base row (${labelCode(near.label)}): ${htmlExcerpt(near.text, null, TEXT / 2)}`;
  }
  const was = row.before.label === row.label ? "" : ` (${labelCode(row.before.label)})`;
  const text = row.before.text === row.text ? "same text" : htmlExcerpt(row.before.text, pattern, TEXT / 2);
  return `${now}<br>before${was}: ${text}`;
}

function labelCode(label: string | null): string {
  return label === null ? "no label" : htmlCode(line(label, NAME));
}

function rowLink(row: FlaggedRow | SpotCheckRow, { repository }: ReportContext): string {
  const url =
    repository === null ? null : lineUrl(repository, row.path, row.side, row.isCounted ? null : row.line);
  return htmlLink(place(row), url);
}

/** The stratified random rows for the reading that reviewers do anyway. */
export function spotCheckSection(result: ReviewResult, context: ReportContext, maxBytes: number): Section {
  const rows = result.spotCheck.map((row) => [
    rowLink(row, context),
    row.label === null ? "<i>none</i>" : htmlCode(line(row.label, NAME)),
    htmlExcerpt(row.text, null, TEXT),
  ]);
  const columns = [{ title: "Row" }, { title: "Label" }, { title: "Text" }];
  const body = rows.length === 0 ? "" : rankedTable(columns, rows, maxBytes, "row");
  return { title: `Spot check: ${counted(rows.length, "row")} drawn at random`, body };
}

export function contributorSection(result: ReviewResult): Section {
  return { title: "Contributor", body: contributorLines(result).map(markdownProse).join("\n\n") };
}

/** What could have passed unseen: the honest limit of this very review. */
export function floorSection({ detectionFloor }: ReviewResult): Section {
  const body = floorSentence(detectionFloor, (label) => markdownCode(line(label, NAME)));
  return { title: "Detection floor", body };
}

/** Files and records that could not be read. */
export function notAnalysedSection(result: ReviewResult, context: ReportContext, maxBytes: number): Section {
  const { repository } = context;
  const rows = lostEntries(result).map(({ what, why, problem }) => {
    const url = repository && problem && lineUrl(repository, problem.path, problem.side, problem.line);
    return [htmlLink(what, url), htmlProse(why)];
  });
  const body = rankedTable([{ title: "What" }, { title: "Why" }], rows, maxBytes, "entry", "entries");
  return { title: "Not analysed", body: rows.length === 0 ? "" : body };
}

export function notMeasuredSection(result: ReviewResult): Section {
  const entries = lacking(result).map(
    ({ signal, reason }) => `- ${markdownCode(signal)}: ${markdownProse(line(reason, 300))}`,
  );
  return { title: "Not measured", body: entries.slice(0, 30).join("\n") };
}

/** SHA-256 of what was read, as a record. */
export function hashesSection(result: ReviewResult, maxBytes: number): Section {
  const hash = (value: string | null): string => (value === null ? "–" : `<code>${line(value, 64)}</code>`);
  const rows = result.files.map(({ path, sha256 }) => [
    htmlCode(line(path, 120)),
    hash(sha256.base),
    hash(sha256.head),
  ]);
  const columns = [{ title: "File" }, { title: "SHA-256 of the base" }, { title: "SHA-256 of the head" }];
  return {
    title: "What was read",
    body: rows.length === 0 ? "" : rankedTable(columns, rows, maxBytes, "file"),
  };
}

/** A code block whose fence is longer than any run of backticks inside. */
function fenced(text: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}text\n${text}\n${fence}`;
}
