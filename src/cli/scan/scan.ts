/** The work of the command `scan` from options to exit status: read, review, write. */
import type { ReviewResult } from "../../model/result.ts";
import type { ReportContext } from "../../report/context.ts";
import { headline } from "../../report/words.ts";
import { InputError } from "../../versions/input-error.ts";
import { type FailOn, statusOf } from "../exit-status.ts";
import { type Format, formats, isFormat, type Look, plain, render } from "../formats.ts";
import { type OutputOptions, writeOut, writeOutputFile } from "../output.ts";
import { showProgress } from "../progress.ts";
import { outputWidth, type Terminal, wantsColor } from "../terminal.ts";
import { type FixOptions, writeScanFix } from "./fix.ts";
import { readScanInput, type ScanSurroundings, type ScanTarget } from "./input.ts";
import { type LinkOptions, reportContext } from "./links.ts";
import { reviewed } from "./reviewed.ts";
import { withScratch } from "./scratch.ts";
import { comparedBy } from "./target-options.ts";

export interface ScanOptions extends ScanTarget, LinkOptions, FixOptions, OutputOptions {
  /** From which conclusion on the exit status is 1. */
  readonly failOn?: FailOn;
  /** One line instead of the text output. */
  readonly summary?: boolean;
  /** Nothing but errors: the exit status says it. */
  readonly quiet?: boolean;
  /** The text output in full. */
  readonly verbose?: boolean;
  readonly format: string;
  /** What the change does, as its author would declare it. */
  readonly intent?: string;
  /** Further outputs, each as `FORMAT=FILE`. */
  readonly save?: readonly string[];
}

/** Reads, reviews, writes; returns the exit status. Throws `InputError` for what the person can mend. */
export async function scan(options: ScanOptions, terminal: Terminal): Promise<number> {
  return withScratch((scratch) => scanWith({ env: terminal.env, scratch }, options, terminal));
}

async function scanWith(around: ScanSurroundings, options: ScanOptions, terminal: Terminal): Promise<number> {
  const saved = (options.save ?? []).map(savedOutput);
  const rendered = outputOf(options);
  const input = await readScanInput(options, around);
  const { dataset, config, commits, notices } = input;
  const context = {
    ...reportContext(options, commits, terminal.env),
    compared: comparedBy(options),
    notices,
  };
  const say = async (stream: Terminal["stdout"], text: string): Promise<void> => {
    if (options.quiet !== true) await writeOut(stream, text);
  };
  const progress = showProgress(terminal);
  const result = await reviewed(input, null, intentText(options.intent), progress.listener).finally(
    progress.done,
  );
  for (const { format: other, file } of saved)
    await writeOutputFile(file, await render(other, result, plain, context));
  if (options.output !== undefined) {
    await writeOutputFile(options.output, await rendered(result, plain, context));
    await say(terminal.stderr, `${headline(result)}. Written to ${options.output}\n`);
  } else {
    const look = { color: wantsColor(terminal, options.color), width: outputWidth(terminal) };
    await say(terminal.stdout, await rendered(result, look, context));
  }
  await say(terminal.stderr, await writeScanFix(options, dataset, result, config));
  return statusOf(result satisfies ReviewResult, options.failOn);
}

/** What is printed, or written to `--output`. Throws `InputError` for options that do not go together. */
function outputOf({ format: name, summary = false, verbose = false, keep, fix }: ScanOptions) {
  const format = knownFormat(name);
  if (format !== "text" && (summary || verbose))
    throw new InputError(
      `--${summary ? "summary" : "verbose"} is about the text output, not ${format}`,
      "Leave it or --format out; --save FORMAT=FILE writes another format beside the text.",
    );
  if (keep !== undefined && fix === undefined)
    throw new InputError("--keep says which findings a fix leaves alone", "Give --fix as well.");
  return async (result: ReviewResult, look: Look, context: ReportContext): Promise<string> =>
    summary
      ? (await import("../../report/terminal/text.ts")).renderSummary(result, look.color)
      : render(format, result, { ...look, verbose }, context);
}

/** As it would stand in the text of a pull request. */
const intentText = (claims: string | undefined): string | undefined =>
  claims === undefined ? undefined : `dataset-review: ${claims.replaceAll(/\s+/g, " ")}`;

function knownFormat(name: string): Format {
  if (isFormat(name)) return name;
  throw new InputError(`there is no format "${name}"`, `Choose one of ${formats.join(", ")}.`);
}

function savedOutput(text: string): { format: Format; file: string } {
  const [, name, file] = /^([^=]*)=(.+)$/s.exec(text) ?? [];
  if (name === undefined || file === undefined)
    throw new InputError(`--save ${text} does not say what to save where`, "Write --save FORMAT=FILE.");
  return { format: knownFormat(name), file };
}
