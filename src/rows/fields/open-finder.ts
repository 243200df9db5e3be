/** Chooses the finder of fields for a file by its format. */
import type { RowReading } from "../../model/dataset.ts";
import { csvFinder } from "./find-csv.ts";
import type { FieldFinder } from "./find-fields.ts";
import { jsonFinder } from "./find-json.ts";

/** Finds the fields of plain records in their bytes; null where all have to be parsed. */
export function openFinder(plain: RowReading["csv"] | undefined): FieldFinder | null {
  if (plain === undefined) return null;
  return plain === null ? jsonFinder() : csvFinder(plain.dialect, plain.names);
}
