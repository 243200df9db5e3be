/** The drill for the terminal and as a page: limits first, on the page a small chart for each family, then the numbers. */
import { sectionHtml } from "../../../report/html/blocks.ts";
import { htmlDocument } from "../../../report/html/document.ts";
import { h, section } from "../../../report/html/markup.ts";
import { partsAsText, sectionLines } from "../../../report/terminal/blocks.ts";
import { terminalStyle } from "../../../report/terminal/terminal-style.ts";
import { wrap } from "../../../report/terminal/width.ts";
import type { DrillReport } from "../run/drill-report.ts";
import { familyChart } from "./chart.ts";
import { figures, notTested } from "./sections.ts";
import { limits, missed, subject, summary, took } from "./words.ts";

/** @param look as for every output of the terminal */
export function renderDrillText(
  report: DrillReport,
  { color, width }: { readonly color: boolean; readonly width: number },
): string {
  const screen = { style: terminalStyle(color), width };
  const parts = [
    wrap(subject(report), width),
    ...[notTested(report), ...figures(report)].map((one) => sectionLines(one, screen, Infinity)),
    [...wrap(summary(report), width), took(report)],
  ];
  return `${partsAsText(parts)}\n`;
}

export function renderDrillHtml(report: DrillReport): string {
  const charts = `<div class="charts">${report.attacks.map(familyChart).join("")}</div>`;
  const body = [
    `<header><h1>Drill: which attacks would get through</h1><p>${h(subject(report))}</p><p>${h(summary(report))}</p></header>`,
    sectionHtml(notTested(report)),
    section("charts", "Attacks blocked, by number of planted rows", charts),
    ...figures(report).map(sectionHtml),
    `<p class="quiet">${took(report)} Rates in percent, with their intervals of 95 % (Wilson).</p>`,
  ];
  const kind = limits(report).length + missed(report).length === 0 ? "success" : "neutral";
  return htmlDocument(
    { title: `Drill on ${report.data.name}`, kind, reader: null },
    `<main>${body.join("\n")}</main>`,
  );
}
