/** The findings on the report page, as cards and as a table. */
import type { Finding } from "../../model/finding.ts";
import type { ReviewResult } from "../../model/result.ts";
import { count, counted } from "../clip.ts";
import { acceptanceText, findingHeadline, severityWord } from "../words.ts";
import { h, notShown, sentence } from "./markup.ts";

const CARDS = 60;

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
