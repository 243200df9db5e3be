/** Finds label columns that say the same in other values, as numbers beside the names of the labels do. */

import { get } from "../../model/json.ts";
import type { EqualLabels } from "../../model/labels/equal-labels.ts";
import { equalLabel, valueKey, valuesOf } from "../../model/labels/equal-labels.ts";
import type { Fields } from "../formats/reader.ts";

/** Fewer rows agree by chance. */
const FEWEST = 20;
/** Share of the rows with one of two columns that have the other as well. */
const BOTH = 0.9;

/** The values of one column, each with what another says in all of its rows. */
type Names = ReadonlyMap<string, string>;

/**
 * The columns among these that go one to one in all rows of a sample, each set under the most readable of them: the one
 * whose values are words.
 * @param rows of the base where there is one: a change does not say what its columns mean
 */
export function equalLabels(names: readonly string[], rows: readonly Fields[]): EqualLabels[] {
  const found: EqualLabels[] = [];
  let left = [...names];
  while (left.length > 1) {
    const [first, ...rest] = left as [string, ...string[]];
    const set = [first, ...rest.filter((name) => oneToOne(first, name, rows) !== null)];
    left = rest.filter((name) => !set.includes(name));
    if (set.length === 1) continue;
    const name = set.find((one) => isReadable(one, rows)) ?? first;
    const others = set.filter((one) => one !== name);
    const as = others.map((other) => [...(oneToOne(other, name, rows) ?? [])]);
    found.push({ name, from: "equal", columns: [name, ...others], as });
  }
  return found;
}

/** What the second column says for each value of the first; null where one value goes with two of the other. */
function oneToOne(from: string, to: string, rows: readonly Fields[]): Names | null {
  const there = new Map<string, string>();
  const back = new Map<string, string>();
  const named = new Map<string, string>();
  let [filled, single] = [0, 0];
  for (const fields of rows) {
    const [a, b] = [valuesOf(get(fields, from)), valuesOf(get(fields, to))];
    if (a.length === 0 && b.length === 0) continue;
    filled++;
    // Votes of equal number say nothing of what the other column calls them.
    if (a.length !== 1 || b.length !== 1) continue;
    single++;
    const [value, label] = [valueKey(a[0]!), valueKey(b[0]!)];
    if ((there.get(value) ?? label) !== label || (back.get(label) ?? value) !== value) return null;
    there.set(value, label);
    back.set(label, value);
    if (!named.has(value)) named.set(value, b[0]!);
  }
  return there.size >= 2 && single >= Math.max(FEWEST, BOTH * filled) ? named : null;
}

const isReadable = (column: string, rows: readonly Fields[]): boolean =>
  rows.some((fields) => valuesOf(get(fields, column)).some((name) => /\p{L}/u.test(name)));

/** Whether rows go with such a set of columns: it contradicts hardly any. */
export function fitsEqual(equal: EqualLabels, rows: readonly Fields[]): boolean {
  const contrary = rows.filter((fields) => {
    const cell = equalLabel(equal, (name) => get(fields, name));
    return Array.isArray(cell) && cell.length > 1;
  });
  return contrary.length <= (1 - BOTH) * rows.length;
}
