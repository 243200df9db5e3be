import type { ReviewResult } from "../model/result.ts";
import type { ReportContext } from "./context.ts";
import { escapeHtml } from "./hostile.ts";
import { assets } from "./html/assets.ts";
import { balanceChart, lengthChart, timelineChart } from "./html/charts.ts";
import {
  contributorFacts,
  detectionFloor,
  filesRead,
  notAnalysed,
  notMeasured,
  signalsNamed,
  spotCheck,
} from "./html/facts.ts";
import { findingCards, ledger } from "./html/findings.ts";
import { h, section } from "./html/markup.ts";
import { payload } from "./html/payload.ts";
import { rowList } from "./html/row-list.ts";
import { rowViews } from "./html/row-view.ts";
import { changeCounts, headline, severityCounts, VERDICTS } from "./words.ts";

/** The policy that the page carries in itself; a server sends it as a header, too. */
export function contentSecurityPolicy(): string {
  return assets().policy;
}

/**
 * The report page as one file that asks nobody for anything: style, script, charts and rows are in it. It shows
 * its findings and first rows without the script; with it, all rows can be filtered, sorted and exported.
 */
export function renderHtml(result: ReviewResult, context: ReportContext = { repository: null }): string {
  const { style, script, policy } = assets();
  const rows = rowViews(result, context.repository);
  const charts = [balanceChart(result), lengthChart(result), timelineChart(result)].filter(
    (chart) => chart !== "",
  );
  const folded = (id: string, title: string, body: string): string =>
    body === ""
      ? ""
      : `<section id="${id}"><details><summary><h2>${title}</h2></summary>${body}</details></section>`;
  const lost = section("not-analysed", "Not analysed", notAnalysed(result));
  const lostFirst = result.notAnalysed.length > 0;
  const body = [
    header(result, context),
    lostFirst ? lost : "",
    section("findings", "Findings", findingCards(result)),
    section(
      "balance",
      "At a glance",
      charts.length === 0 ? "" : `<div class="charts">${charts.join("")}</div>`,
    ),
    section("ledger", "Phrases by label", ledger(result)),
    section("flagged", "Flagged rows", rowList(result, rows)),
    lostFirst ? "" : lost,
    section("contributor", "Contributor", contributorFacts(result)),
    folded("spot-check", "Spot check", spotCheck(result, context)),
    folded("floor", "Detection floor", detectionFloor(result)),
    folded("not-measured", "Not measured", notMeasured(result)),
    folded("signals", "What the signals mean", signalsNamed(result)),
    folded("files", "What was read", filesRead(result)),
  ];
  const shown = body.filter((part) => part !== "");
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><meta name="referrer" content="no-referrer"><meta name="robots" content="noindex">
<title>${h(headline(result), 120)} · dataset-review</title>
<style>${style}</style></head>
<body class="${result.conclusion}"><a class="skip" href="#flagged">Skip to the flagged rows</a>
<main>
${shown[0]}${contents(shown.slice(1))}
${shown.slice(1).join("\n")}
</main>
<footer>dataset-review · the same result as the check, as one file</footer>
<script type="application/gzip" id="data">${payload(result, rows)}</script>
<script>${script}</script>
</body></html>
`;
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

function header(result: ReviewResult, { notices = [], repository }: ReportContext): string {
  const verdict = VERDICTS[result.conclusion];
  const point = headline(result).slice(verdict.length + 2);
  const where =
    repository === null
      ? ""
      : `<p class="where">${h(`${repository.owner}/${repository.repo} at ${repository.headSha.slice(0, 12)}`)}</p>`;
  const notes = notices.map((notice) => `<p class="notice">${h(notice, 500)}</p>`);
  return `<header>${where}<h1><span class="verdict">${verdict}</span> <span dir="auto">${escapeHtml(point)}</span></h1>
${notes.join("")}
<div class="risk"><meter aria-label="Risk score" min="0" max="100" low="30" high="70" optimum="0" value="${result.risk.score}"></meter><p><strong>Risk ${result.risk.score}</strong> of 100, ${result.risk.level} · ${changeCounts(result)} · ${severityCounts(result)}</p></div></header>`;
}
