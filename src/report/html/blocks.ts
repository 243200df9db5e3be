/** Sections of a report as HTML. */
import {
  type Block,
  type Cell,
  type Column,
  filled,
  type List,
  type Rows,
  type Section,
  type Table,
  textOf,
  urlOf,
} from "../blocks.ts";
import { line } from "../hostile.ts";
import { lineUrl } from "../links.ts";
import { place } from "../words.ts";
import { bar, section as framed, h, labelChip, notShown, scrollTable, sentence } from "./markup.ts";

/** Entries of a block that are shown. */
const MOST = 500;
/** Code points of a name, of a label, of a sentence, of a row's text, and of a line to be copied. */
const LONGEST = { name: 200, label: 80, sentence: 800, text: 300, code: 1_000 };

/** Under its heading; empty where there is nothing to show. */
export function sectionHtml(section: Section): string {
  return framed(section.id, section.title, bodyHtml(section));
}

/** The same, to be unfolded. */
export function foldedHtml(section: Section): string {
  const body = bodyHtml(section);
  return body === ""
    ? ""
    : `<section id="${section.id}"><details><summary><h2>${h(section.title)}</h2></summary>${body}</details></section>`;
}

/** What stands under the heading. */
function bodyHtml(section: Section): string {
  return filled(section)
    .map((block) => blockHtml(block, section.title))
    .join("");
}

/** A chart of labels is drawn by the page itself. */
function blockHtml(block: Block, name: string): string {
  switch (block.kind) {
    case "prose":
      return `<p>${sentence(block.text, LONGEST.sentence)}</p>`;
    case "list":
      return listHtml(block);
    case "table":
      return tableHtml(block, name);
    case "rows":
      return rowsHtml(block, name);
    case "chart":
      return "";
  }
}

function listHtml({ entries, one, many }: List): string {
  const items = entries.slice(0, MOST).map(({ text, code }) => {
    const lines = code?.lines.map((each) => h(each, LONGEST.code)).join("\n");
    const below = lines === undefined ? "" : `<pre><code>${lines}</code></pre>`;
    return `<li>${sentence(text, LONGEST.sentence)}${below}</li>`;
  });
  return `<ul>${items.join("")}</ul>${notShown(entries.length - MOST, `more ${one}`, `more ${many}`)}`;
}

function tableHtml({ columns, rows, one, many, anchor }: Table, name: string): string {
  const numbers = rows.flatMap((row) => row.filter((_, at) => columns[at]!.isDrawn).map(numberOf));
  const largest = Math.max(1, ...numbers.slice(0, MOST * columns.length));
  const shown = rows.slice(0, MOST).map((row) => {
    const cells = row.map((cell, at) => cellHtml(cell, columns[at]!, at === 0, largest));
    const id = anchor === undefined ? "" : ` id="${h(`${anchor}-${textOf(row[0]!)}`)}"`;
    return `<tr${id}>${cells.join("")}</tr>`;
  });
  const head = columns.map(({ title, holds }) => (holds === "number" ? `#${title}` : title));
  return scrollTable(name, head, shown) + notShown(rows.length - MOST, `more ${one}`, `more ${many}`);
}

const numberOf = (cell: Cell): number => Number(textOf(cell).replaceAll(",", ""));

function cellHtml(cell: Cell, { holds, isDrawn }: Column, isFirst: boolean, largest = 1): string {
  const text = holds === "prose" ? sentence(textOf(cell), LONGEST.sentence) : h(textOf(cell), LONGEST.name);
  const url = urlOf(cell);
  const shown = url === null ? text : `<a href="${h(url)}" rel="noreferrer">${text}</a>`;
  if (isFirst) return `<th scope="row" dir="auto">${shown}</th>`;
  if (isDrawn === true && text !== "")
    return `<td class="bars"><span class="number">${text}</span>${bar("head", (100 * numberOf(cell)) / largest)}</td>`;
  const how = { number: ' class="number"', name: ' dir="auto"', prose: ' class="prose"' };
  return `<td${how[holds]}>${shown}</td>`;
}

function rowsHtml({ rows, repository }: Rows, name: string): string {
  const shown = rows.map((row) => {
    const url = repository && lineUrl(repository, row.path, row.side, row.isCounted ? null : row.line);
    const cell = { text: place(row), url };
    const label = row.label === null ? null : line(row.label, LONGEST.label);
    return `<tr>${cellHtml(cell, PLACE, true)}<td>${labelChip(label)}</td><td dir="auto">${h(row.text, LONGEST.text)}</td></tr>`;
  });
  return scrollTable(name, ["Row", "Label", "Text"], shown);
}

const PLACE: Column = { title: "Row", holds: "name" };
