/** Finds labels that come, go, or differ from another by a slip of the pen. */
import type { FileComparison, RowChange } from "../../model/dataset.ts";
import type { Observation } from "../../model/finding.ts";
import { foldLabel, labelFolder } from "../../text/fold-label.ts";
import { observedRow } from "./rows.ts";
import { count, listed, quoted } from "./words.ts";

/**
 * Labels of a file that appear (and stand in none of the `known` ones of the data), vanish, or differ from an established
 * one by their spelling alone.
 * @param lost the rows that go with a label, where other files keep it and nobody said that they go
 */
export function labelObservations(
  file: FileComparison,
  changes: readonly RowChange[],
  known: ReadonlySet<string>,
  lost: (label: string) => readonly RowChange[],
): Observation[] {
  const had = [...file.labels].filter(([, rows]) => rows.base > 0).map(([label]) => label);
  if (had.length === 0 || file.rows.head === 0) return [];
  const appeared = [...file.labels]
    .filter(([, rows]) => rows.base === 0 && rows.head > 0)
    .map(([label]) => label);
  const vanished = [...file.labels]
    .filter(([, rows]) => rows.base > 0 && rows.head === 0)
    .map(([label]) => label);
  const misspelt = nearMisses(file, appeared, had);
  // A label that another file of the data has is not new to it.
  const fresh = appeared.filter((label) => !misspelt.has(label) && !known.has(label));
  const gone = vanished.filter((label) => ![...misspelt.values()].includes(label));
  return [
    ...[...misspelt].map(([label, established]) => nearMiss(file, changes, label, established)),
    ...(fresh.length === 0 ? [] : [newLabels(file, changes, fresh)]),
    // Thousands of distinct values are no classes; that some go is no news.
    ...(gone.length === 0 || labelsAreMany(file) ? [] : [lostLabels(file, gone, gone.flatMap(lost))]),
  ];
}

/** New labels that are spelt like an established one but for case, spaces or separators. */
function nearMisses(
  file: FileComparison,
  appeared: readonly string[],
  had: readonly string[],
): ReadonlyMap<string, string> {
  const folds = new Set(had.map(foldLabel));
  // A dataset that tells `US` from `us` has pairs like this already: there they mean something.
  if (folds.size < had.length || labelsAreMany(file)) return new Map();
  const meant = labelFolder(had);
  const found = new Map<string, string>();
  for (const label of appeared) {
    const twin = meant(label);
    if (twin !== null) found.set(label, twin);
  }
  return found;
}

function labelsAreMany(file: FileComparison): boolean {
  const rows = Math.max(file.rows.base, file.rows.head);
  return file.labels.size > 50 && file.labels.size > rows / 5;
}

function nearMiss(
  file: FileComparison,
  changes: readonly RowChange[],
  label: string,
  established: string,
): Observation {
  const rows = changes.filter((change) => change.after?.labels.includes(label));
  const counts = file.labels.get(established)!;
  // Where the old spelling goes entirely, the pull request renames the label; else it splits it in two.
  const renamed = counts.head === 0;
  const verdict = renamed
    ? `All ${count(counts.base, "row")} of the old spelling are gone, so this renames the label.`
    : `${count(counts.head, "row")} keep the old spelling, so a model would learn two labels for one.`;
  return {
    signal: "schema-drift",
    grade: renamed ? "informative" : "suspicious",
    title: renamed ? "A label is spelt anew" : "A label in two spellings",
    message: `${file.path}: ${quoted(label)} in ${count(rows.length, "changed row")} differs from ${quoted(established)} by spelling alone. ${verdict}`,
    label,
    evidence: { path: file.path, label, established, rows: rows.length, establishedRows: counts.head },
    rows: renamed ? [] : rows.map((change) => observedRow(change, 0.5)),
  };
}

function newLabels(
  file: FileComparison,
  changes: readonly RowChange[],
  labels: readonly string[],
): Observation {
  const fresh = new Set(labels);
  const rows = changes.filter((change) => change.after?.labels.some((label) => fresh.has(label)));
  return {
    signal: "schema-drift",
    grade: "informative",
    title: labels.length === 1 ? "A new label" : "New labels",
    message: `${file.path} has ${labels.length === 1 ? "a label" : "labels"} that it did not have before: ${listed(labels)}, in ${count(rows.length, "changed row")}.`,
    evidence: { path: file.path, labels: labels.slice(0, 50), rows: rows.length },
    rows: rows.slice(0, 200).map((change) => observedRow(change, 0.1)),
  };
}

/** Rows of a label that go from one file while others keep the label: no decision on the labels, and nothing is tested by them any more. */
const LOST_ROWS = 20;

function lostLabels(
  file: FileComparison,
  labels: readonly string[],
  rows: readonly RowChange[],
): Observation {
  const isLoss = rows.length >= LOST_ROWS;
  return {
    signal: "schema-drift",
    grade: isLoss ? "suspicious" : "informative",
    title: labels.length === 1 ? "A label vanishes" : "Labels vanish",
    message: `${file.path} no longer has any row with ${listed(labels)}${isLoss ? `: ${count(rows.length, "row")} of ${count(file.rows.base, "row")} go, while other files keep the label` : ""}.`,
    evidence: { path: file.path, labels: labels.slice(0, 50), rows: rows.length },
    rows: isLoss ? rows.slice(0, 200).map((change) => observedRow(change, 0.2)) : [],
  };
}
