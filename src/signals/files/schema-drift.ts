/** Sees changes of how the data is built: its columns, its types and its set of labels. */

import { groupBy } from "../../collections/group-by.ts";
import { LEAST_BASE, losesMost, MOST_ROWS } from "../../evidence/equal-rows.ts";
import type { ReviewEvidence } from "../../evidence/evidence.ts";
import type { LabelGroup } from "../../evidence/label-group.ts";
import type { FileComparison, RowChange } from "../../model/dataset.ts";
import type { Observation } from "../../model/finding.ts";
import { labelFolder } from "../../text/fold-label.ts";
import { mergedLabels } from "../../trigger/labels/merged-labels.ts";
import { declaresRemoval } from "../shared/claims.ts";
import { columnObservations } from "../shared/column-drift.ts";
import { labelObservations } from "../shared/label-drift.ts";
import { ownColumnObservations } from "../shared/own-columns.ts";
import { renumberedObservation } from "../shared/renumbered.ts";
import { bringsText, observedRow } from "../shared/rows.ts";
import { schemaChangeObservations } from "../shared/schema-change.ts";
import { count, number, quoted } from "../shared/words.ts";
import { type NoOptions, noOptions, type Signal } from "../signal.ts";

/** Rows that a note names at most. */
const LISTED = 200;

/** Columns, types and labels that appear, vanish or change, and texts that are empty. */
export const schemaDrift: Signal<NoOptions> = {
  id: "schema-drift",
  title: "Changed structure",
  description: "Columns, value types and labels that appear, vanish or change, and rows with an empty text.",
  options: noOptions,
  measure(evidence) {
    const { comparison, changes } = evidence;
    const isDeclared = declaresRemoval(evidence);
    const known = new Set(comparison.reference.flatMap((file) => [...file.labels.keys()]));
    const byFile = groupBy(changes, (change) => change.after?.path ?? "");
    const observations = comparison.files.flatMap((file) => {
      const own = byFile.get(file.path) ?? [];
      return [
        ...schemaChangeObservations(file),
        ...goneObservations(evidence, file, isDeclared),
        ...labelObservations(file, own, known, (label) =>
          isDeclared ? [] : lostRows(evidence, file, label),
        ),
        ...ownColumnObservations(file, own, emptyBefore(file)),
        ...emptyTextObservations(file, own),
      ];
    });
    return {
      measured: true,
      observations: [
        ...evidence.groups.flatMap((group) => mergeObservations(evidence, group)),
        ...comparison.renumbered.map((file) => renumberedObservation(file, comparison.files)),
        ...columnObservations(comparison.files),
        ...observations,
      ],
    };
  },
};

/** The rows of a label that go from a file and stand nowhere else, where another file has the label before and after. */
function lostRows(
  { comparison, equalStays }: ReviewEvidence,
  file: FileComparison,
  label: string,
): RowChange[] {
  const changed = new Map(comparison.files.map((other) => [other.path, other]));
  const stays = comparison.reference.some(
    ({ path, labels }) =>
      path !== file.path && labels.has(label) && (changed.get(path)?.labels.get(label)?.head ?? 1) > 0,
  );
  return stays
    ? file.changes.filter(
        ({ kind, before, index }) =>
          kind === "removed" && before?.labels.includes(label) === true && equalStays?.has(index) !== true,
      )
    : [];
}

/** All rows of a label carry another one now: one decision, said once. */
function mergeObservations({ changes }: ReviewEvidence, group: LabelGroup): Observation[] {
  return mergedLabels(group).map(({ from, to, rows }) => {
    const [before, after] = [group.space.names[from]!, group.space.names[to]!];
    const isSlip = labelFolder([after])(before) === after;
    return {
      signal: "schema-drift",
      // A slip of the pen that is mended in all its rows makes two labels one that were meant to be.
      grade: isSlip ? "informative" : "suspicious",
      title: `${quoted(before)} is merged into ${quoted(after)} (${count(rows.length, "row")})`,
      message:
        `${number(rows.length)} of the base's ${count(group.referenceLabels[from]!, "row")} that were ${quoted(before)} are ` +
        `${quoted(after)} now, and no row has the old label any more. That is a decision on the labels, and most of what changes: it is not held against the text of each row.`,
      label: after,
      evidence: { before, after, rows: rows.length, rowsBefore: group.referenceLabels[from]! },
      rows: rows.map((index) => observedRow(changes[group.rows[index]!.change]!, 0.1)),
    };
  });
}

/**
 * A file that loses its rows takes away what others were judged against. Rows that stand in another file, now or
 * before already, are not lost.
 * A file of a few rows is no data set.
 * A removal that was declared, and is as it was declared, is a note: nothing but its size speaks against it.
 */
function goneObservations(
  { equalStays }: ReviewEvidence,
  file: FileComparison,
  isDeclared: boolean,
): Observation[] {
  if (!losesMost(file)) return [];
  const { base, head } = file.rows;
  const emptied = head === 0;
  const gone = file.changes.filter(({ kind }) => kind === "removed");
  const elsewhere = gone.filter(({ index }) => equalStays?.has(index) === true).length;
  const removed = file.rows.removed - elsewhere;
  const deleted = file.status === "removed";
  return [
    {
      signal: "schema-drift",
      grade:
        !isDeclared && base >= LEAST_BASE && (removed > MOST_ROWS * base || (!deleted && elsewhere === 0))
          ? "suspicious"
          : "informative",
      title: deleted ? "A dataset file is deleted" : emptied ? "All rows vanish" : "Most rows vanish",
      message: deleted
        ? `${file.path} is deleted with its ${count(base, "row")}${removed < base ? `, of which ${number(base - removed)} stand in other files now` : ""}.`
        : `${file.path} has ${emptied ? "no row" : `${count(head, "row")} left`}; before, it had ${number(base)}.`,
      evidence: { path: file.path, rowsBefore: base, rowsRemoved: removed },
      rows: gone.slice(0, LISTED).map((change) => observedRow(change, 0.1)),
    },
  ];
}

/** A note only: a row without text teaches nothing, and a broken quote empties many of them at once. */
function emptyTextObservations(file: FileComparison, changes: readonly RowChange[]): Observation[] {
  if (file.columns.text.length === 0) return [];
  const emptied = changes.filter(
    (change) => bringsText(change) && change.after?.text.trim() === "" && change.before?.text.trim() !== "",
  );
  if (emptied.length === 0) return [];
  const before = emptyBefore(file);
  return [
    {
      signal: "schema-drift",
      grade: "informative",
      title: "Rows without text",
      message: `${count(emptied.length, "changed row")} of ${file.path} ${emptied.length === 1 ? "has" : "have"} no text; before, ${number(before)} of ${count(file.rows.base, "row")} had none.`,
      evidence: { path: file.path, rows: emptied.length, rowsBefore: before },
      rows: emptied.slice(0, LISTED).map((change) => observedRow(change, 0.1)),
    },
  ];
}

/** Base rows in which the emptiest text column holds nothing: at least as many as rows without any text. */
function emptyBefore(file: FileComparison): number {
  const text = new Set(file.columns.text);
  const empties = file.columnProfiles.base
    .filter((profile) => text.has(profile.name))
    .map(({ types }) => (types["empty"] ?? 0) + (types["missing"] ?? 0) + (types["null"] ?? 0));
  return Math.max(0, ...empties);
}
