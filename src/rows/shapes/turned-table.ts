/**
 * A table on its side, as pandas writes it: `{"text": {"0": …}, "label": {"0": …}}`, `{"text": […], "label": […]}`,
 * or `{"columns": […], "data": [[…], …]}`. The document is one value.
 */
import type { Json } from "../../model/json.ts";
import { isKnownName } from "../formats/column-names.ts";
import { keyColumns } from "./keys.ts";
import {
  type FlatRow,
  get,
  isMap,
  isProse,
  isScalar,
  type JsonMap,
  listAt,
  type Unfolding,
} from "./shape.ts";

/** Fewer rows are a record with lists among its fields. */
const FEWEST_ROWS = 5;

/** Told from the document as a whole, or as much of it as was looked at. */
export function turnedTable(root: Json | undefined, whole: boolean): Unfolding | null {
  if (!isMap(root)) return null;
  if (isSplitTable(root)) return unfolding("split", "columns and data apart", splitRows);
  if (isMapTable(root)) return unfolding("columns", "one map for each column", mapRows);
  if (whole && isListTable(root)) return unfolding("lists", "one list for each column", listRows);
  if (whole && isPartedTable(root))
    return unfolding("parts", "one list for each column of each part", partRows);
  return null;
}

function unfolding(kind: string, title: string, rows: (root: JsonMap) => FlatRow[] | null): Unfolding {
  return {
    id: `turned-table ${kind}`,
    title: `a table on its side: ${title}`,
    roles: {},
    rows: ({ value }) => (isMap(value) ? rows(value) : null),
  };
}

function isSplitTable(root: JsonMap): boolean {
  const columns = listAt(root, "columns");
  const data = listAt(root, "data");
  return (
    columns !== null &&
    data !== null &&
    columns.every((name) => typeof name === "string") &&
    data.every(Array.isArray)
  );
}

function splitRows(root: JsonMap): FlatRow[] | null {
  const columns = listAt(root, "columns");
  const data = listAt(root, "data");
  if (columns === null || data === null) return null;
  return data.map((cells, i) => {
    const row = Array.isArray(cells) ? cells : [cells];
    const named = row.map((cell, column) => [columnName(columns[column], column), cell] as const);
    return { fields: Object.fromEntries(named), at: ["data", i] };
  });
}

function columnName(name: Json | undefined, place: number): string {
  return typeof name === "string" ? name : `column ${String(place + 1)}`;
}

/** Maps of plain values whose keys count rows, or are the same in all. */
function isMapTable(root: JsonMap): boolean {
  const columns = Object.values(root);
  if (columns.length === 0 || !columns.every(isMap)) return false;
  const [first] = columns;
  const keys = Object.keys(first!);
  if (keys.length < FEWEST_ROWS || !Object.values(first!).every(isScalar)) return false;
  const counted = keys.filter((key) => /^\d+$/.test(key)).length === keys.length;
  const same = columns.length > 1 && columns.slice(1, -1).every((column) => sameKeys(column, first!));
  return counted || (same && Object.keys(root).some(isKnownName));
}

function sameKeys(one: JsonMap, other: JsonMap): boolean {
  return (
    Object.keys(one).length === Object.keys(other).length &&
    Object.keys(one).every((key) => Object.hasOwn(other, key))
  );
}

function mapRows(root: JsonMap): FlatRow[] | null {
  const names = Object.keys(root);
  if (!names.every((name) => isMap(root[name]))) return null;
  const rows = new Map<string, { fields: Record<string, Json>; at: string[] }>();
  for (const name of names)
    for (const [key, value] of Object.entries(root[name] as JsonMap)) {
      let row = rows.get(key);
      if (!row) rows.set(key, (row = { fields: {}, at: [name, key] }));
      setOwn(row.fields, name, value);
    }
  return [...rows.values()];
}

/** Lists of one length that are different things: a common name, or texts beside what is none. */
function isListTable(root: JsonMap): boolean {
  const entries = Object.entries(root).filter(([, value]) => !isScalar(value));
  const lists = entries.map(([, value]) => value).filter(Array.isArray) as (readonly Json[])[];
  const [first] = lists;
  if (!first || lists.length < 2 || lists.length < entries.length || first.length < FEWEST_ROWS) return false;
  if (lists.some((list) => list.length !== first.length || list.some(isMap))) return false;
  const prose = lists.filter((list) => list.filter(isProse).length > list.length / 2).length;
  return entries.filter(([name]) => isKnownName(name)).length >= 2 || (prose > 0 && prose < lists.length);
}

function listRows(root: JsonMap): FlatRow[] | null {
  const names = Object.keys(root).filter((name) => Array.isArray(root[name]));
  if (Object.values(root).some(isMap)) return null;
  const [first] = names;
  const length = Math.max(0, ...names.map((name) => listAt(root, name)!.length));
  return Array.from({ length }, (_, i) => {
    const fields: Record<string, Json> = {};
    for (const name of names) setOwn(fields, name, (get(root, name) as readonly Json[])[i] ?? null);
    return { fields, at: [first!, i] };
  });
}

/** Such tables under the names of the parts of a data set: `{"train": {"text": […], "label": […]}, "test": …}`. */
function isPartedTable(root: JsonMap): boolean {
  const parts = Object.values(root).filter((value) => !isScalar(value));
  return parts.length > 0 && parts.every((part) => isMap(part) && isListTable(part));
}

function partRows(root: JsonMap): FlatRow[] | null {
  const rows: FlatRow[] = [];
  for (const [part, table] of Object.entries(root)) {
    if (isScalar(table)) continue;
    const found = isMap(table) ? listRows(table) : null;
    if (found === null) return null;
    for (const { fields, at } of found)
      rows.push({ fields: { ...keyColumns([part]), ...fields }, at: [part, ...(at ?? [])] });
  }
  return rows;
}

/** Names are the file's own: `__proto__` is one like any other. */
function setOwn(fields: Record<string, Json>, name: string, value: Json): void {
  Object.defineProperty(fields, name, { value, enumerable: true, configurable: true, writable: true });
}
