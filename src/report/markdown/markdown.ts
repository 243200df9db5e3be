/** The Markdown report: summary and details, as the check run shows them too. */
import { addTo } from "../../collections/group-by.ts";
import type { Finding } from "../../model/finding.ts";
import type { ReviewResult } from "../../model/result.ts";
import { prose } from "../blocks.ts";
import { byteLength, counted } from "../clip.ts";
import type { ReportContext } from "../context.ts";
import { line, markdownCode, markdownProse } from "../hostile.ts";
import { lineUrl } from "../links.ts";
import * as sections from "../sections.ts";
import { readAsLines } from "../words/column-words.ts";
import { memoryLine } from "../words/earlier.ts";
import { colleagueText, FINDINGS_IN_BRIEF, ROWS_IN_BRIEF, testedLine, weighing } from "../words/in-brief.ts";
import {
  changeCounts,
  findingHeadline,
  headline,
  riskWords,
  severityCounts,
  severityWord,
} from "../words.ts";
import { fitting, foldedMarkdown, sectionMarkdown } from "./blocks.ts";

/**
 * The summary below a title that says the verdict, in the order in which a reader needs it. The parts' own limits add up to
 * less than the 65,535 bytes that GitHub takes, so nothing is cut blindly at the end.
 */
export function summaryMarkdown(result: ReviewResult, context: ReportContext): string {
  const lost = sections.notAnalysed(result, context);
  // What blocks by not having been read is read first; else it is a note.
  const lostFirst = result.notAnalysed.length > 0;
  const parts = [
    verdictParagraph(result, context),
    sectionMarkdown(sections.notTested(result), 4_000),
    lostFirst ? sectionMarkdown(lost, 4_000) : "",
    openFindings(result, 6_000),
    sectionMarkdown(sections.accepted(result), 3_000),
    sectionMarkdown(sections.firstRows(result, context), 9_000),
    nextSteps(result, context),
    moreRows(result, context, 11_000),
    foldedMarkdown(sections.findingsWithCounts(result, context), 7_000),
    foldedMarkdown(sections.labels(result), Infinity),
    foldedMarkdown(sections.spotCheck(result, context), 11_000),
    foldedMarkdown(sections.contributor(result), Infinity),
    foldedMarkdown(sections.detectionFloor(result), 2_000),
    lostFirst ? "" : foldedMarkdown(lost, 4_000),
    foldedMarkdown(sections.notMeasured(result), 5_000),
    foldedMarkdown(sections.hashes(result), 3_000),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

/** What stands behind the verdict, which is the title above, and why. */
function verdictParagraph(result: ReviewResult, context: ReportContext): string {
  const facts = `${changeCounts(result)}; ${severityCounts(result)}; ${riskWords(result)}`;
  const notices = (context.notices ?? [])
    .slice(0, 10)
    .map((notice) => `> ${markdownProse(line(notice, 500))}\n\n`);
  const said = colleagueText(result);
  const why = said === "" ? "" : `\n\n${markdownProse(said)}`;
  const memory = memoryLine(result);
  const looked = memory === "" ? "" : `${markdownProse(memory)}\n\n`;
  return `${notices.join("")}${looked}${markdownProse(`${testedLine(result)}. ${facts}.`)}${readAsText(result)}${why}`;
}

/** In brief: why a column was taken for what it is stands in the details, with the file. */
function readAsText(result: ReviewResult): string {
  const lines = readAsLines(result, { why: false }).map((text) => `Read ${markdownProse(text)}`);
  if (lines.length < 2) return lines.map((text) => ` ${text}.`).join("");
  return `\n\n${lines.map((text) => `- ${text}`).join("\n")}`;
}

/** What weighs, where it is more than the one that the verdict tells: a line each. */
function openFindings(result: ReviewResult, maxBytes: number): string {
  const lines = weighing(result).map(
    (finding) => `- **${severityWord(finding)}**: ${markdownProse(findingHeadline(finding))}`,
  );
  const kept = fitting(lines.slice(0, 1 + FINDINGS_IN_BRIEF), maxBytes);
  const more = lines.length - kept.length;
  const rest = more > 0 ? [`- ${counted(more, "more finding")} below`] : [];
  return lines.length < 2 ? "" : `### Findings\n\n${[...kept, ...rest].join("\n")}`;
}

/** The rows that come after the first ones. */
function moreRows(result: ReviewResult, context: ReportContext, maxBytes: number): string {
  const all = result.flaggedRows.length;
  const to = Math.min(all, sections.ROWS_TO_READ);
  const desk =
    context.repository === null ? "`--format json` or `html`" : "the lines by finding, in the details";
  const where = context.reportUrl ? "the report page" : desk;
  const title = counted(Math.max(0, all - ROWS_IN_BRIEF), "more flagged row");
  const shown = sections.flagged(result, context, title, [ROWS_IN_BRIEF, to]);
  const note = all > to ? [prose(`${counted(all - to, "more flagged row")}: see ${where}.`)] : [];
  return foldedMarkdown({ ...shown, blocks: [...shown.blocks, ...note] }, maxBytes);
}

/** How to go on from here, with what only a check offers. */
function nextSteps(result: ReviewResult, context: ReportContext): string {
  const { repository, reportUrl, docsUrl, acceptable } = context;
  const steps = sectionMarkdown(sections.nextSteps(result, context), Infinity);
  const further = [
    ...(steps !== "" && acceptable
      ? [
          "Or press **Accept findings** on this check: somebody with write access, other than the author. What was accepted stays accepted as long as it does not change.",
        ]
      : []),
    ...(reportUrl
      ? [`[All flagged rows in context](<${encodeURI(reportUrl).replace(/[<>()]/g, encodeURIComponent)}>)`]
      : []),
  ];
  if (steps === "" && further.length === 0) return "";
  const again =
    repository === null
      ? "Look again: `dataset-review scan`"
      : "Look again: push, or press **Re-run** on this check";
  const options =
    docsUrl == null
      ? "`docs/configuration.md`"
      : `[\`docs/configuration.md\`](<${docsUrl}/configuration.md>)`;
  const last = [...further, `${again}. Every option: ${options}`].map((step) => `- ${step}`);
  return [steps === "" ? "### What to do\n" : steps, ...last].join("\n");
}

/** What does not fit the summary: each finding with all its rows, and how each file was read. */
export function detailsMarkdown(result: ReviewResult, context: ReportContext, maxBytes: number): string {
  const findings = result.findings.map((finding) => findingDetails(finding, context));
  const signals = sectionMarkdown(sections.signalsNamed(result, context), 12_000);
  const files = sectionMarkdown(sections.filesRead(result), Math.min(12_000, maxBytes / 4));
  const kept = fitting(findings, maxBytes - byteLength(files) - byteLength(signals) - 200);
  const left = findings.length - kept.length;
  const cut = left > 0 ? `\n${counted(left, "more finding")} cut for length.\n` : "";
  return `${[kept.join(""), cut, signals, files].filter((part) => part !== "").join("\n\n")}\n`;
}

const LINES_OF_A_FINDING = 60;

function findingDetails(finding: Finding, { repository }: ReportContext): string {
  const byFile = new Map<string, string[]>();
  // A note flags no row: its lines would only be in the way of those that do.
  const flagged = finding.severity === "info" ? [] : finding.rows;
  for (const row of flagged.slice(0, LINES_OF_A_FINDING)) {
    const file = `${markdownCode(line(row.path, 120))}${row.side === "base" ? " (base)" : ""}`;
    const url = repository && lineUrl(repository, row.path, row.side, row.isCounted ? null : row.line);
    const link = url === null ? String(row.line) : `[${row.line}](${url})`;
    addTo(byFile, file, link);
  }
  const more = flagged.length - LINES_OF_A_FINDING;
  const rows = [...byFile].map(
    ([file, links]) => `${file} ${links.length > 1 ? "lines" : "line"} ${links.join(", ")}`,
  );
  if (more > 0) rows.push(counted(more, "more row"));
  const said = `${markdownProse(line(finding.message, 800))} ${markdownCode(finding.id)}`;
  return `#### ${markdownProse(findingHeadline(finding))}\n\n${said}\n\n${rows.map((row) => `${row}\n\n`).join("")}`;
}

/** The title and the summary of the check run in one text: a comment. */
export function titledSummary(result: ReviewResult, context: ReportContext): string {
  return `## ${markdownProse(headline(result))}\n\n${summaryMarkdown(result, context)}`;
}

/** The text of `--format markdown`, also for a workflow's step summary: the same words as the check run. */
export function renderMarkdown(result: ReviewResult, context: ReportContext = { repository: null }): string {
  return `${titledSummary(result, context)}\n${detailsMarkdown(result, context, 200_000)}`;
}
