/** What the report of a review says, section by section: made once, for the check, the page, the terminal and documents. */
import type { ReviewResult } from "../model/result.ts";
import { thousands } from "../model/thousands.ts";
import { labelBalance } from "./balance.ts";
import { type Entry, list, named, number, prose, type Section, said, table } from "./blocks.ts";
import { counted } from "./clip.ts";
import type { ReportContext } from "./context.ts";
import { findingIndex } from "./highlight.ts";
import { lineUrl } from "./links.ts";
import { contributorLines } from "./words/contributor.ts";
import { configurationLines, coverageText, leftOut, leftSentence } from "./words/coverage-words.ts";
import { labelName, ROWS_IN_BRIEF, spelling, whatToDo } from "./words/in-brief.ts";
import { lacking, namedSignals, signalUrl } from "./words/signal-words.ts";
import {
  acceptanceText,
  expectedRows,
  findingCounts,
  findingHeadline,
  floorReason,
  floorText,
  place,
  severityWord,
} from "./words.ts";

/** Rows that are shown before a reader is sent to where all of them are. */
export const ROWS_TO_READ = 20;

/** What nobody has looked at, and the lines that change it. */
export function notTested({ coverage }: ReviewResult): Section {
  const entries = leftOut(coverage).map((entry): Entry => {
    const lines = configurationLines(entry);
    return { text: leftSentence(entry), ...(lines.length > 0 && { code: { language: "yaml", lines } }) };
  });
  return { id: "not-tested", title: "Not tested", blocks: [list(entries, "entry", "entries")] };
}

/** Files and records that could not be read, what the change brought before what was there. */
export function notAnalysed(
  { notAnalysed: lost, problems }: ReviewResult,
  { repository }: ReportContext,
): Section {
  const sorted = [...problems].sort((a, b) => Number(b.introduced) - Number(a.introduced));
  const rows = [
    ...lost.map(({ path, reason }) => [path, reason]),
    ...sorted.map((problem) => [
      {
        text: place(problem),
        url: repository && lineUrl(repository, problem.path, problem.side, problem.line),
      },
      `${problem.introduced ? "" : "(in the base already) "}${problem.message}`,
    ]),
  ];
  const blocks = [table([named("What"), said("Why")], rows, "entry", "entries")];
  return { id: "not-analysed", title: "Not analysed", blocks };
}

/** What somebody accepted is no longer weighed, and never out of sight. */
export function accepted({ findings }: ReviewResult): Section {
  const entries = findings
    .filter((finding) => finding.accepted !== undefined)
    .map((finding) => ({ text: `${findingHeadline(finding)}: ${acceptanceText(finding)}` }));
  return { id: "accepted", title: "Accepted", blocks: [list(entries, "accepted finding")] };
}

/** Every finding with its phrase, label and counts, strongest first; a note that adds to the risk says so. */
export function findingsWithCounts(result: ReviewResult, { docsUrl }: ReportContext): Section {
  const { findings } = result;
  const rows = findings.map((finding) => {
    const { base, changed, withLabel, expected } = findingCounts(finding);
    const points = Math.round(finding.contribution);
    const adds = finding.severity === "info" && points > 0 ? `adds ${points} to the risk score` : "";
    const aside = [acceptanceText(finding), adds].filter((text) => text !== "").join("; ");
    return [
      severityWord(finding),
      `${finding.title}${aside === "" ? "" : ` (${aside})`}`,
      finding.phrase === undefined ? "" : spelling(finding.phrase, finding),
      finding.label === undefined ? "" : labelName(finding.label, result),
      ...[base, changed, withLabel].map((number) => (number === null ? "" : thousands(number))),
      expectedRows(expected),
      { text: finding.signal, url: signalUrl(docsUrl, finding.signal) },
    ];
  });
  const notes = findings.filter(({ severity, accepted: by }) => severity === "info" && !by).length;
  const counts = ["Base rows", "Changed rows", "With the label"].map((one) => ({
    ...number(one),
    isDrawn: true,
  }));
  const columns = [
    ...["Severity", "Finding"].map(said),
    ...["Phrase", "Label"].map(named),
    ...counts,
    number("Expected"),
    named("Signal"),
  ];
  return {
    id: "counts",
    title: `${counted(findings.length, "finding")} with counts${notes > 0 ? `, ${counted(notes, "note")} among them` : ""}`,
    blocks: [table(columns, rows, "finding")],
  };
}

/** The most suspicious rows from one place of the ranking to another. */
export function flagged(
  result: ReviewResult,
  { repository }: ReportContext,
  title: string,
  [from, to]: readonly [number, number],
): Section {
  const rows = result.flaggedRows.slice(from, to);
  return {
    id: "rows",
    title,
    blocks: [{ kind: "rows", rows, index: findingIndex(result), repository }],
  };
}

/** The first of them. */
export function firstRows(result: ReviewResult, context: ReportContext, more = ""): Section {
  const all = result.flaggedRows.length;
  const some = Math.min(ROWS_IN_BRIEF, all);
  const which = all === 1 ? "this row" : `these ${some}${more === "" ? "" : ` of ${thousands(all)}`} rows`;
  return flagged(result, context, `Read ${which} first${more}`, [0, some]);
}

/** How to go on from here. */
export function nextSteps(result: ReviewResult, context: ReportContext): Section {
  const entries = whatToDo(result, context).map(({ aim, by, isCommand }): Entry => {
    const code = { language: "sh", lines: by } as const;
    return isCommand ? { text: `${aim}:`, code } : { text: `${aim}: ${by.join(", then ")}` };
  });
  return { id: "todo", title: "What to do", blocks: [list(entries, "step")] };
}

export function labels(result: ReviewResult): Section {
  const balance = labelBalance(result);
  return { id: "labels", title: "Labels before and after", blocks: [{ kind: "chart", balance }] };
}

/** The stratified random rows for the reading that reviewers do anyway. */
export function spotCheck({ spotCheck: rows }: ReviewResult, { repository }: ReportContext): Section {
  return {
    id: "spot-check",
    title: `Spot check: ${counted(rows.length, "row")} drawn at random`,
    blocks: [{ kind: "rows", rows, index: null, repository }],
  };
}

export function contributor(result: ReviewResult): Section {
  return { id: "contributor", title: "Contributor", blocks: contributorLines(result).map(prose) };
}

/** What could have passed unseen: the honest limit of this very review. */
export function detectionFloor(result: ReviewResult): Section {
  const { detectionFloor: floors } = result;
  const rows = floors.map(({ label, rows: from }) => [labelName(label, result), floorText(from)]);
  const told = `A phrase that the base has never seen would be blocked from this many rows with one label. Fewer could pass.${floorReason(floors)}`;
  const blocks = [prose(told), table([named("Label"), said("Blocked from")], rows, "label")];
  return { id: "floor", title: "Detection floor", blocks: rows.length === 0 ? [] : blocks };
}

/** Signals that had too little to go by. */
export function notMeasured(result: ReviewResult): Section {
  const rows = lacking(result).map(({ signal, reason }) => [signal, reason]);
  const blocks = [table([named("Signal"), said("Why")], rows, "signal")];
  return { id: "not-measured", title: "Not measured", blocks };
}

/** What the signals that the result names measure: no name without its meaning. */
export function signalsNamed(result: ReviewResult, { docsUrl }: ReportContext): Section {
  const rows = namedSignals(result).map(({ id, title, description, page }) => [
    id,
    title,
    description,
    { text: page, url: signalUrl(docsUrl, id) },
  ]);
  const columns = [named("Signal"), said("Title"), said("What it measures"), named("More")];
  const blocks = [{ ...table(columns, rows, "signal"), anchor: "signal" }];
  return { id: "signals", title: "What the signals mean", blocks };
}

/** What changed in each file, what that was tested for, and how the file was read. */
export function filesRead({ files }: ReviewResult): Section {
  const rows = files.map(({ path, previousPath, rows: changes, coverage, columns }) => [
    previousPath === null ? path : `${path} (before: ${previousPath})`,
    ...[changes.added, changes.edited, changes.removed, changes.moved + changes.reformatted].map(thousands),
    coverageText(coverage),
    columns.reason,
  ]);
  const numbers = ["Added", "Edited", "Removed", "Moved or reformatted"].map(number);
  const columns = [named("File"), ...numbers, said("Tested"), said("Columns")];
  return { id: "files", title: "Files", blocks: [table(columns, rows, "file")] };
}

/** SHA-256 of what was read, as a record. */
export function hashes({ files }: ReviewResult): Section {
  const rows = files.map(({ path, sha256 }) => [path, sha256.base ?? "–", sha256.head ?? "–"]);
  const columns = [named("File"), named("SHA-256 of the base"), named("SHA-256 of the head")];
  return { id: "hashes", title: "What was read", blocks: [table(columns, rows, "file")] };
}
