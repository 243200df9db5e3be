/** `dataset-review diff`: the rows that two versions differ in, as a table or as JSON Lines. */
import { createHash } from "node:crypto";
import { columnChooser } from "../../config/columns.ts";
import type { DatasetComparison, FileComparison, Row, RowChange } from "../../model/dataset.ts";
import { counted } from "../../report/clip.ts";
import { line } from "../../report/hostile.ts";
import { inertJson } from "../../report/json/json.ts";
import { fit } from "../../report/terminal/width.ts";
import { compareDataset } from "../../rows/diff/compare.ts";
import { exitStatus } from "../exit-status.ts";
import { writeOut } from "../output.ts";
import { showProgress } from "../progress.ts";
import { readScanInput, type ScanTarget } from "../scan/input.ts";
import { withScratch } from "../scan/scratch.ts";
import { outputWidth, type Terminal } from "../terminal.ts";

export interface DiffOptions extends ScanTarget {
  readonly format: "table" | "jsonl";
}

/** Compares and prints; returns the exit status. */
export async function diff(options: DiffOptions, terminal: Terminal): Promise<number> {
  return withScratch(async (scratch) => {
    const { config, dataset } = await readScanInput(options, { env: terminal.env, scratch });
    const progress = showProgress(terminal);
    const comparing = { columnsFor: columnChooser(config), limits: config.limits };
    const compared = await compareDataset(dataset, comparing, progress.listener).finally(progress.done);
    const hidden = config.output.rows === "hidden";
    const lines =
      options.format === "jsonl"
        ? jsonLines(compared, hidden)
        : tableLines(compared, hidden, outputWidth(terminal));
    for (const part of inParts(lines)) await writeOut(terminal.stdout, part);
    return compared.notAnalysed.length > 0 ? exitStatus.notReviewed : exitStatus.passed;
  });
}

const LINES_AT_ONCE = 1000;

/** A change of a million rows is never one text. */
function* inParts(lines: Iterable<string>): Generator<string> {
  let part: string[] = [];
  for (const text of lines) {
    part.push(`${text}\n`);
    if (part.length < LINES_AT_ONCE) continue;
    yield part.join("");
    part = [];
  }
  yield part.join("");
}

/** One object a file, with its counts, then one for each of its changed rows; what could not be read comes last. */
function* jsonLines({ files, notAnalysed }: DatasetComparison, hidden: boolean): Generator<string> {
  const text = (value: object): string => inertJson(JSON.stringify(value));
  for (const { path, previousPath, format, status, rows, changes } of files) {
    yield text({ kind: "file", path, previousPath, format, status, rows });
    for (const change of changes) yield text(changeObject(change, hidden));
  }
  for (const { path, reason } of notAnalysed) yield text({ kind: "not-analysed", path, reason });
}

function changeObject({ kind, before, after }: RowChange, hidden: boolean): object {
  const { path, line: at } = (after ?? before)!;
  return {
    kind,
    path,
    line: at,
    ...(kind === "edited" ? { before: { path: before!.path, line: before!.line } } : {}),
    ...(before === null ? {} : { old: record(before, hidden) }),
    ...(after === null ? {} : { new: record(after, hidden) }),
  };
}

/** A whole record, or where no cell may be shown what tells it from others. */
function record({ fields }: Row, hidden: boolean): object {
  return hidden ? { sha256: hashOf(fields) } : fields;
}

const hashOf = (fields: Row["fields"]): string =>
  createHash("sha256").update(JSON.stringify(fields)).digest("hex");

const signs = { added: "+", removed: "-", edited: "~" } as const;

function* tableLines(compared: DatasetComparison, hidden: boolean, width: number): Generator<string> {
  for (const file of compared.files) {
    yield `${line(file.path)}: ${countsOf(file)}`;
    for (const change of file.changes)
      for (const text of rowLines(change, hidden)) yield hidden ? `  ${text}` : fit(`  ${text}`, width);
  }
  for (const { path, reason } of compared.notAnalysed) yield `${line(path)}: not read: ${line(reason)}`;
  if (compared.files.length === 0 && compared.notAnalysed.length === 0) yield "No dataset file differs.";
}

function countsOf({ rows, previousPath }: FileComparison): string {
  const kinds = ["added", "edited", "removed", "moved", "reformatted"] as const;
  const parts = kinds.filter((kind) => rows[kind] > 0).map((kind) => `${counted(rows[kind], "row")} ${kind}`);
  const from = previousPath === null ? "" : `, before ${line(previousPath)}`;
  return `${parts.length === 0 ? "no row differs" : parts.join(", ")}${from}`;
}

/** One line a row; of an edited one what it said, and below what it says. */
function rowLines({ kind, before, after }: RowChange, hidden: boolean): string[] {
  const place = String((after ?? before)!.line).padStart(6);
  if (kind !== "edited") return [`${signs[kind]} ${place}  ${rowText((after ?? before)!, hidden)}`];
  return [
    `${signs.edited} ${place}  ${rowText(before!, hidden)}`,
    `${" ".repeat(place.length)} →  ${rowText(after!, hidden)}`,
  ];
}

const CHARACTERS = 400;

function rowText({ labels, text, response, fields }: Row, hidden: boolean): string {
  if (hidden) return `sha256 ${hashOf(fields)}`;
  const label = labels.length === 0 ? "" : `${line(labels.join(", "), 60)}: `;
  const said = text === "" ? JSON.stringify(fields) : text;
  return `${label}${line(said, CHARACTERS)}${response === null ? "" : ` → ${line(response, CHARACTERS)}`}`;
}
