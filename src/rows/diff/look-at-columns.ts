/** What one file version looks like to a review: which column is what, and why. */
import type { Columns, FileVersion } from "../../model/dataset.ts";
import type { DatasetOptions } from "../../model/options.ts";
import { type Alternatives, alternatives } from "../columns/alternatives.ts";
import type { RowRoles } from "../columns/roles.ts";
import { readAlone } from "./version-rows.ts";

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
  const alone = await readAlone(version, options);
  if (alone === null) return null;
  const { opened, columns, sample, read } = alone;
  return {
    columns,
    alternatives: alternatives(sample, columns),
    rows: sample.slice(0, most).map(read),
    notes: opened.notes,
  };
}
