import type { DatasetComparison } from "../model/dataset.ts";

/** Files whose labels mean the same: they are reviewed together, so that a trigger spread over files is one finding. */
export interface FileGroup {
  /** Name of the label column of the first file; null where there is none. */
  readonly column: string | null;
  /** Indices into `comparison.files`. */
  readonly files: readonly number[];
  /** Indices into `comparison.reference`. */
  readonly reference: readonly number[];
  /** Label to rows, over base and head of all its files. */
  readonly labels: ReadonlyMap<string, number>;
}

interface Growing {
  column: string | null;
  files: number[];
  reference: number[];
  labels: Map<string, number>;
}

/** Share of the smaller label set that two files must have in common to be one group. */
const OVERLAP = 0.5;

/**
 * Puts files together that have a label column of the same name (in any case) and labels in common, or no labels at
 * all. Deterministic: files in their order join the first group that fits.
 */
export function groupFiles(comparison: DatasetComparison): FileGroup[] {
  const groups: Growing[] = [];
  comparison.files.forEach((file, index) => {
    const labels = new Map([...file.labels].map(([label, { base, head }]) => [label, Math.max(base, head)]));
    const group = join(groups, file.columns.label, labels);
    group.files.push(index);
  });
  const changed = groups.length;
  comparison.reference.forEach((file, index) => {
    const group = join(groups, file.columns.label, file.labels);
    group.reference.push(index);
  });
  // Reference that no changed file belongs to says nothing about the changes.
  return groups.slice(0, changed);
}

function join(groups: Growing[], column: string | null, labels: ReadonlyMap<string, number>): Growing {
  const fitting = groups.find((group) => fits(group, column, labels));
  const group = fitting ?? { column, files: [], reference: [], labels: new Map<string, number>() };
  if (fitting === undefined) groups.push(group);
  for (const [label, rows] of labels) group.labels.set(label, (group.labels.get(label) ?? 0) + rows);
  return group;
}

function fits(group: Growing, column: string | null, labels: ReadonlyMap<string, number>): boolean {
  if (group.column === null || column === null) return group.column === column;
  if (group.column.toLowerCase() !== column.toLowerCase()) return false;
  const [small, large] = labels.size < group.labels.size ? [labels, group.labels] : [group.labels, labels];
  if (small.size === 0) return true;
  let common = 0;
  for (const label of small.keys()) if (large.has(label)) common++;
  // Numbers are one scale even where two files share few exact values.
  const numeric = [...small.keys(), ...large.keys()].every((label) => Number.isFinite(Number(label)));
  return numeric || common / small.size >= OVERLAP;
}
