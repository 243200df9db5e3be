/** A page of the documentation as it is read in a terminal. */

import type { TerminalStyle } from "../../report/terminal/terminal-style.ts";
import { wrap } from "../../report/terminal/wrap.ts";
import { inQuotes } from "../../report/words.ts";

/** Lines of at most `width` cells: links by their words, code in quotation marks, each row of a table as an item. */
export function pageText(markdown: string, width: number, style: TerminalStyle): string {
  const words = (text: string): string => inline(text.replace(/\s+/g, " ").trim(), style);
  return markdown
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .split(/\n(?=\s*(?:\n|[-*] |\d+\. |#)|\|)(?<!\|\n(?=\|))/)
    .map((block) => {
      const [gap = ""] = /^\s*?\n(?=\s*\S)/.exec(block) ?? [];
      const text = block.slice(gap.length);
      if (/^\s*```/.test(text))
        return (
          gap +
          text
            .replace(/^\s*```.*\n?/gm, "")
            .trimEnd()
            .replace(/^/gm, "  ")
        );
      if (text.startsWith("|")) return gap + tableItems(text, words, width).join("\n");
      if (text.startsWith("#")) return gap + style.bold(words(text.replace(/^#+ /, "")));
      const [, mark = "", rest = ""] = /^(\s*(?:[-*] |\d+\. )?)([^]*)$/.exec(text) ?? [];
      return gap + item(mark, words(rest), width).join("\n");
    })
    .join("\n");
}

/** What stands in the middle of a sentence; an example in double marks holds code of its own. */
function inline(text: string, { bold }: TerminalStyle): string {
  const plain = text
    .replace(/``(.+?)``/g, "$1")
    .replace(/\*\*([^*]+)\*\*/g, (_, strong: string) => bold(strong));
  return inQuotes(plain.replace(/(?<![*\w])\*([^*\s](?:[^*]*[^*\s])?)\*(?![*\w])/g, "$1"));
}

function tableItems(table: string, words: (text: string) => string, width: number): string[] {
  const [head = [], , ...rows] = table.split("\n").map((row) => row.split("|").slice(1, -1).map(words));
  return rows.flatMap(([first = "", ...cells]) => [
    ...item("- ", first, width),
    ...item(
      "    ",
      cells.map((cell, at) => (cells.length > 1 ? `${head[at + 1] ?? ""}: ${cell}` : cell)).join("; "),
      width,
    ),
  ]);
}

/** The further lines of an item stand under its first word. */
function item(mark: string, text: string, width: number): string[] {
  return wrap(text, width - mark.length).map(
    (line, at) => (at === 0 ? mark : " ".repeat(mark.length)) + line,
  );
}
