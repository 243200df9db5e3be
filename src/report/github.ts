/** The output `github`: findings as workflow commands, which GitHub Actions shows beside the rows. */
import type { Annotation } from "../model/check-output.ts";
import type { ReviewResult } from "../model/result.ts";
import { annotate } from "./check/annotations.ts";
import { counted } from "./clip.ts";
import { commandData, commandProperty, line, logSafe } from "./hostile.ts";
import { leftOut, leftSentence } from "./words/coverage-words.ts";
import { memoryLine } from "./words/earlier.ts";
import { colleagueText, testedLine } from "./words/in-brief.ts";
import { changeCounts, headline, riskWords } from "./words.ts";

/** A workflow step shows this many annotations of each level; more are only lines in its log. */
const PER_LEVEL = 10;
const NOT_ANALYSED_SHOWN = 5;

const COMMANDS = { failure: "error", warning: "warning", notice: "notice" } as const;
const VERDICT_COMMANDS = { failure: "error", neutral: "warning", success: "notice" } as const;

/**
 * The text of `--format github`: workflow commands, which GitHub Actions turns into annotations. The verdict is
 * the first command, so that it stands even where no row of the head can be annotated.
 */
export function renderGithub(result: ReviewResult): string {
  const { annotations } = annotate(result, 2 * PER_LEVEL);
  // The verdict and the files that were not analysed come out of the same ten errors.
  const lost = result.notAnalysed.slice(0, NOT_ANALYSED_SHOWN);
  const errors = annotations.filter(level("failure")).slice(0, PER_LEVEL - 1 - lost.length);
  const untested = leftOut(result.coverage)
    .filter(({ grade }) => grade === "suspicious")
    .slice(0, NOT_ANALYSED_SHOWN);
  const warnings = annotations.filter(level("warning")).slice(0, PER_LEVEL - 1 - untested.length);
  const memory = memoryLine(result);
  const flagged = counted(result.flaggedRows.length, "flagged row");
  return [
    command(
      VERDICT_COMMANDS[result.conclusion],
      { title: headline(result) },
      colleagueText(result) || testedLine(result),
    ),
    ...(memory === "" ? [] : [command("notice", { title: "Earlier changes" }, memory)]),
    ...untested.map((entry) =>
      command("warning", { file: line(entry.path), title: "Not tested" }, leftSentence(entry)),
    ),
    ...lost.map(({ path, reason }) =>
      command("error", { file: line(path), title: "Not analysed" }, line(reason, 400)),
    ),
    ...[...errors, ...warnings].map(annotationCommand),
    logSafe(`${changeCounts(result)}; ${riskWords(result)}`),
    testedLine(result),
    `${flagged}, ${counted(errors.length + warnings.length, "annotation")} here; the step summary lists the rows`,
    "",
  ].join("\n");
}

function level(wanted: Annotation["annotation_level"]): (annotation: Annotation) => boolean {
  return (annotation) => annotation.annotation_level === wanted;
}

function annotationCommand(annotation: Annotation): string {
  const properties = {
    file: line(annotation.path),
    line: String(annotation.start_line),
    endLine: String(annotation.end_line),
    title: annotation.title,
  };
  return command(COMMANDS[annotation.annotation_level], properties, annotation.message);
}

function command(name: string, properties: Readonly<Record<string, string>>, message: string): string {
  const listed = Object.entries(properties).map(([key, value]) => `${key}=${commandProperty(value)}`);
  return `::${name} ${listed.join(",")}::${commandData(message)}`;
}
