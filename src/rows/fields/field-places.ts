/** Finds the field of a column fast, since most records have their fields in the same order. */
import type { FieldFinder } from "./find-fields.ts";

/** Finds the field of a column in the last record; most records have their fields in the same order. */
export function fieldFinder(finder: FieldFinder): (column: string) => number {
  const places = new Map<string, number>();
  return (column) => {
    const place = places.get(column);
    if (place !== undefined && place < finder.count && finder.name(finder.names[place]!) === column)
      return place;
    for (let field = 0; field < finder.count; field++) {
      if (finder.name(finder.names[field]!) !== column) continue;
      places.set(column, field);
      return field;
    }
    return -1;
  };
}
