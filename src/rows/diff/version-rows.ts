/** Reads one version of a file by itself, its columns chosen as a review of that file alone would choose them. */
import type { Columns, FileVersion } from "../../model/dataset.ts";
import type { DatasetOptions } from "../../model/options.ts";
import { chooseColumns } from "../columns/choose-columns.ts";
import { type RowRoles, roleReader } from "../columns/roles.ts";
import { sampler } from "../columns/sample.ts";
import type { Fields, RecordVisitor } from "../formats/reader.ts";
import { openVersion, type ShapedVersion } from "../open/open-version.ts";
import { openOptions } from "./open-options.ts";
import { requireColumns } from "./require-columns.ts";

/** A version whose columns are chosen. */
export interface ReadAlone {
  readonly opened: ShapedVersion;
  readonly columns: Columns;
  /** The rows on which the choice rests. */
  readonly sample: readonly Fields[];
  readonly read: (fields: Fields) => RowRoles;
}

/** Null for what is no dataset. Throws `Unreadable` with the reason. */
export async function readAlone(version: FileVersion, options: DatasetOptions): Promise<ReadAlone | null> {
  const configured = options.columnsFor(version.path);
  const opened = await openVersion(version, openOptions(options, configured));
  if (!opened.isDataset) return null;
  const sample = sampler(opened.reader);
  for await (const batch of opened.batches()) sample.observe(batch);
  const columns = chooseColumns(sample.rows, configured, opened.reader.roles);
  requireColumns(configured, columns.all);
  return { opened, columns, sample: sample.rows, read: roleReader(columns, new Map()) };
}

/** Told of each sound row, in file order. */
export type VersionRowVisitor = (line: number, row: RowRoles) => void;

/** Returns the columns that the rows were read by; null for what is no dataset. Throws `Unreadable` with the reason. */
export async function visitVersionRows(
  version: FileVersion,
  options: DatasetOptions,
  visitor: VersionRowVisitor,
): Promise<Columns | null> {
  const alone = await readAlone(version, options);
  if (alone === null) return null;
  const { opened, columns, read } = alone;
  for await (const batch of opened.batches()) {
    const visit: RecordVisitor = (index, fields) => {
      if (fields) visitor(batch.lines[index]!, read(fields));
    };
    opened.reader.parse(batch, visit, true);
  }
  return columns;
}
