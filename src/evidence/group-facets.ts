/** Parts a group into one for each question that its labels answer, so that each question is tested by itself. */
import type { DatasetComparison } from "../model/dataset.ts";
import type { BaseSample } from "./base-sample.ts";
import type { FileGroup } from "./group-files.ts";
import { facetsOf } from "./labels/facets.ts";
import { labelNumbers, labelPrefix, labelSpace, labelTable, orderQuestions } from "./labels/label-space.ts";

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
