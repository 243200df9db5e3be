/** Small pieces of HTML that pages are built from; hostile text is escaped here. */
import { counted } from "../clip.ts";
import { escapeHtml, line } from "../hostile.ts";

/** Hostile text for the page: one visible line, escaped for text and quoted attributes. */
export function h(text: string, max = Infinity): string {
  return escapeHtml(line(text, max));
}

/** A sentence of a signal: what it quotes in backticks is set as code. */
export function sentence(text: string, max: number): string {
  return line(text, max)
    .split(/`([^`]+)`/)
    .map((part, i) => (i % 2 === 1 ? `<code>${escapeHtml(part)}</code>` : escapeHtml(part)))
    .join("");
}

/** That a list ends before its end; empty where it does not. */
export function notShown(more: number, one: string, many = `${one}s`, where = ""): string {
  return more > 0 ? `<p class="quiet">${counted(more, one, many)} not shown here${where}.</p>` : "";
}

/** A label, cut to length already, as a chip; also of rows that have none. */
export function labelChip(label: string | null): string {
  return label === null
    ? `<span class="chip none">no label</span>`
    : `<span class="chip" dir="auto">${escapeHtml(label)}</span>`;
}

/** A section of the page with its heading; empty where there is nothing to show. */
export function section(id: string, title: string, body: string): string {
  if (body === "") return "";
  return `<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${h(title)}</h2>${body}</section>`;
}

/** A figure for the charts; the caption is its name for a screen reader. */
export function figure(caption: string, note: string, body: string): string {
  return `<figure><figcaption><strong>${h(caption)}</strong> <span>${h(note)}</span></figcaption>${body}</figure>`;
}

/** A bar of so many percent of its cell; its number stands beside it. */
export function bar(kind: "base" | "head", percent: number): string {
  return `<svg class="bar" aria-hidden="true"><rect class="${kind}" width="${percent.toFixed(2)}%" height="100%" rx="2"/></svg>`;
}

/** A table that scrolls by itself where the page is narrow, reachable by keyboard. `#` before a title: numbers. */
export function scrollTable(name: string, head: readonly string[], rows: readonly string[]): string {
  const cells = head
    .map((title) =>
      title.startsWith("#")
        ? `<th scope="col" class="number">${h(title.slice(1))}</th>`
        : `<th scope="col">${h(title)}</th>`,
    )
    .join("");
  return `<div class="scroll" role="group" aria-label="${h(name)}" tabindex="0"><table><thead><tr>${cells}</tr></thead><tbody>${rows.join("")}</tbody></table></div>`;
}
