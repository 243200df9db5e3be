/** The report as an HTML page. */
import type { ReviewResult } from "../model/result.ts";
import type { ReportContext } from "./context.ts";
import { escapeHtml } from "./hostile.ts";
import { assets } from "./html/assets.ts";
import { foldedHtml, sectionHtml } from "./html/blocks.ts";
import { balanceChart, lengthChart, timelineChart } from "./html/charts.ts";
import { htmlDocument, type Reader, readerBar } from "./html/document.ts";
import { findingCards } from "./html/findings.ts";
import { h, section, sentence } from "./html/markup.ts";
import { payload } from "./html/payload.ts";
import { rowList } from "./html/row-list.ts";
import { rowViews } from "./html/row-view.ts";
import { pullUrl } from "./links.ts";
import * as sections from "./sections.ts";
import { readAsLines } from "./words/column-words.ts";
import { memoryLine } from "./words/earlier.ts";
import { colleagueText, testedLine } from "./words/in-brief.ts";
import { changeCounts, headline, severityCounts, verdictWords } from "./words.ts";

/**
 * The report page as one file that asks nobody for anything: style, script, charts and rows are in it. It shows
 * its findings and first rows without the script; with it, all rows can be filtered, sorted and exported.
 */
export function renderHtml(
  result: ReviewResult,
  context: ReportContext = { repository: null },
  reader: Reader | null = null,
): string {
  const rows = rowViews(result, context.repository);
  const charts = [balanceChart(result), lengthChart(result), timelineChart(result)].filter(
    (chart) => chart !== "",
  );
  const lost = sectionHtml(sections.notAnalysed(result, context));
  const lostFirst = result.notAnalysed.length > 0;
  const read = [sections.filesRead(result), sections.hashes(result)];
  const body = [
    header(result, context),
    sectionHtml(sections.notTested(result)),
    lostFirst ? lost : "",
    sectionHtml(sections.nextSteps(result, context)),
    section("findings", "Findings", findingCards(result)),
    section(
      "balance",
      "At a glance",
      charts.length === 0 ? "" : `<div class="charts">${charts.join("")}</div>`,
    ),
    foldedHtml(sections.findingsWithCounts(result, context)),
    section("flagged", "Flagged rows", rowList(result, rows)),
    lostFirst ? "" : lost,
    sectionHtml(sections.contributor(result)),
    foldedHtml(sections.spotCheck(result, context)),
    foldedHtml(sections.detectionFloor(result)),
    foldedHtml(sections.notMeasured(result)),
    foldedHtml(sections.signalsNamed(result, context)),
    ...read.map(foldedHtml),
  ];
  const shown = body.filter((part) => part !== "");
  const kept = reader === null ? "the same result as the check, as one file" : "the same result as the check";
  return htmlDocument(
    { title: headline(result), kind: result.conclusion, reader },
    `<a class="skip" href="#flagged">Skip to the flagged rows</a>
<main>
${readerBar(reader)}${shown[0]}${contents(shown.slice(1))}
${shown.slice(1).join("\n")}
</main>
<footer>dataset-review · ${kept}</footer>
<script type="application/gzip" id="data">${payload(result, rows)}</script>
<script>${assets().script}</script>`,
  );
}

/** Links to the sections that are there, by their headings. */
function contents(sections: readonly string[]): string {
  const links = sections.flatMap((body) => {
    const [, id, title] =
      /^<section id="([a-z-]+)"[^>]*>(?:<details><summary>)?<h2[^>]*>([^<]*)</.exec(body) ?? [];
    return id === undefined || title === undefined ? [] : [`<a href="#${id}">${title}</a>`];
  });
  return `<nav class="contents" aria-label="Sections">${links.join("")}</nav>`;
}

function header(result: ReviewResult, context: ReportContext): string {
  const { notices = [] } = context;
  const verdict = verdictWords(result);
  const point = headline(result).slice(verdict.length + 2);
  const where = subject(context);
  const said = colleagueText(result);
  const memory = memoryLine(result);
  const notes = notices.map((notice) => `<p class="notice">${sentence(notice, 500)}</p>`);
  return `<header>${where === "" ? "" : `<p class="where">${where}</p>`}<h1><span class="verdict">${verdict}</span> <span dir="auto">${escapeHtml(point)}</span></h1>
${notes.join("")}
<div class="risk"><meter aria-label="Risk score" min="0" max="100" low="30" high="70" optimum="0" value="${result.risk.score}"></meter><p><strong>Risk ${result.risk.score}</strong> of 100, ${result.risk.level} · ${changeCounts(result)} · ${severityCounts(result)}</p></div>
${memory === "" ? "" : `<p>${escapeHtml(memory)}</p>`}<p class="quiet">${escapeHtml(testedLine(result))}</p>${readAs(result)}${said === "" ? "" : `<p dir="auto">${sentence(said, 800)}</p>`}</header>`;
}

function readAs(result: ReviewResult): string {
  return readAsLines(result)
    .map((text) => `<p class="quiet">Read ${h(text)}</p>`)
    .join("");
}

/** What was reviewed, with the way back to it. */
function subject({ repository, pullNumber }: ReportContext): string {
  if (repository === null) return "";
  const at = `${repository.baseSha.slice(0, 12)} to ${repository.headSha.slice(0, 12)}`;
  const name = `${repository.owner}/${repository.repo}`;
  if (pullNumber == null) return h(`${name} ${at}`);
  const url = pullUrl(repository, pullNumber);
  return `<a href="${h(url)}" rel="noreferrer">${h(`${name}#${pullNumber}`)}</a> ${h(at)}`;
}
