/** Where rows with a phrase came from, as text or JSON: the changes by date and author, and the rows that are still there. */
import type { Blame, BlamedChange, BlamedRow } from "../../model/blame.ts";
import type { SpotCheckRow } from "../../model/result.ts";
import { rowContent } from "../../model/row-content.ts";
import { counted } from "../clip.ts";
import { phrasePattern } from "../highlight.ts";
import { line } from "../hostile.ts";
import { inertJson } from "../json/json.ts";
import { changeCells } from "../replay/figures.ts";
import { terminalStyle } from "../terminal/terminal-style.ts";
import { rowTable } from "../terminal/text-rows.ts";
import { fit, textTable, wrap } from "../terminal/width.ts";

export type BlameFormat = "text" | "json";

export interface BlameLook {
  readonly color: boolean;
  readonly width: number;
  /** No cell is shown: rows are told by their places and hashes. */
  readonly hidden: boolean;
}

/** With a line break at the end. */
export function renderBlame(blame: Blame, format: BlameFormat, look: BlameLook): string {
  return format === "json" ? asJson(blame, look) : `${asText(blame, look).join("\n")}\n`;
}

function asJson({ labels, changes, rows, ...blame }: Blame, { hidden }: BlameLook): string {
  const shown = (row: BlamedRow): object => (hidden ? { ...placeOf(row), sha256: rowContent(row) } : row);
  const value = {
    schemaVersion: 1,
    ...blame,
    changes: changes.map(({ change: { commit, date, pull, authors, subject }, brought, removed, left }) => ({
      ...{ commit, date, pull, authors, subject, left },
      brought: brought.map(shown),
      removed: removed.map(shown),
    })),
    rows: rows.map(shown),
    labels: hidden ? [] : [...labels].map(([label, count]) => ({ label, rows: count })),
  };
  return `${inertJson(JSON.stringify(value, null, 2))}\n`;
}

/** Rows that are shown; all of them are in the JSON output. */
const ROWS = 10;
const HEAD = ["change", "date", "author", "brought", "still there", "removed", "subject"];
const isNumber = (column: number): boolean => column >= 3 && column <= 5;

function asText(blame: Blame, { color, width, hidden }: BlameLook): string[] {
  const style = terminalStyle(color);
  const { rows, changes, notRead, unplaced } = blame;
  const table = changes.length === 0 ? [] : textTable([HEAD, ...changes.map(tableRow)], isNumber);
  const pattern = phrasePattern([blame.phrase]);
  const shown = rows.slice(0, ROWS).map(hidden ? withoutCells : withLabel);
  const more = rows.length - shown.length;
  return [
    ...notRead.flatMap(({ commit, path, reason }) =>
      wrap(`Not read: ${line(path, 200)} at ${commit.slice(0, 10)}. ${line(reason, 400)}`, width),
    ),
    ...(notRead.length === 0
      ? []
      : ["", "Rows in these versions are named with the next one that could be read.", ""]),
    ...wrap(headline(blame, hidden), width),
    ...table.flatMap((text, i) => (i === 0 ? ["", style.bold(fit(text, width))] : [fit(text, width)])),
    ...(unplaced === 0
      ? []
      : ["", ...wrap(`${counted(unplaced, "row")} came in before the changes that were looked at.`, width)]),
    ...(shown.length === 0 ? [] : ["", ...rowTable(shown, style, width, () => (hidden ? null : pattern))]),
    ...(more > 0 ? [`… and ${counted(more, "more row")} (--format json lists all)`] : []),
  ];
}

/** What there is, and who brought how much of it. */
function headline({ phrase, label, tip, rows, changes, labels }: Blame, hidden: boolean): string {
  const what = `“${line(phrase, 100)}”${label === null ? "" : ` with ${line(label, 60)}`}`;
  const now = `${what}: ${counted(rows.length, "row")} in ${tip.slice(0, 10)}.`;
  const others = [...labels].map(([name, count]) => `${line(name, 60)} (${count})`).slice(0, ROWS);
  if (label !== null && rows.length === 0 && others.length > 0 && !hidden)
    return `${now} Rows with the phrase carry ${others.join(", ")}.`;
  const authors = [...broughtBy(changes)].sort(([, a], [, b]) => b - a);
  const named = authors.slice(0, 5).map(([name, count]) => `${fit(line(name), 40)} ${count}`);
  const rest = authors.length > named.length ? [`${authors.length - named.length} others`] : [];
  return named.length === 0 ? now : `${now} Brought: ${[...named, ...rest].join(", ")}.`;
}

/** Rows that each change's authors brought; of several authors nobody knows who wrote which row. */
function broughtBy(changes: readonly BlamedChange[]): Map<string, number> {
  const rows = new Map<string, number>();
  for (const { change, brought } of changes) {
    const who = change.authors.map(({ name }) => name).join(" and ");
    if (brought.length > 0) rows.set(who, (rows.get(who) ?? 0) + brought.length);
  }
  return rows;
}

function tableRow({ change, brought, removed, left }: BlamedChange): string[] {
  return [
    ...changeCells(change),
    ...[brought.length, left, removed.length].map(String),
    line(change.subject, 100),
  ];
}

const withLabel = ({ labels, ...row }: BlamedRow): SpotCheckRow => ({
  ...row,
  side: "head",
  label: labels.length === 0 ? null : labels.join(", "),
});

const placeOf = ({ path, line: at, isCounted }: BlamedRow) => ({
  path,
  line: at,
  ...(isCounted && { isCounted }),
});

const withoutCells = (row: BlamedRow): SpotCheckRow => ({
  ...placeOf(row),
  side: "head",
  label: "(hidden)",
  text: `sha256 ${rowContent(row)}`,
});
