// The findings on the report page, as cards and as a table.
import type { Finding } from "../../model/finding.ts";
import type { ReviewResult } from "../../model/result.ts";
import { count, counted } from "../clip.ts";
import { labelName, spelling } from "../words/in-brief.ts";
import { acceptanceText, findingCounts, findingHeadline, severityWord } from "../words.ts";
import { h, notShown, scrollTable, sentence } from "./markup.ts";

const CARDS = 60;
const LEDGER = 200;

/** One card a finding, strongest first, each with a way to its rows; notes are folded away. */
export function findingCards(result: ReviewResult): string {
  if (result.findings.length === 0) return `<p class="quiet">Nothing was found.</p>`;
  const cards = result.findings.slice(0, CARDS).map((finding, i) => ({ finding, html: card(finding, i) }));
  const list = (folded: boolean): string => {
    const some = cards.filter(({ finding }) => isNote(finding) === folded).map(({ html }) => html);
    return some.length === 0 ? "" : `<ol class="findings">${some.join("")}</ol>`;
  };
  const notes = result.findings.filter(isNote).length;
  const note =
    notes === 0 ? "" : `<details><summary>${counted(notes, "note")}</summary>${list(true)}</details>`;
  const more = result.findings.length - CARDS;
  return list(false) + note + notShown(more, "more finding", "more findings", "; the JSON result holds all");
}

const isNote = ({ severity, accepted }: Finding): boolean => severity === "info" && accepted === undefined;

function card(finding: Finding, position: number): string {
  const facts = [
    finding.contribution > 0 ? `${count(Math.round(finding.contribution))} of the risk score` : "",
    h(acceptanceText(finding)),
    `<a href="#signal-${h(finding.signal)}">${h(finding.signal)}</a>`,
  ].filter((fact) => fact !== "");
  const button =
    finding.rows.length > 0 && finding.severity !== "info"
      ? `<button type="button" class="show" data-finding="${position}" hidden>Show ${finding.rows.length === 1 ? "its row" : `its ${count(finding.rows.length)} rows`}</button>`
      : "";
  return `<li class="finding ${finding.severity}"><p class="head"><span class="severity">${severityWord(finding)}</span> <strong dir="auto">${h(findingHeadline(finding))}</strong></p><p dir="auto">${sentence(finding.message, 800)}</p><p class="facts">${facts.join(" · ")}</p>${button}</li>`;
}

function expected(rows: number | null): string {
  if (rows === null) return "";
  return rows < 0.95 ? "< 1" : count(Math.round(rows));
}

/** Every phrase with its label and how often it occurs in the base and in the changes. */
export function ledger(result: ReviewResult): string {
  const all = result.findings.filter(({ phrase }) => phrase !== undefined);
  // Notes are about everyday phrases, whose long bars would hide those that matter.
  const weighty = all.filter((finding) => !isNote(finding));
  const phrases = weighty.length > 0 ? weighty : all;
  if (phrases.length === 0) return "";
  const shown = phrases.slice(0, LEDGER).map((finding) => ({ finding, counts: findingCounts(finding) }));
  const most = Math.max(1, ...shown.map(({ counts }) => Math.max(counts.base ?? 0, counts.changed)));
  const cell = (kind: string, rows: number | null): string =>
    rows === null
      ? `<td>not counted</td>`
      : `<td class="bars"><span class="number">${count(rows)}</span><svg class="bar" aria-hidden="true"><rect class="${kind}" width="${((rows / most) * 100).toFixed(2)}%" height="100%" rx="2"/></svg></td>`;
  const rows = shown.map(
    ({ finding, counts }) =>
      `<tr><th scope="row" dir="auto">${h(spelling(finding.phrase ?? "", finding), 80)}</th><td dir="auto">${finding.label === undefined ? "any" : h(labelName(finding.label, result), 60)}</td>${cell("base", counts.base)}${cell("head", counts.changed)}${cell("head", counts.withLabel)}<td class="number">${h(expected(counts.expected))}</td></tr>`,
  );
  const head = ["Phrase", "Label", "Base rows", "Changed rows", "With this label", "#Expected"];
  return scrollTable("Phrases by label", head, rows) + notShown(phrases.length - LEDGER, "more phrase");
}
