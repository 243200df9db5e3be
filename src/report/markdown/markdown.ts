import type { ReviewResult } from "../../model/result.ts";
import { thousands } from "../../model/thousands.ts";
import { byteLength, counted } from "../clip.ts";
import type { ReportContext } from "../context.ts";
import { coverageText } from "../coverage-words.ts";
import { htmlCode, htmlProse, line, markdownCode, markdownProse } from "../hostile.ts";
import { lineUrl } from "../links.ts";
import { namedSignals } from "../signal-words.ts";
import { findingHeadline, headline } from "../words.ts";
import { findingsSection } from "./findings-section.ts";
import { fitting, htmlTable } from "./markup.ts";
import {
  balanceSection,
  contributorSection,
  floorSection,
  hashesSection,
  notAnalysedSection,
  notMeasuredSection,
  notTestedSection,
  rowsSection,
  type Section,
  spotCheckSection,
  verdictParagraph,
} from "./sections.ts";

/**
 * The summary in the order in which a reader needs it. The parts' own limits add up to less than the 65,535
 * bytes that GitHub takes, so nothing is cut blindly at the end.
 */
export function summaryMarkdown(result: ReviewResult, context: ReportContext): string {
  const lost = notAnalysedSection(result, context, 4_000);
  // What blocks by not having been read is read first; else it is a note.
  const lostFirst = result.notAnalysed.length > 0;
  const sections: Section[] = [
    notTestedSection(result, 4_000),
    ...(lostFirst ? [lost] : []),
    findingsSection(result, context, 9_000),
    balanceSection(result),
    rowsSection(result, context, 18_000),
    spotCheckSection(result, context, 13_000),
    contributorSection(result),
    floorSection(result),
    ...(lostFirst ? [] : [lost]),
    notMeasuredSection(result),
    hashesSection(result, 3_000),
    nextStepsSection(result, context),
  ];
  const parts = [verdictParagraph(result, context), ...sections.map(sectionMarkdown)];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function sectionMarkdown({ title, body }: Section): string {
  return body === "" ? "" : `### ${title}\n\n${body}`;
}

/** How to go on from here, in three lines. */
function nextStepsSection(
  result: ReviewResult,
  { repository, reportUrl, docsUrl, acceptable }: ReportContext,
): Section {
  const page = reportUrl
    ? [`- [All flagged rows in context](<${encodeURI(reportUrl).replace(/[<>()]/g, encodeURIComponent)}>)`]
    : [];
  const blocked = result.conclusion !== "success";
  const steps = [
    ...page,
    blocked ? "- To fix: correct or remove the rows above and push; the new head is reviewed by itself." : "",
    repository === null
      ? "- To look again: run `dataset-review scan` once more."
      : "- To look again: press **Re-run** on this check.",
    acceptable
      ? "- To accept: somebody with write access, other than the author, presses **Accept findings** on this check. It then says who did, and what was accepted stays accepted as long as it does not change."
      : "",
    `- To ${acceptable ? "" : "accept or "}configure: \`.github/dataset-review.yml\` on the base branch sets columns, policy and signals; ${docsLink("docs/configuration.md", docsUrl)} lists what they are.`,
  ];
  return { title: "What to do next", body: steps.filter((step) => step !== "").join("\n") };
}

/** What does not fit the summary: each finding with all its rows, and how each file was read. */
export function detailsMarkdown(result: ReviewResult, context: ReportContext, maxBytes: number): string {
  const findings = result.findings.map((finding) => findingDetails(finding, context));
  const files = filesMarkdown(result, Math.min(12_000, maxBytes / 4));
  const signals = signalsMarkdown(result, context);
  const kept = fitting(findings, maxBytes - byteLength(files) - byteLength(signals) - 200);
  const left = findings.length - kept.length;
  const cut = left > 0 ? `\n${counted(left, "more finding")} cut for length.\n` : "";
  return [kept.join(""), cut, signals, files].filter((part) => part !== "").join("\n");
}

const LINES_OF_A_FINDING = 60;

function findingDetails(finding: ReviewResult["findings"][number], { repository }: ReportContext): string {
  const byFile = new Map<string, string[]>();
  for (const row of finding.rows.slice(0, LINES_OF_A_FINDING)) {
    const file = `${markdownCode(line(row.path, 120))}${row.side === "base" ? " (base)" : ""}`;
    const url =
      repository === null ? null : lineUrl(repository, row.path, row.side, row.isCounted ? null : row.line);
    const link = url === null ? String(row.line) : `[${row.line}](${url})`;
    byFile.set(file, [...(byFile.get(file) ?? []), link]);
  }
  // A note flags no row: its lines would only be in the way of those that do.
  if (finding.severity === "info") byFile.clear();
  const more = finding.severity === "info" ? 0 : finding.rows.length - LINES_OF_A_FINDING;
  const rows = [...byFile].map(
    ([file, links]) => `${file} ${links.length > 1 ? "lines" : "line"} ${links.join(", ")}`,
  );
  if (more > 0) rows.push(counted(more, "more row"));
  const said = `${markdownProse(line(finding.message, 800))} ${markdownCode(finding.id)}`;
  return `#### ${markdownProse(findingHeadline(finding))}\n\n${said}\n\n${rows.map((row) => `${row}\n\n`).join("")}`;
}

/** A page of the documentation (by its name from the top): a link where it can be read, else its name. */
function docsLink(page: string, docsUrl: string | null | undefined): string {
  return docsUrl == null
    ? markdownCode(page)
    : `[${markdownCode(page)}](<${docsUrl}${page.replace(/^docs/, "")}>)`;
}

/** What the signals that are named measure. */
function signalsMarkdown(result: ReviewResult, { docsUrl }: ReportContext): string {
  const entries = namedSignals(result).map(
    ({ id, title, description, page }) =>
      `- ${markdownCode(id)}, ${markdownProse(title)}: ${markdownProse(description)} More in ${docsLink(page, docsUrl)}.`,
  );
  return entries.length === 0 ? "" : `#### Signals\n\n${entries.join("\n")}\n`;
}

function filesMarkdown(result: ReviewResult, maxBytes: number): string {
  if (result.files.length === 0) return "";
  const rows = result.files.map((file) => {
    const { added, edited, removed, moved, reformatted } = file.rows;
    return [
      htmlCode(line(file.path, 120)) +
        (file.previousPath === null ? "" : ` (before: ${htmlCode(line(file.previousPath, 120))})`),
      ...[added, edited, removed, moved + reformatted].map(thousands),
      coverageText(file.coverage),
      htmlProse(line(file.columns.reason, 300)),
    ];
  });
  const numeric = true;
  const { text, left } = htmlTable(
    [
      { title: "File" },
      { title: "Added", numeric },
      { title: "Edited", numeric },
      { title: "Removed", numeric },
      { title: "Moved or reformatted", numeric },
      { title: "Tested" },
      { title: "Columns" },
    ],
    rows,
    maxBytes,
  );
  return `#### Files\n\n${text}\n${left > 0 ? `\n${counted(left, "more file")} cut for length.\n` : ""}`;
}

/** The text of `--format markdown`, also for a workflow's step summary: the same words as the check run. */
export function renderMarkdown(result: ReviewResult, context: ReportContext = { repository: null }): string {
  return `## ${markdownProse(headline(result))}\n\n${summaryMarkdown(result, context)}\n${detailsMarkdown(result, context, 200_000)}`;
}
