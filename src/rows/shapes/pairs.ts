/** `["a text", "its label"]`: the items of a short list are columns, as in a table without a header. */

import { tally } from "../../collections/tally.ts";
import { isMap, isScalar, type Json } from "../../model/json.ts";
import { isKnownName } from "../formats/column-names.ts";
import { looksLikeHeader } from "../formats/csv/csv-dialect.ts";
import { keyColumns } from "./parts/keys.ts";
import { isProse, mostly, type Nested, type Shape } from "./shape.ts";

/** A longer list is a vector or a sequence rather than a row of a table. */
const MOST_COLUMNS = 64;

export const pairs: Shape = {
  name: "pairs",
  recognise({ values, configured }) {
    if (!mostly(values, isTableRow)) return null;
    const width = commonWidth(values);
    if (width < 2) return null;
    const first = values[0]!.value as readonly Json[];
    const rest = values.slice(1).map(({ value }) => (value as readonly Json[]).map(String));
    const words = first.every((item) => typeof item === "string") ? first : [];
    const isNamed = words.length === width && namesColumns(words, values, configured);
    const header = isNamed && looksLikeHeader(words, rest, configured) ? words : null;
    // One list of words under a key is a setting: a table has rows.
    if (values.length < 2 && values[0]!.keys.length > 0) return null;
    const names = header ?? Array.from({ length: width }, (_, i) => `column ${String(i + 1)}`);
    const isHeader = (value: readonly Json[]): boolean =>
      header !== null && header.length === value.length && header.every((name, i) => name === value[i]);
    return {
      id: JSON.stringify(["pairs", names]),
      title: header ? "lists, the first of which names the columns" : "lists whose items are the columns",
      roles: header ? {} : rolesOf(values, names),
      rows({ value, keys }) {
        if (!isTableRow(value)) return null;
        const cells = value as readonly Json[];
        if (isHeader(cells)) return [];
        const named = cells.map((cell, i) => [names[i] ?? `column ${String(i + 1)}`, cell] as const);
        const last = cells.at(-1);
        const items = isMap(last)
          ? { ...last, ...Object.fromEntries(named.slice(0, -1)) }
          : Object.fromEntries(named);
        return [{ fields: { ...keyColumns(keys), ...items } }];
      },
    };
  },
};

/** JSON asks for no header: words over nothing, or over nothing but words, name columns only where one of them is a known one. */
function namesColumns(
  words: readonly string[],
  values: readonly Nested[],
  configured: readonly string[],
): boolean {
  const below = values.slice(1).map(({ value }) => value as readonly Json[]);
  return words.some(
    (word, i) =>
      isKnownName(word) ||
      configured.includes(word) ||
      (below.length > 0 && below.every((cells) => typeof cells[i] !== "string")),
  );
}

/** Scalars, and perhaps an object of annotations behind the text, as spaCy has them. */
function isTableRow(value: Json): boolean {
  if (!Array.isArray(value) || value.length > MOST_COLUMNS) return false;
  const isPlain = (item: Json): boolean => isScalar(item) || (Array.isArray(item) && item.every(isScalar));
  const isCell = (item: Json, i: number): boolean =>
    isPlain(item) || (isMap(item) && i === value.length - 1 && i > 0);
  return value.some((item) => typeof item === "string") && value.every(isCell);
}

function commonWidth(values: readonly Nested[]): number {
  const counts = tally(values.flatMap(({ value }) => (Array.isArray(value) ? [value.length] : [])));
  const [width, times] = [...counts].reduce<[number, number]>((a, b) => (b[1] > a[1] ? b : a), [0, 0]);
  return times >= values.length * 0.9 ? width : 0;
}

/** Of two columns, one that is prose and one that repeats, the first is the text and the other its label. */
function rolesOf(values: readonly Nested[], names: readonly string[]): { text?: string[]; label?: string } {
  if (names.length !== 2 || values.some(({ value }) => isMap((value as readonly Json[])[1]))) return {};
  const columns = [0, 1].map((i) => values.map(({ value }) => (value as readonly Json[])[i] ?? null));
  const distinct = columns.map((cells) => new Set(cells.map((cell) => JSON.stringify(cell))).size);
  const prose = columns.map((cells) => cells.filter(isProse).length);
  const text = prose[1]! > prose[0]! ? 1 : 0;
  const label = 1 - text;
  const repeats = distinct[label]! <= Math.max(2, values.length * 0.6);
  return repeats ? { text: [names[text]!], label: names[label]! } : {};
}
