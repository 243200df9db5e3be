/** The drill as a page: limits first, a small chart for each family, the tables. */

import { htmlDocument } from "../../../report/html/document.ts";
import { h, scrollTable, section, sentence } from "../../../report/html/markup.ts";
import type { DrillReport } from "../run/drill-report.ts";
import { adviceSentences } from "./advice-words.ts";
import { familyChart } from "./chart.ts";
import { easier, floorText, limits, missed, rateText, sizeText, subject, summary } from "./words.ts";

export function renderDrillHtml(report: DrillReport): string {
  const { median, most } = report.seconds;
  const notes = limits(report).map((one) => `<li>${h(one)}</li>`);
  const advice = adviceSentences(report.advice).map((one) => `<li>${sentence(one, 1500)}</li>`);
  const list = (items: readonly string[]): string => (items.length === 0 ? "" : `<ul>${items.join("")}</ul>`);
  const body = [
    `<header><h1>Drill: which attacks would get through</h1><p>${h(subject(report))}</p><p>${h(summary(report))}</p></header>`,
    section("not-tested", "Not tested", list(notes)),
    section(
      "charts",
      "Attacks blocked, by number of planted rows",
      `<div class="charts">${report.attacks.map(familyChart).join("")}</div>`,
    ),
    section(
      "attacks",
      "The same in numbers: blocked, % (interval of 95 %); +n: warned of besides",
      `${attacks(report)}${easier(report)
        .map((one) => `<p class="quiet">${h(one)}</p>`)
        .join("")}`,
    ),
    section("honest", "Honest work: false alarms", honest(report)),
    section("floors", "From how many planted rows on the plain attack is blocked", floors(report)),
    section("advice", "What would have caught what was missed", list(advice)),
    `<p class="quiet">A review took ${median.toFixed(2)} s (median), ${most.toFixed(2)} s at most. Rates in percent, with their intervals of 95 % (Wilson).</p>`,
  ];
  const kind = notes.length + missed(report).length === 0 ? "success" : "neutral";
  return htmlDocument(
    { title: `Drill on ${report.data.name}`, kind, reader: null },
    `<main>${body.join("\n")}</main>`,
  );
}

const row = (name: string, cells: readonly string[]): string =>
  `<tr><th scope="row">${h(name, 80)}</th>${cells.map((cell) => `<td class="number">${h(cell)}</td>`).join("")}</tr>`;

function attacks({ attacks: all, sizes }: DrillReport): string {
  const head = ["family", ...sizes.map((size) => `#${size}`)];
  return scrollTable(
    "Attacks blocked, %",
    head,
    all.map(({ name, sizes: results }) => row(name, results.map(sizeText))),
  );
}

function honest({ honest: all }: DrillReport): string {
  return scrollTable(
    "False alarms, %",
    ["work", "#blocked", "#warned of", "#by"],
    all.map(({ name, blocked, warned, signals }) =>
      row(name, [rateText(blocked), rateText(warned), signals.join(", ")]),
    ),
  );
}

function floors({ floors: all, sizes }: DrillReport): string {
  if (all.length === 0) return "";
  return scrollTable(
    "Floors",
    ["label", "#stated", "#measured"],
    all.map((floor) => row(floor.label, floorText(floor, sizes))),
  );
}
