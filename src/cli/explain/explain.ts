/** `dataset-review explain`: what a finding means, from the pages of the documentation that come with the program. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { packageFolder } from "../../home.ts";
import { wrap } from "../../report/terminal/wrap.ts";
import { signals } from "../../signals/index.ts";
import { closest } from "../../text/closest.ts";
import { InputError } from "../../versions/input-error.ts";
import { exitStatus } from "../exit-status.ts";
import { writeOut } from "../output.ts";
import { outputWidth, type Terminal } from "../terminal.ts";

/** Prints the page of a finding or signal, or the list of signals; returns the exit status. */
export async function explain(name: string | undefined, terminal: Terminal): Promise<number> {
  const width = Math.min(100, outputWidth(terminal));
  const text =
    name === undefined
      ? signals.flatMap(({ id, description }) => [id, ...indented(description, width)]).join("\n")
      : plainText(
          await page(
            name,
            signals.map(({ id }) => id),
          ),
          width,
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
  const meant = closest(signal, known);
  throw new InputError(
    `no signal is called ${signal}`,
    meant === null ? `There are ${known.join(", ")}.` : `Did you mean ${meant}?`,
  );
}

/** Markdown as it is read in a terminal: links by their words, and paragraphs as wide as the window. */
function plainText(markdown: string, width: number): string {
  const blocks = markdown
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/\*\*([^*]+)\*\*/g, "$1")
    .split(/\n(?=\s*(?:\n|[-*|] |\d+\. |#))/);
  return blocks.map((block) => (/^\s*(?:\||```)/.test(block) ? block : reflowed(block, width))).join("\n");
}

/** A paragraph or an item of a list as lines; those of an item stand under its first word. */
function reflowed(block: string, width: number): string {
  const [, gap = "", mark = "", text = ""] = /^(\s*?\n)?(\s*(?:[-*] |\d+\. |#+ )?)([^]*)$/.exec(block) ?? [];
  const margin = mark.startsWith("#") ? "" : mark;
  const [first = "", ...rest] = wrap(text.replace(/\s+/g, " ").trim(), width - margin.length);
  return `${gap}${margin}${[first, ...rest.map((line) => " ".repeat(margin.length) + line)].join("\n")}`;
}
