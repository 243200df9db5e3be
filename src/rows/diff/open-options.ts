/** How a version is opened: by the configuration, and by the base's version where there is one. */
import type { Columns } from "../../model/dataset.ts";
import type { ColumnOptions, DatasetOptions, MadeColumn } from "../../model/options.ts";
import { nameTogether, PATH_LABEL } from "../../model/options.ts";
import { isCalledLabel, isIdentifier } from "../columns/find-label.ts";
import { innerLabel } from "../columns/inner-label.ts";
import { labelsTogether, MOST_LABELS } from "../columns/labels-together.ts";
import type { Fields } from "../formats/reader.ts";
import { isTableFormat } from "../formats/reader.ts";
import { UNNAMED } from "../open/label-columns.ts";
import type { ShapedVersion, ShapeOptions } from "../open/open-version.ts";

/** @param labels to be made of what the file holds, where a first reading showed that none of its columns is all of it */
export function openOptions(
  options: Pick<DatasetOptions, "limits">,
  configured: ColumnOptions,
  base: ShapedVersion | null = null,
  labels: readonly MadeColumn[] = [],
): ShapeOptions {
  const made = configured.made ?? [];
  const sources = made.flatMap((column) => ("columns" in column ? column.columns : []));
  const names = [
    ...(configured.text ?? []),
    configured.label,
    configured.response,
    configured.id,
    ...sources,
  ];
  return {
    limits: options.limits,
    configured: names.filter((name) => name !== undefined),
    peerHeader: base?.reader.header ?? null,
    peerEncoding: base?.coding.encoding ?? null,
    peerVersion: base?.version ?? null,
    peerWriting: base?.reader.writing ?? null,
    peerFormat: base?.reader.format ?? null,
    // A table has no shape to compare with.
    shape: base?.isDataset === true && !isTable(base) ? base.shape : undefined,
    made,
    labels:
      made.length > 0 || configured.label !== undefined
        ? null
        : base?.isDataset === true
          ? base.labels
          : undefined,
    madeLabels: labels,
    isProse:
      configured.text === undefined &&
      [...made, ...labels].some((one) => one.from === "path" || (one.from === "file" && one.id === null)),
  };
}

/** Columns of a table, even where the configuration adds some. */
function isTable({ reader }: ShapedVersion): boolean {
  return reader.header !== null || isTableFormat(reader.format);
}

/** What a first reading of a file showed of its label. */
export interface FirstReading {
  /** Null for what is no dataset. */
  readonly columns: Columns | null;
  /** Columns of the base's rows alone, where it has any. */
  readonly alone: Columns | null;
  /** All rows of the file have the same label, by its shape. */
  readonly isOneLabel: boolean;
  /** The rows by which the columns were chosen, of each version that there is. */
  readonly samples: readonly (readonly Fields[])[];
}

/** Whether rows say a label or an answer: what is taken for one by its values alone, or has no name, yields to the path. */
function saysLabel(columns: Columns | null): boolean {
  if (columns === null || (columns.label === null && columns.response === null)) return false;
  const { response, labelsFrom } = columns;
  const isGuess = labelsFrom === undefined && (response === null || UNNAMED.test(response));
  return !isGuess || (columns.label !== null && isCalledLabel({ name: columns.label }));
}

/**
 * The label that is to be made of what the file holds: said by its path where its rows say none and the base shows how,
 * from inside an object or a list where no column is called one, or of several columns where more than one is a label.
 * Columns are made one after the other, and the last is the label.
 * Empty where one column is all of it, or the maintainers said.
 */
export function labelToMake(
  path: string,
  { columnsFor, labelPattern, labelsBeside = [] }: DatasetOptions,
  first: FirstReading,
): readonly MadeColumn[] {
  const { label, made = [] } = columnsFor(path);
  if (label !== undefined || made.length > 0) return [];
  const pattern = saysLabel(first.alone) ? null : (labelPattern?.(path, first.isOneLabel) ?? null);
  if (pattern !== null) return [{ name: PATH_LABEL, from: "path", pattern }];
  if (first.columns === null) return [];
  const together = labelsTogether(first.columns, first.samples, labelsBeside);
  if (first.alone === null || first.alone.unlabelled || first.alone.response !== null) return together;
  if (saysLabel(first.alone)) return together;
  const guess = first.alone.label;
  const isBeside = guess !== null && !isIdentifier({ name: guess });
  const inner = innerLabel(first.samples.find((rows) => rows.length > 0) ?? [], isBeside);
  if (inner === null) return together;
  return isBeside ? (besideGuess(inner, first.columns, together) ?? together) : [inner];
}

/** A label inside an object and what looks like one by its values are each tested; null where they cannot be read so. */
function besideGuess(
  inner: MadeColumn,
  { label, labelVector, labelSign }: Columns,
  together: readonly MadeColumn[],
): readonly MadeColumn[] | null {
  const [one] = together;
  const guesses = one?.from === "labels" ? one.columns : [label!];
  const isOther = one !== undefined && one.from !== "labels";
  if (isOther || inner.from !== "fields" || labelVector !== undefined || labelSign !== undefined) return null;
  if (guesses.length >= MOST_LABELS) return null;
  const columns = [inner.name, ...guesses];
  return [{ name: nameTogether(columns), from: "labels", columns }];
}
