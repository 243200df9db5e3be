/** Columns that could have been chosen instead, for a person who decides. */
import type { Columns } from "../../model/dataset.ts";
import type { Fields } from "../formats/reader.ts";
import { columnStats } from "./column-stats.ts";
import { labelLike } from "./find-label.ts";

/** Names of columns that hold words, and of such as hold few values that come again; none that has a role already. */
export interface Alternatives {
  readonly text: readonly string[];
  readonly label: readonly string[];
}

/** @param sample rows that the choice rested on */
export function alternatives(sample: readonly Fields[], chosen: Columns): Alternatives {
  const taken = new Set([
    ...[...chosen.text, ...(chosen.labelColumns ?? [])],
    ...[chosen.label, chosen.response, chosen.id],
  ]);
  const free = columnStats(sample).filter(({ name, filled }) => !taken.has(name) && filled > 0);
  const label = labelLike(free);
  const text = free.filter((column) => column.wordy > 0.5 && !label.includes(column));
  return { text: text.map(({ name }) => name), label: label.map(({ name }) => name) };
}
