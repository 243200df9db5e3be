/** Puts the columns of a file that are labels together, so that each of them is tested. */
import type { Columns } from "../../model/dataset.ts";
import type { Json } from "../../model/json.ts";
import type { MadeColumn } from "../../model/options.ts";
import type { Fields } from "../formats/reader.ts";
import { own } from "./roles.ts";

/** Each label is a question of its own, which costs a pass over the base. */
const MOST_LABELS = 8;

/**
 * The chosen label and those beside it as one column, as `label: [toxic, insult]` in the configuration makes it; null
 * where there is one alone, or where they cannot be read so: what is left is named as not tested.
 * @param beside labels of several columns in other files: a small file, or one of a single class, has the same ones
 * @param samples rows of each version that there is, the newest last: a column that it lacks was taken away or renamed
 */
export function labelsTogether(
  columns: Columns,
  samples: readonly (readonly Fields[])[],
  beside: readonly (readonly string[])[],
): MadeColumn | null {
  const { label, labelVector, labelSign } = columns;
  const alike = beside.find(
    ([first, ...more]) => first === label && more.every((name) => columns.all.includes(name)),
  );
  const otherLabels = alike?.slice(1) ?? columns.otherLabels ?? [];
  if (label === null || otherLabels.length === 0) return null;
  if (labelVector !== undefined || labelSign !== undefined) return null;
  const cells = (rows: readonly Fields[], name: string): Json[] =>
    rows.flatMap((fields) => own(fields, name) ?? []);
  const newest = samples.findLast((rows) => rows.length > 0) ?? [];
  const fits = (name: string): boolean =>
    cells(newest, name).length > 0 &&
    samples.every((rows) => cells(rows, name).every((cell) => typeof cell !== "object"));
  const names = [label, ...otherLabels].filter(fits);
  return names[0] === label && names.length > 1 && names.length <= MOST_LABELS
    ? { name: names.join(" + ").slice(0, 120), from: "labels", columns: names }
    : null;
}
