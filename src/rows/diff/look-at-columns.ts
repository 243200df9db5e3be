/** What one file version looks like to a review: which column is what, and why. */
import type { Columns, FileVersion } from "../../model/dataset.ts";
import type { DatasetOptions } from "../../model/options.ts";
import { type Alternatives, alternatives } from "../columns/alternatives.ts";
import { chooseColumns } from "../columns/choose-columns.ts";
import { type RowRoles, roleReader } from "../columns/roles.ts";
import { sampler } from "../columns/sample.ts";
import { openVersion } from "../shapes/open-version.ts";
import { openOptions } from "./pair.ts";
import { requireColumns } from "./require-columns.ts";

export interface ColumnLook {
  readonly columns: Columns;
  readonly alternatives: Alternatives;
  /** The first rows as they are read under this choice. */
  readonly rows: readonly RowRoles[];
  /** How the file is read, where that deserves a word. */
  readonly notes: readonly string[];
}

/**
 * Reads a file as a review would.
 * @param most rows to show
 * @returns null for what is no dataset. Throws `Unreadable` with the reason.
 */
export async function lookAtColumns(
  version: FileVersion,
  options: DatasetOptions,
  most: number,
): Promise<ColumnLook | null> {
  const configured = options.columnsFor(version.path);
  const opened = await openVersion(version, openOptions(options, configured));
  if (!opened.isDataset) return null;
  const sample = sampler(opened.reader);
  for await (const batch of opened.batches()) sample.observe(batch);
  const columns = chooseColumns(sample.rows, configured, opened.reader.roles);
  requireColumns(configured, columns.all);
  const read = roleReader(columns, new Map());
  return {
    columns,
    alternatives: alternatives(sample.rows, columns),
    rows: sample.rows.slice(0, most).map(read),
    notes: opened.notes,
  };
}
