/** Goes through the rows of one version of a file, with their lines, as a review of that file alone would read them. */
import type { Columns, FileVersion } from "../../model/dataset.ts";
import type { DatasetOptions } from "../../model/options.ts";
import { chooseColumns } from "../columns/choose-columns.ts";
import { type RowRoles, roleReader } from "../columns/roles.ts";
import { type Sample, sampler } from "../columns/sample.ts";
import type { RecordVisitor } from "../formats/reader.ts";
import { type OpenedVersion, openVersion } from "../shapes/open-version.ts";
import { openOptions } from "./pair.ts";
import { requireColumns } from "./require-columns.ts";

/** Told of each sound row, in file order. */
export type VersionRowVisitor = (line: number, row: RowRoles) => void;

/** Returns the columns that the rows were read by; null for what is no dataset. Throws `Unreadable` with the reason. */
export async function visitVersionRows(
  version: FileVersion,
  options: DatasetOptions,
  visitor: VersionRowVisitor,
): Promise<Columns | null> {
  const configured = options.columnsFor(version.path);
  const opened = await openVersion(version, openOptions(options, configured));
  if (!opened.isDataset) return null;
  const sample = sampler(opened.reader);
  for await (const batch of opened.batches()) sample.observe(batch);
  const columns = chooseColumns(sample.rows, configured, opened.reader.roles);
  requireColumns(configured, columns.all);
  const read = roleReader(columns, new Map());
  for await (const batch of opened.batches()) {
    const visit: RecordVisitor = (index, fields) => {
      if (fields) visitor(batch.lines[index]!, read(fields));
    };
    opened.reader.parse(batch, visit, true);
  }
  return columns;
}
