/** Reads one version of a file by itself, its columns chosen as a review of that file alone would choose them. */
import type { Columns, FileVersion, Row } from "../../model/dataset.ts";
import type { DatasetOptions, MadeColumn } from "../../model/options.ts";
import { chooseColumns } from "../columns/choose-columns.ts";
import { type RoleReader, type RowRoles, roleReader } from "../columns/roles.ts";
import { sampler } from "../columns/sample.ts";
import type { Fields, RecordVisitor } from "../formats/reader.ts";
import { openVersion, type ShapedVersion } from "../open/open-version.ts";
import { labelToMake, openOptions } from "./open-options.ts";
import { requireColumns } from "./require-columns.ts";
import { sharedLines } from "./shared-lines.ts";

/** A version whose columns are chosen. */
export interface ReadAlone {
  readonly opened: ShapedVersion;
  readonly columns: Columns;
  /** The rows on which the choice rests. */
  readonly sample: readonly Fields[];
  readonly read: RoleReader;
  /** Several of its records share a line. */
  readonly isCounted: boolean;
}

/** Null for what is no dataset. Throws `Unreadable` with the reason. */
export async function readAlone(version: FileVersion, options: DatasetOptions): Promise<ReadAlone | null> {
  const alone = await readVersion(version, options);
  if (alone) requireColumns(options.columnsFor(version.path), alone.columns.all);
  return alone;
}

/** The same, whether or not it has the columns that the configuration names. */
export async function readVersion(
  version: FileVersion,
  options: DatasetOptions,
  onBytes?: (count: number) => void,
): Promise<ReadAlone | null> {
  const configured = options.columnsFor(version.path);
  const readAs = async (labels: readonly MadeColumn[]): Promise<ReadAlone | null> => {
    const opened = await openVersion(version, openOptions(options, configured, null, labels));
    if (!opened.isDataset) return null;
    const sample = sampler(opened.reader);
    const shared = sharedLines();
    for await (const batch of opened.batches(onBytes && { onBytes })) {
      sample.observe(batch);
      shared.observe(batch);
    }
    const columns = chooseColumns(sample.rows, configured, opened.reader.roles);
    return {
      opened,
      columns,
      sample: sample.rows,
      read: roleReader(columns, new Map()),
      isCounted: shared.found,
    };
  };
  const first = await readAs([]);
  const columns = first?.columns ?? null;
  const labels = labelToMake(version.path, options, {
    columns,
    alone: columns,
    isOneLabel: first?.opened.reader.roles?.labelInPath === true,
    samples: [first?.sample ?? []],
  });
  return labels.length === 0 ? first : readAs(labels);
}

/** Told of each sound row, in file order. */
export type VersionRowVisitor = (place: Pick<Row, "line" | "isCounted">, row: RowRoles) => void;

/** Returns the columns that the rows were read by; null for what is no dataset. Throws `Unreadable` with the reason. */
export async function visitVersionRows(
  version: FileVersion,
  options: DatasetOptions,
  visitor: VersionRowVisitor,
): Promise<Columns | null> {
  const alone = await readAlone(version, options);
  if (alone === null) return null;
  const { opened, columns, read, isCounted } = alone;
  let before = 0;
  for await (const batch of opened.batches()) {
    const visit: RecordVisitor = (index, fields) => {
      const place = isCounted
        ? ({ line: before + index + 1, isCounted } as const)
        : { line: batch.lines[index]! };
      if (fields) visitor(place, read(fields));
    };
    opened.reader.parse(batch, visit, true);
    before += batch.count;
  }
  return columns;
}
