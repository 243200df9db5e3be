/** `dataset-review explain`: what a finding means, from the pages of the documentation that come with the program. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { packageFolder } from "../../home.ts";
import { terminalStyle } from "../../report/terminal/terminal-style.ts";
import { wrap } from "../../report/terminal/wrap.ts";
import { signals } from "../../signals/index.ts";
import { closest } from "../../text/closest.ts";
import { InputError } from "../../versions/input-error.ts";
import { exitStatus } from "../exit-status.ts";
import { writeOut } from "../output.ts";
import { outputWidth, type Terminal, wantsColor } from "../terminal.ts";
import { pageText } from "./page-text.ts";

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
