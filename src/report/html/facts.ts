// Sections of the report page beside findings and rows: spot check, author, detection floor, what was not tested, files read.
import type { ReviewResult } from "../../model/result.ts";
import { count } from "../clip.ts";
import type { ReportContext } from "../context.ts";
import { escapeHtml, line } from "../hostile.ts";
import { lineUrl } from "../links.ts";
import { contributorLines } from "../words/contributor.ts";
import { configurationLines, coverageText, leftOut, leftSentence } from "../words/coverage-words.ts";
import { lacking, namedSignals, signalUrl } from "../words/signal-words.ts";
import { FLOOR, floorReason, floorText, lostEntries, place } from "../words.ts";
import { h, labelChip, notShown, scrollTable, sentence } from "./markup.ts";

const MOST = 500;

export function spotCheck(result: ReviewResult, { repository }: ReportContext): string {
  if (result.spotCheck.length === 0) return "";
  const rows = result.spotCheck.map((row) => {
    const name = escapeHtml(place(row));
    const url = repository && lineUrl(repository, row.path, row.side, row.isCounted ? null : row.line);
    const link = url === null ? name : `<a href="${escapeHtml(url)}" rel="noreferrer">${name}</a>`;
    const label = labelChip(row.label && line(row.label, 80));
    return `<tr><td>${link}</td><td>${label}</td><td dir="auto">${h(row.text, 300)}</td></tr>`;
  });
  return `<p class="quiet">Rows drawn at random from the changes, a share from each file and label: the reading that every review deserves.</p>${scrollTable("Spot check", ["Row", "Label", "Text"], rows)}`;
}

export function contributorFacts(result: ReviewResult): string {
  const lines = contributorLines(result).map((text) => h(text));
  return lines.length === 0 ? "" : `<p>${lines.join("<br>")}</p>`;
}

export function detectionFloor(result: ReviewResult): string {
  if (result.detectionFloor.length === 0) return "";
  const rows = result.detectionFloor
    .slice(0, MOST)
    .map(
      ({ label, rows: from }) =>
        `<tr><th scope="row" dir="auto">${h(label, 80)}</th><td>${floorText(from)}</td></tr>`,
    );
  return `<p class="quiet">${FLOOR}. Fewer could pass.${h(floorReason(result.detectionFloor, (label) => label))}</p>${scrollTable("Detection floor", ["Label", "Blocked from"], rows)}`;
}

/** What nobody has looked at, with the lines that change it. */
export function notTested({ coverage }: ReviewResult): string {
  const entries = leftOut(coverage);
  if (entries.length === 0) return "";
  const items = entries.slice(0, MOST).map((entry) => {
    const lines = configurationLines(entry).join("\n");
    return `<li>${escapeHtml(leftSentence(entry))}${lines === "" ? "" : `<pre>${escapeHtml(lines)}</pre>`}</li>`;
  });
  return `<ul>${items.join("")}</ul>${notShown(entries.length - MOST, "more entry", "more entries")}`;
}

export function notAnalysed(result: ReviewResult): string {
  const entries = lostEntries(result);
  if (entries.length === 0) return "";
  const rows = entries
    .slice(0, MOST)
    .map(
      ({ what, why }) => `<tr><th scope="row">${escapeHtml(what)}</th><td>${sentence(why, 400)}</td></tr>`,
    );
  const cut = notShown(entries.length - MOST, "more entry", "more entries");
  return scrollTable("Not analysed", ["What", "Why"], rows) + cut;
}

export function notMeasured(result: ReviewResult): string {
  const rows = lacking(result).map(
    ({ signal, reason }) => `<tr><th scope="row">${h(signal)}</th><td>${sentence(reason, 400)}</td></tr>`,
  );
  return rows.length === 0 ? "" : scrollTable("Not measured", ["Signal", "Why"], rows);
}

/** What the signals that the page names measure: no name without its meaning. */
export function signalsNamed(result: ReviewResult, { docsUrl }: ReportContext): string {
  const rows = namedSignals(result).map(({ id, title, description, page }) => {
    const url = signalUrl(docsUrl, id);
    const more = url === null ? h(page) : `<a href="${h(url)}" rel="noreferrer">${h(page)}</a>`;
    return `<tr id="signal-${h(id)}"><th scope="row">${h(id)}</th><td>${h(title)}</td><td>${h(description)}</td><td>${more}</td></tr>`;
  });
  return rows.length === 0
    ? ""
    : scrollTable("Signals", ["Signal", "Title", "What it measures", "More"], rows);
}

export function filesRead(result: ReviewResult): string {
  if (result.files.length === 0) return "";
  const hash = (value: string | null): string => (value === null ? "–" : `<code>${h(value, 64)}</code>`);
  const rows = result.files.slice(0, MOST).map((file) => {
    const { added, edited, removed, moved, reformatted } = file.rows;
    const numbers = [added, edited, removed, moved + reformatted].map(
      (value) => `<td class="number">${count(value)}</td>`,
    );
    const from = file.previousPath === null ? "" : `<br><small>before: ${h(file.previousPath, 200)}</small>`;
    return `<tr><th scope="row">${h(file.path, 200)}${from}</th>${numbers.join("")}<td>${coverageText(file.coverage)}</td><td>${sentence(file.columns.reason, 300)}</td><td class="hashes">${hash(file.sha256.base)}<br>${hash(file.sha256.head)}</td></tr>`;
  });
  const head = [
    "File",
    "#Added",
    "#Edited",
    "#Removed",
    "#Moved or reformatted",
    "Tested",
    "Columns",
    "SHA-256 of base and head",
  ];
  return scrollTable("What was read", head, rows) + notShown(result.files.length - MOST, "more file");
}
