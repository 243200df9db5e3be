/** Parts a group into one for each question that its labels answer, so that each question is tested by itself. */
import { tally } from "../collections/tally.ts";
import type { DatasetComparison } from "../model/dataset.ts";
import { NO_FLAG } from "../model/labels/label-names.ts";
import type { BaseSample } from "./base/base-sample.ts";
import type { FileGroup } from "./group-files.ts";
import {
  type Facet,
  KNOWN_LABEL,
  labelNumbers,
  labelPrefix,
  labelSpace,
  labelTable,
  orderQuestions,
} from "./labels/label-space.ts";

/** Labelled base rows from which the base says which labels go together. */
const ENOUGH_ROWS = 50;
/** Changed rows that are asked where it does not. */
const MOST_ARRIVALS = 3000;

/**
 * The group once for each question that its labels answer: once where a row has one label, twice where labels have an order.
 */
export function groupFacets(
  group: FileGroup,
  comparison: DatasetComparison,
  sample: BaseSample,
): readonly FileGroup[] {
  const [columns, ...more] = group.files.map((file) => comparison.files[file]!.columns);
  const { labelColumns = [], labelsFrom } = columns!;
  const guessed = new Set([columns!, ...more].flatMap(({ guessedLabels = [] }) => guessedLabels));
  const parts = labelsFrom === "labels" ? labelColumns.map(labelsOf(group, guessed)) : [group];
  return parts.flatMap((part) => facetsOfOne(part, comparison, sample));
}

/** The group with the labels of one of its columns alone. */
const labelsOf =
  (group: FileGroup, guessed: ReadonlySet<string>) =>
  (column: string): FileGroup => {
    const prefix = labelPrefix(column);
    const own = (labels: ReadonlyMap<string, number>): Map<string, number> =>
      new Map(
        [...labels]
          .filter(([label]) => label.startsWith(prefix))
          .map(([label, rows]) => [label.slice(prefix.length), rows]),
      );
    const [labels, baseLabels] = [own(group.labels), own(group.baseLabels)];
    const table = labelTable(labels, baseLabels, column);
    return {
      ...group,
      column,
      labels,
      baseLabels,
      table: table && { ...table, of: column },
      isGuess: guessed.has(column),
    };
  };

function facetsOfOne(
  group: FileGroup,
  comparison: DatasetComparison,
  sample: BaseSample,
): readonly FileGroup[] {
  const { table } = group;
  if (table === null) return [group];
  const ordered = orderQuestions(table).map((one) => ({ ...group, table: one }));
  if (table.bounds !== null) return ordered;
  const numbersOf = labelNumbers(labelSpace(table));
  const namesOf = (labels: readonly string[]): string[] =>
    numbersOf(labels).map((index) => table.names[index]!);
  const base = sample.rows.map(({ labels }) => namesOf(labels)).filter((labels) => labels.length > 0);
  const rows =
    base.length >= ENOUGH_ROWS
      ? base
      : [...base, ...arrivals(group, comparison).slice(0, MOST_ARRIVALS).map(namesOf)];
  const facets = facetsOf(rows, table.names);
  return facets === null ? ordered : facets.map((facet) => ({ ...group, table: { ...table, facet } }));
}

function arrivals({ files }: FileGroup, comparison: DatasetComparison): readonly (readonly string[])[] {
  return files.flatMap((file) =>
    comparison.files[file]!.changes.flatMap(({ after }) => (after === null ? [] : [after.labels])),
  );
}

/** Share of the labelled rows that carry several labels, from which the labels are no longer one question. */
const SEVERAL = 0.05;
/** Share of a label's rows that may carry another one of the same facet: slips of the hand. */
const SLIPS = 0.05;
/** Each facet costs a pass over the base. Labels beyond join the one that they meet least. */
const MOST_FACETS = 6;
/** Labels of one row whose pairs are counted: their number grows with the square. */
const MOST_OF_A_ROW = 20;

/**
 * Sorts labels into facets, the most frequent first: where rows carry several labels at once, what a text deserves is not one
 * question but several. Labels that exclude one another (positive, negative) are one of them, with "none of these" as a
 * further answer; a label that stands beside all others (general, urgent) is a question of its own: this label, or not. Each
 * is then tested like data of one label a row. Deterministic.
 * @param rows the labels of rows: those of the base where it has enough, so that a change does not choose its own tests
 * @param names all labels that are to be tested
 * @returns null where the rows carry one label each
 */
export function facetsOf(rows: readonly (readonly string[])[], names: readonly string[]): Facet[] | null {
  const labelled = rows.filter((labels) => labels.length > 0);
  const several = labelled.filter((labels) => labels.length > 1);
  if (several.length < Math.max(KNOWN_LABEL, SEVERAL * labelled.length)) return null;
  const count = counter(labelled, (labels) => labels);
  const together = counter(several, pairsOf);
  const clash = (label: string, facet: readonly string[]): number =>
    facet.reduce((worst, other) => {
      const rarer = Math.max(1, Math.min(count(label), count(other)));
      return Math.max(worst, together(pair(label, other)) / rarer);
    }, 0);
  const facets: string[][] = [];
  const mixed = new Set<string[]>();
  for (const label of [...names].sort((a, b) => count(b) - count(a) || (a < b ? -1 : 1))) {
    const clashes = facets.map((facet) => clash(label, facet));
    const least = clashes.indexOf(Math.min(...clashes));
    const isApart = least < 0 || clashes[least]! > SLIPS;
    if (isApart && facets.length < MOST_FACETS) facets.push([label]);
    else {
      if (isApart) mixed.add(facets[least]!);
      facets[least]!.push(label);
    }
  }
  return facets.map((labels) => ({
    labels,
    isMixed: mixed.has(labels),
    none: isComplete(labels, labelled) ? null : noneOf(labels),
  }));
}

/** Whether every row has one of the labels. A single answer is no question: whether a row has it is one, even if all have it. */
function isComplete(labels: readonly string[], rows: readonly (readonly string[])[]): boolean {
  const own = new Set(labels);
  return labels.length > 1 && rows.every((row) => row.some((label) => own.has(label)));
}

function counter(
  rows: readonly (readonly string[])[],
  keysOf: (row: readonly string[]) => readonly string[],
): (key: string) => number {
  const counts = tally(rows.flatMap(keysOf));
  return (key) => counts.get(key) ?? 0;
}

function pair(a: string, b: string): string {
  return a < b ? `${a}\0${b}` : `${b}\0${a}`;
}

function pairsOf(row: readonly string[]): string[] {
  const labels = row.slice(0, MOST_OF_A_ROW);
  return labels.flatMap((a, i) => labels.slice(i + 1).map((b) => pair(a, b)));
}

function noneOf(labels: readonly string[]): string {
  if (labels.length === 1) return `not ${labels[0]!}`;
  // A row without any label has said so: what is left has others.
  const own = labels.filter((label) => label !== NO_FLAG);
  const named = `${own.slice(0, 3).join(", ")}${own.length > 3 ? " …" : ""}`;
  return own.length < labels.length ? `others than ${named}` : `none of ${named}`;
}
