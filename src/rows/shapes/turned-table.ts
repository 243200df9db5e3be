/**
 * A table on its side, as pandas writes it: `{"text": {"0": …}, "label": {"0": …}}`, `{"text": […], "label": […]}`,
 * or `{"columns": […], "data": [[…], …]}`, whatever the rows are called; scikit-learn's `{"data": […], "target": […], "target_names": […]}` too. The document is one value.
 */
import { isMap, isScalar, type Json, type JsonMap } from "../../model/json.ts";
import { isKnownName, normalName } from "../formats/column-names.ts";
import { setOwn } from "../formats/reader.ts";
import { keyColumns } from "./parts/keys.ts";
import { type FlatRow, isProse, listAt, type Unfolding } from "./shape.ts";

/** Fewer rows are a record with lists among its fields. */
const FEWEST_ROWS = 5;
const DEEPEST = 6;

/** Told from the document as a whole, or as much of it as was looked at. */
export function turnedTable(root: Json | undefined, whole: boolean): Unfolding | null {
  if (!isMap(root)) return null;
  if (splitTable(root) !== null) return unfolding("split", "columns and data apart", splitRows);
  if (isMapTable(root)) return unfolding("columns", "one map for each column", mapRows);
  return whole ? findLists(root) : null;
}

function unfolding(kind: string, title: string, rows: (root: JsonMap) => FlatRow[] | null): Unfolding {
  return {
    id: `turned-table ${kind}`,
    title: `a table on its side: ${title}`,
    roles: {},
    rows: ({ value }) => (isMap(value) ? rows(value) : null),
  };
}

/** What the names of columns are called that stand apart from the rows. */
const COLUMNS = /^(columns?|column_?names|headers?|fields)$/i;

/** The names of the columns, and the list of rows that are lists with its key. */
function splitTable(root: JsonMap) {
  const keys = Object.keys(root).filter((key) => Array.isArray(root[key]));
  const columns = keys.find((key) => COLUMNS.test(key));
  const areRows = (key: string): boolean => key !== columns && listAt(root, key)!.every(Array.isArray);
  const tables = keys.filter((key) => areRows(key) && listAt(root, key)!.length > 0);
  // As pandas calls them; of other lists there is one, or nobody can tell which a program reads.
  const at = keys.includes("data") && areRows("data") ? "data" : tables.length === 1 ? tables[0] : undefined;
  if (columns === undefined || at === undefined) return null;
  const names = listAt(root, columns)!;
  return names.every((name) => typeof name === "string") ? { names, at, rows: listAt(root, at)! } : null;
}

function splitRows(root: JsonMap): FlatRow[] | null {
  const table = splitTable(root);
  if (table === null) return null;
  return table.rows.map((cells, i) => {
    const row = Array.isArray(cells) ? cells : [cells];
    const named = row.map((cell, column) => [columnName(table.names[column], column), cell] as const);
    return { fields: Object.fromEntries(named), at: [table.at, i] };
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

/** Lists beside a table that say what its numbers mean: `target_names`. */
const NAMES = /(names|classes|categories)$/i;
/** So many times fewer names than rows are no column, which a few cells may lack. */
const ROWS_OF_A_NAME = 4;

/** The lists of a table that are columns, and those that name what the numbers in one mean. */
function listsOf(table: JsonMap): { readonly columns: readonly string[]; readonly names: readonly string[] } {
  const all = Object.keys(table).filter((name) => Array.isArray(table[name]));
  const lengthOf = (name: string): number => listAt(table, name)!.length;
  const rows = Math.max(0, ...all.map(lengthOf));
  const names = all.filter((name) => NAMES.test(name) && lengthOf(name) * ROWS_OF_A_NAME <= rows);
  return { columns: all.filter((name) => !names.includes(name)), names };
}

/** What the numbers in a column mean: `target_names` beside `target`, `label_names` beside `labels`. */
function meanings(table: JsonMap, column: string, names: readonly string[]): readonly Json[] {
  const one = normalName(column).replace(/s$/, "");
  const found = names.find((name) => normalName(name) === `${one}names`);
  return found === undefined ? [] : listAt(table, found)!;
}

/** Lists of one length that are different things: a common name, or texts beside what is none. */
function isListTable(table: JsonMap): boolean {
  const { names } = listsOf(table);
  const entries = Object.entries(table).filter(([name, value]) => !isScalar(value) && !names.includes(name));
  const lists = entries.map(([, value]) => value).filter(Array.isArray) as (readonly Json[])[];
  const [first] = lists;
  if (!first || lists.length < 2 || lists.length < entries.length || first.length < FEWEST_ROWS) return false;
  if (lists.some((list) => list.length !== first.length || list.some(isMap))) return false;
  const prose = lists.filter((list) => list.filter(isProse).length > list.length / 2).length;
  return entries.filter(([name]) => isKnownName(name)).length >= 2 || (prose > 0 && prose < lists.length);
}

/** A table somewhere in a document, and the keys that lead to it. */
interface Table {
  readonly keys: readonly string[];
  readonly table: JsonMap;
}

/**
 * The maps of lists at any depth, perhaps under the names of the parts of a data set, with settings beside them:
 * `{"meta": {…}, "data": {"train": {"x": […], "y": […]}}}`. Null where something else beside them may hold rows.
 * @param isTable tells a table from settings that are lists; null takes the short ones for settings
 */
function tablesIn(
  map: JsonMap,
  isTable: ((map: JsonMap) => boolean) | null,
  keys: readonly string[] = [],
): readonly Table[] | null {
  const entries = Object.entries(map);
  const lists = entries.map(([, value]) => value).filter(Array.isArray);
  const isShort = lists.every((list) => list.length < FEWEST_ROWS);
  const maps = entries.filter((entry): entry is [string, JsonMap] => isMap(entry[1]));
  if (lists.length > 0 && maps.length === 0 && (isTable ?? (() => !isShort))(map))
    return [{ keys, table: map }];
  if (!isShort || keys.length >= DEEPEST) return null;
  const below = maps.map(([key, value]) => tablesIn(value, isTable, [...keys, key]));
  return below.includes(null) ? null : below.flatMap((tables) => tables ?? []);
}

function findLists(root: JsonMap): Unfolding | null {
  const tables = tablesIn(root, null) ?? [];
  if (tables.length === 0 || !tables.every(({ table }) => isListTable(table))) return null;
  const columns = new Set(tables.flatMap(({ table }) => listsOf(table).columns));
  const hasColumn = (map: JsonMap): boolean => Object.keys(map).some((name) => columns.has(name));
  const isRoot = tables[0]!.keys.length === 0;
  return unfolding(
    JSON.stringify(["lists", ...[...columns].sort()]),
    isRoot ? "one list for each column" : "one list for each column of each part",
    (document) => tablesIn(document, hasColumn)?.flatMap(listRows) ?? null,
  );
}

function listRows({ keys, table }: Table): FlatRow[] {
  const { columns, names } = listsOf(table);
  const cells = columns.map((name) => ({
    name,
    list: listAt(table, name)!,
    words: meanings(table, name, names),
  }));
  const length = Math.max(0, ...cells.map(({ list }) => list.length));
  return Array.from({ length }, (_, i) => {
    const fields: Record<string, Json> = { ...keyColumns(keys) };
    for (const { name, list, words } of cells) {
      const cell = list[i] ?? null;
      setOwn(fields, name, (typeof cell === "number" ? words[cell] : undefined) ?? cell);
    }
    return { fields, at: [...keys, columns[0]!, i] };
  });
}
