/** Tells rows that were chosen by what stands in a column, not by their texts: all of a category, a source or a kind. */
import { tally } from "../collections/tally.ts";
import type { LabelGroup } from "../evidence/label-group.ts";
import type { Row } from "../model/dataset.ts";

/** Share of the rows that have the value, as of edits that hold a phrase, and of the base's rows with it that are among them. */
const MOST = 0.8;
const NEARLY_ALL = 0.9;

/** A value that rows share, and nearly no row of the base beside them has. */
export type ChosenBy = Readonly<Record<"column" | "value", string>>;

/**
 * The value by which base rows were chosen.
 * @param rows as they stood in the base
 * @param label only base rows of this one could have been chosen; null: any
 */
export function chosenByColumn(
  { sample, referenceRows }: LabelGroup,
  rows: readonly Row[],
  label: number | null,
): ChosenBy | null {
  const possible = sample.filter((row) => label === null || row.label === label);
  const scale = Math.max(1, referenceRows / sample.length);
  for (const column of Object.keys(rows[0]?.fields ?? {})) {
    for (const [cell, having] of tally(rows.map(({ fields }) => fields[column]))) {
      if ((typeof cell !== "string" && typeof cell !== "number") || having < MOST * rows.length) continue;
      const known = possible.filter(({ fields }) => fields[column] === cell).length;
      // Where the sample is not the whole base, another row may be in it by chance.
      const inBase = scale * (known + Number(scale > 1));
      if (having >= NEARLY_ALL * inBase) return { column, value: String(cell) };
    }
  }
  return null;
}
