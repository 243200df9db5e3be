/** `dataset-review explain`: what a finding means, from the pages of the documentation that come with the program. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { packageFolder } from "../../home.ts";
import { type TerminalStyle, terminalStyle } from "../../report/terminal/terminal-style.ts";
import { wrap } from "../../report/terminal/width.ts";
import { inQuotes } from "../../report/words.ts";
import { signals } from "../../signals/index.ts";
import { closest } from "../../text/closest.ts";
import { InputError } from "../../versions/input-error.ts";
import { exitStatus } from "../exit-status.ts";
import { writeOut } from "../output.ts";
import { outputWidth, type Terminal, wantsColor } from "../terminal.ts";

/** Prints the page of a finding or signal, or the list of signals; returns the exit status. */
export async function explain(name: string | undefined, terminal: Terminal): Promise<number> {
  const width = Math.min(100, outputWidth(terminal));
  const text =
    name === undefined
      ? signals.flatMap(({ id, description }) => [id, ...indented(description, width)]).join("\n")
      : pageText(
          await page(
            name,
            signals.map(({ id }) => id),
          ),
          width,
          terminalStyle(wantsColor(terminal)),
        );
  await writeOut(terminal.stdout, `${text.trimEnd()}\n`);
  return exitStatus.passed;
}

const indented = (text: string, width: number): string[] => wrap(text, width - 2).map((line) => `  ${line}`);

/** The page of a signal; the id of a finding is its signal's name with eight hexadecimal digits (`risk/weigh.ts`). */
async function page(name: string, known: readonly string[]): Promise<string> {
  const signal = name.replace(/-[0-9a-f]{8}(?:-\d+)?$/, "");
  if (known.includes(signal))
    return readFile(path.join(packageFolder, "docs/signals", `${signal}.md`), "utf8");
  if (/^F\d+$/i.test(name))
    throw new InputError(
      `${name} is a place in one result`,
      "Give the id of that finding, as under “What to do” or in --verbose, or the name of a signal.",
    );
  const meant = closest(signal, known);
  throw new InputError(
    `no signal is called ${signal}`,
    meant === null ? `There are ${known.join(", ")}.` : `Did you mean ${meant}?`,
  );
}

/** Lines of at most `width` cells: links by their words, code in quotation marks, each row of a table as an item. */
function pageText(markdown: string, width: number, style: TerminalStyle): string {
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
