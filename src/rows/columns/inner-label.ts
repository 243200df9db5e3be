/** Finds a label inside the objects and lists of a row that has none beside its text: `annotators[].label`. */
import type { Json } from "../../model/json.ts";
import type { MadeColumn } from "../../model/options.ts";
import { labelNames, normalName } from "../formats/column-names.ts";
import type { Fields } from "../formats/reader.ts";
import { byName } from "./by-name.ts";
import { columnStats } from "./column-stats.ts";
import { labelLike } from "./find-label.ts";

const DEEPEST = 4;
/** Items of a list that are looked at. */
const MOST_ITEMS = 20;
/** Rows that have to say something there: a list of aspects may be empty. */
const MOST = 0.5;
const FEWEST_ROWS = 20;
/** Lists with what each of several people said. */
const PEOPLE = /annotat|judg|rater|coder|worker|vote/i;
/** What is known of a row's origin: beside a column that looks like a label, nothing in there is one. */
const ORIGIN = /^(meta|info|extra|other|source|origin|user|author|place|product|image)/i;
/** Other names for a label where it stands in something else. */
const NAMES = [...labelNames, "classname", "yesnoanswer", "choice", "verdictlabel"];

/**
 * The label that rows hold inside, as a column to be made of it; null where none is called as labels are and takes few
 * values. Where each of several people said one, it is what most of them say.
 * @param isBeside another column looks like a label by its values
 */
export function innerLabel(rows: readonly Fields[], isBeside: boolean): MadeColumn | null {
  if (rows.length < FEWEST_ROWS) return null;
  const found = rows.map((row) => {
    const values = new Map<string, string[]>();
    for (const [name, cell] of Object.entries(row))
      if (typeof cell === "object" && !(isBeside && ORIGIN.test(name))) collect(cell, name, 0, values);
    return values;
  });
  const stats = columnStats(
    found.map((values) => Object.fromEntries(Array.from(values, ([path, said]) => [path, said.sort()]))),
  );
  const called = labelLike(stats)
    .filter(({ fill }) => fill >= MOST)
    .map((column) => ({ ...column, normal: nameIn(column.name) }));
  const label = byName(called, NAMES);
  if (label === null) return null;
  const from = PEOPLE.test(label.name) ? "judges" : "fields";
  return { name: label.name, from, columns: [label.name] };
}

/** The scalars inside, by the path that leads to them. */
function collect(value: Json | undefined, path: string, depth: number, found: Map<string, string[]>): void {
  if (value === undefined || value === null || depth > DEEPEST) return;
  if (typeof value !== "object") {
    const list = found.get(path) ?? [];
    if (!list.includes(String(value))) found.set(path, [...list, String(value)]);
  } else if (Array.isArray(value))
    for (const item of value.slice(0, MOST_ITEMS)) {
      if (typeof item === "object") collect(item, `${path}[]`, depth + 1, found);
    }
  else for (const [key, cell] of Object.entries(value)) collect(cell, `${path}.${key}`, depth + 1, found);
}

/** `intent` of `annotations.intent.value`: what names the thing whose value it is. */
function nameIn(path: string): string {
  const keys = path.replaceAll("[]", "").split(".");
  const last = keys.at(-1)!;
  return normalName(/^(value|name)$/i.test(last) ? keys.at(-2)! : last);
}
