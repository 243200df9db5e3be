import type { ShownAnnotation, ShownCheckRun } from "../stand-in.ts";
import { markdownToTerminal } from "./markdown-terminal.ts";

const color = process.stdout.isTTY && (process.env.NO_COLOR ?? "") === "";
const paint =
  (code: number) =>
  (text: string): string =>
    color ? `\x1b[${code}m${text}\x1b[0m` : text;
export const bold = paint(1);
const dim = paint(2);
const red = paint(31);
const green = paint(32);
const yellow = paint(33);

const width = Math.min(120, process.stdout.columns || 110);
const started = performance.now();

/** A step of the story, with the time since the demo began. */
export function step(text: string): void {
  console.log(`${dim(`${((performance.now() - started) / 1000).toFixed(1).padStart(5)} s`)}  ${text}`);
}

const marks: Readonly<Record<string, string>> = {
  success: green("✓"),
  neutral: yellow("■"),
  failure: red("✗"),
};

export const mark = (conclusion: string | null): string => marks[conclusion ?? ""] ?? "?";

/** The check run as it stands in the pull request: verdict, summary, and the annotations on their lines. */
export function showCheckRun(
  run: ShownCheckRun,
  annotations: readonly ShownAnnotation[],
  most: number,
): void {
  const rule = dim("─".repeat(width));
  console.log(`\n${rule}`);
  console.log(`${mark(run.conclusion)} ${bold(`${run.name}: ${run.output.title}`)}`);
  console.log(`${rule}\n`);
  console.log(`${markdownToTerminal(run.output.summary, width)}\n`);
  if (annotations.length === 0) return;
  console.log(
    bold(
      `${annotations.length} annotations on lines of the pull request; the first ${Math.min(most, annotations.length)}:`,
    ),
  );
  for (const { path, start_line: line, annotation_level: level, message } of annotations.slice(0, most)) {
    console.log(`  ${level === "failure" ? red(level) : yellow(level)} ${bold(`${path}:${line}`)}`);
    for (const text of message.split("\n")) console.log(`    ${text}`);
  }
  console.log(`${rule}\n`);
}
