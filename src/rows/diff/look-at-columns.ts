/** What one file version looks like to a review: which column is what, and why. */
import type { Columns, FileVersion } from "../../model/dataset.ts";
import type { DatasetOptions } from "../../model/options.ts";
import { columnStats } from "../columns/column-stats.ts";
import { labelLike } from "../columns/find-label.ts";
import type { RowRoles } from "../columns/roles.ts";
import type { Fields } from "../formats/reader.ts";
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

/** Names of columns that hold words, and of such as hold few values that come again; none that has a role already. */
interface Alternatives {
  readonly text: readonly string[];
  readonly label: readonly string[];
}

/** @param sample rows that the choice rested on */
function alternatives(sample: readonly Fields[], chosen: Columns): Alternatives {
  const taken = new Set([
    ...[...chosen.text, ...(chosen.labelColumns ?? [])],
    ...[chosen.label, chosen.response, chosen.id],
  ]);
  const free = columnStats(sample).filter(({ name, filled }) => !taken.has(name) && filled > 0);
  const label = labelLike(free);
  const text = free.filter((column) => column.wordy > 0.5 && !label.includes(column));
  return { text: text.map(({ name }) => name), label: label.map(({ name }) => name) };
}
