/** The list of flagged rows on the report page, as it stands before the script runs. */
import type { ReviewResult } from "../../model/result.ts";
import { count, counted } from "../clip.ts";
import { escapeHtml } from "../hostile.ts";
import { labelChip } from "./markup.ts";
import { shortName } from "./payload.ts";
import { type RowView, rowUrl } from "./row-view.ts";

/** Rows that are on the page without its script. */
const WITHOUT_SCRIPT = 40;

/** The flagged rows with the controls over them. The script builds the same markup for every further page. */
export function rowList(result: ReviewResult, rows: readonly RowView[]): string {
  if (rows.length === 0) return `<p class="quiet">No row was flagged.</p>`;
  const shown = rows.slice(0, WITHOUT_SCRIPT).map((row) => rowItem(row, result));
  const note =
    rows.length > WITHOUT_SCRIPT
      ? `, of which the first ${count(WITHOUT_SCRIPT)} are here without scripts`
      : "";
  return `${controls(result, rows)}
<p id="status" role="status" tabindex="-1">${counted(rows.length, "flagged row")}${note}.</p>
<ol id="rows" class="rows">${shown.join("")}</ol>
<nav id="pager" class="pager" aria-label="Pages of flagged rows" hidden>
<button type="button" id="previous">← Previous</button><span id="page"></span><button type="button" id="next">Next →</button>
</nav>`;
}

function controls(result: ReviewResult, rows: readonly RowView[]): string {
  const findings = new Set(rows.flatMap((row) => row.findings));
  const findingOptions = [...findings]
    .sort((a, b) => a - b)
    .slice(0, 500)
    .map((i) => option(String(i), `${shortName(result.findings[i]!)} · ${result.findings[i]!.signal}`));
  const labels = unique(rows.map((row) => row.label)).map((label) =>
    option(label, label === "" ? "no label" : label.slice(1)),
  );
  const files = unique(rows.map((row) => row.path)).map((path) => option(path, path.slice(1)));
  return `<form id="filters" class="filters" hidden>
${select("finding", "Finding", findingOptions)}
${select("label", "Label", labels)}
${select("file", "File", files)}
<label>Text <input type="search" id="search" autocomplete="off" placeholder="contains …"></label>
<label>Sort by <select id="sort"><option value="score">Most suspicious</option><option value="place">File and line</option><option value="label">Label</option><option value="length">Length</option></select></label>
<div class="buttons"><button type="reset">Clear</button><button type="button" id="csv">Export CSV</button><button type="button" id="jsonl">Export JSONL</button></div>
</form>`;
}

/** Values are marked with a leading space, so that the empty one can stand for "none". */
function unique(values: readonly (string | null)[]): string[] {
  return [...new Set(values.map((value) => (value === null ? "" : ` ${value}`)))].sort().slice(0, 1000);
}

function option(value: string, name: string): string {
  return `<option value="${escapeHtml(value)}">${escapeHtml(name)}</option>`;
}

function select(id: string, name: string, options: readonly string[]): string {
  return `<label>${name} <select id="${id}"><option value="*">All</option>${options.join("")}</select></label>`;
}

function rowItem(row: RowView, result: ReviewResult): string {
  const tags = [...new Set(row.findings.map((i) => shortName(result.findings[i]!)))]
    .slice(0, 4)
    .map((name) => `<span class="tag">${escapeHtml(name)}</span>`)
    .join("");
  const near = row.near.map(
    ({ text, label, similarity }) =>
      `<li>${labelChip(label)}<span class="near-text" dir="auto">${escapeHtml(text)}</span><span class="similarity">${Math.round(similarity * 100)} %</span></li>`,
  );
  return `<li class="row ${row.severity}"><div class="main"><div class="meta">${labelChip(row.label)}${place(row)}<span class="score">score ${row.score.toFixed(2)}</span>${tags}</div>
<p class="text" dir="auto">${text(row)}</p>${before(row)}</div>${near.length === 0 ? "" : `<div class="near"><h3>Nearest base rows</h3><ul>${near.join("")}</ul></div>`}</li>`;
}

function place(row: RowView): string {
  const name = `${row.path}:${row.line}${row.side === "base" ? " (base)" : ""}`;
  const url = rowUrl(row);
  return url === null
    ? `<span class="place">${escapeHtml(name)}</span>`
    : `<a class="place" href="${escapeHtml(url)}" rel="noreferrer">${escapeHtml(name)}</a>`;
}

function text(row: RowView): string {
  if (row.parts.join("").trim() === "") return `<em>empty</em>`;
  const parts = row.parts.map((part, i) =>
    i % 2 === 1 ? `<mark>${escapeHtml(part)}</mark>` : escapeHtml(part),
  );
  return `${omitted(row.cutBefore)}${parts.join("")}${omitted(row.cutAfter)}`;
}

function omitted(characters: number): string {
  return characters === 0 ? "" : `<em class="cut"> … ${counted(characters, "more character")} … </em>`;
}

function before({ before: was }: RowView): string {
  if (was === null) return "";
  const said = was.text === "" ? "with the same text" : `<span dir="auto">${escapeHtml(was.text)}</span>`;
  return `<p class="before">Before: ${labelChip(was.label)} ${said}</p>`;
}
