/** Decides which files are reviewed together because their labels mean the same. */
import type { DatasetComparison, ReferenceFile } from "../model/dataset.ts";
import { PATH_LABEL } from "../model/options.ts";
import { foldLabel } from "../text/fold-label.ts";
import { type LabelTable, labelTable } from "./labels/label-space.ts";

/** Files whose labels mean the same: they are reviewed together, so that a trigger spread over files is one finding. */
export interface FileGroup {
  /** Name of the label column of the first file; null where there is none. */
  readonly column: string | null;
  /** Indices into `comparison.files`. */
  readonly files: readonly number[];
  /** The files of the base that belong to them. */
  readonly base: readonly ReferenceFile[];
  /** Label to rows, over base and head of all its files; and over the base alone. */
  readonly labels: ReadonlyMap<string, number>;
  readonly baseLabels: ReadonlyMap<string, number>;
  /** The labels that its rows are tested for; null where there are none, or too many. */
  readonly table: LabelTable | null;
  /** Nothing but its few values says that the column is a label, beside another one. */
  readonly isGuess?: boolean;
}

interface Growing {
  column: string | null;
  files: number[];
  base: ReferenceFile[];
  labels: Map<string, number>;
  baseLabels: Map<string, number>;
  /** No file of it has a base version. */
  isNew: boolean;
}

/** Share of the smaller label set that two files must have in common to be one group. */
const OVERLAP = 0.5;

/** Answers that any question may have: equal ones do not make two columns mean the same. */
const ANY_ANSWER: ReadonlySet<string> = new Set([
  "yes",
  "no",
  "y",
  "n",
  "t",
  "f",
  "none",
  "other",
  "unknown",
]);

/**
 * Puts files together that have a label column of the same name (in any case) and labels in common, or no labels at
 * all. A new file may call the column otherwise: what its labels say puts it beside the data that it joins.
 * Deterministic: files in their order join the first group that fits.
 */
export function groupFiles(comparison: DatasetComparison): FileGroup[] {
  const groups: Growing[] = [];
  comparison.files.forEach((file, index) => {
    const labels = new Map([...file.labels].map(([label, { base, head }]) => [label, Math.max(base, head)]));
    const group = join(groups, file.columns.label, labels, file.rows.base === 0);
    group.files.push(index);
  });
  const changed = groups.length;
  comparison.reference.forEach((file) => {
    const group = join(groups, file.columns.label, file.labels, false);
    group.base.push(file);
    addRows(group.baseLabels, file.labels);
  });
  // Reference that no changed file belongs to says nothing about the changes.
  return groups.slice(0, changed).map((group) => ({
    ...group,
    table: group.column === null ? null : labelTable(group.labels, group.baseLabels, group.column),
  }));
}

function addRows(to: Map<string, number>, labels: Iterable<readonly [string, number]>): void {
  for (const [label, rows] of labels) to.set(label, (to.get(label) ?? 0) + rows);
}

function join(
  groups: Growing[],
  column: string | null,
  labels: ReadonlyMap<string, number>,
  isNew: boolean,
): Growing {
  const fitting =
    groups.find((group) => fits(group, column, labels)) ??
    groups.find((group) => (isNew || group.isNew) && saysTheSame(group, labels));
  const group = fitting ?? {
    column,
    files: [],
    base: [],
    labels: new Map<string, number>(),
    baseLabels: new Map<string, number>(),
    isNew,
  };
  if (fitting === undefined) groups.push(group);
  if (group.isNew && !isNew) group.column = column;
  group.isNew &&= isNew;
  addRows(group.labels, labels);
  return group;
}

/** Words for labels, most of them in common. */
function saysTheSame(group: Growing, labels: ReadonlyMap<string, number>): boolean {
  const own = new Set(Array.from(labels.keys(), foldLabel));
  const others = new Set(Array.from(group.labels.keys(), foldLabel));
  const common = [...own].filter(
    (label) => others.has(label) && !Number.isFinite(Number(label)) && !ANY_ANSWER.has(label),
  );
  return common.length > 0 && common.length >= OVERLAP * Math.min(own.size, others.size);
}

function fits(group: Growing, column: string | null, labels: ReadonlyMap<string, number>): boolean {
  if (group.column === null || column === null) return group.column === column;
  // Each of these files has one label, which the others do not have.
  if (column === PATH_LABEL && group.column === column) return true;
  if (group.column.toLowerCase() !== column.toLowerCase()) return false;
  const [small, large] = labels.size < group.labels.size ? [labels, group.labels] : [group.labels, labels];
  if (small.size === 0) return true;
  const known = new Set(Array.from(large.keys(), foldLabel));
  let common = 0;
  for (const label of small.keys()) if (known.has(foldLabel(label))) common++;
  // Numbers are one scale even where two files share few exact values.
  const numeric = [...small.keys(), ...large.keys()].every((label) => Number.isFinite(Number(label)));
  return numeric || common / small.size >= OVERLAP;
}
