/**
 * Marked places in a text, as doccano, Prodigy, spaCy and brat-like JSON write them: `[start, end, "KIND"]`,
 * `{"start", "end", "label"}` or, below kind and words, `{"KIND": {"words": [[start, end]]}}`. The labels of the row are the
 * kinds of its spans.
 */
import { tally } from "../../collections/tally.ts";
import { get, isMap, isScalar, type Json } from "../../model/json.ts";
import { NO_FLAG } from "../../model/labels/label-names.ts";
import { SPANS } from "../../model/options.ts";
import { labelNames, normalName } from "../formats/column-names.ts";
import { type Fields, listAt, longestField, type Nested, type Shape } from "./shape.ts";

/** Where the kind stands in a span that is an object, and what tells that it is a span. */
const KINDS = ["label", "labels", "type", "entity", "entity_type", "tag", "category", "entity_group", "kind"];
const STARTS = [
  "start", "start_offset", "begin", "startOffset", "offset", "from", "token_start", "startIndex",
]; // biome-ignore format: a word list
/** Where both ends stand in one list, or in a list of them: `"offsets": [[0, 4]]`. */
const ENDS = ["offsets", "indices", "span"];

export const spans: Shape = {
  name: "spans",
  recognise({ values }) {
    const records = values.map(({ value }) => asRecord(value));
    const field = spanField(records);
    if (field === null || hasOtherLabel(records, field)) return null;
    const text = longestField(records);
    if (text === null) return null;
    return {
      id: JSON.stringify(["spans", field, text]),
      title: "texts with marked places",
      roles: { text: [text], label: SPANS.kinds },
      rows({ value }: Nested) {
        const record = asRecord(value);
        return record === null ? null : [{ fields: flat(record, field, text) }];
      },
    };
  },
};

/** An object as it is; spaCy's `["text", {"entities": […]}]` as one. */
function asRecord(value: Json): Fields | null {
  if (isMap(value)) return value;
  if (!Array.isArray(value) || typeof value[0] !== "string" || !isMap(value[1])) return null;
  return { text: value[0], ...value[1] };
}

function flat(record: Fields, field: string, text: string): Fields {
  const value = asList(get(record, field));
  const found = Array.isArray(value) ? value.filter(isSpan) : [];
  const whole = get(record, text);
  const words = found
    .map((span) => wordsOf(span, typeof whole === "string" ? whole : ""))
    .filter((word) => word !== "");
  const named = [...new Set(found.flatMap(kindsOf))];
  // A list that is there and empty says that nothing is to be marked; none at all says nothing.
  const kinds = named.length === 0 && Array.isArray(value) ? [NO_FLAG] : named;
  return { ...record, [SPANS.kinds]: kinds, [SPANS.words]: [...new Set(words)] };
}

/** Most texts of a corpus may hold nothing to be marked. */
const FEWEST_MARKED = 0.05;

/** The field that holds nothing but spans. */
function spanField(records: readonly (Fields | null)[]): string | null {
  const cells = records.flatMap((record) => Object.entries(record ?? {}));
  const lists = cells.flatMap(([name, own]) => {
    const list = asList(own);
    return Array.isArray(list) && list.length > 0 ? [{ name, areSpans: list.every(isSpan) }] : [];
  });
  const spoiled = new Set(lists.flatMap(({ name, areSpans }) => (areSpans ? [] : [name])));
  const counts = tally(lists.flatMap(({ name }) => (spoiled.has(name) ? [] : [name])));
  const found = [...counts].filter(([, count]) => count >= records.length * FEWEST_MARKED);
  return found.sort((a, b) => b[1] - a[1])[0]?.[0] ?? null;
}

function isSpan(value: Json): boolean {
  if (Array.isArray(value))
    return Number.isInteger(value[0]) && Number.isInteger(value[1]) && typeof value[2] === "string";
  const isPlaced = STARTS.some((key) => typeof get(value, key) === "number") || endsOf(value) !== null;
  return isPlaced && kindsOf(value).length > 0;
}

function endsOf(value: Json): readonly Json[] | null {
  const list = ENDS.map((key) => listAt(value, key)).find((found) => found !== null);
  const ends = Array.isArray(list?.[0]) ? list[0] : list;
  return ends?.length === 2 && ends.every((end) => typeof end === "number") ? ends : null;
}

/** Spans that stand below their kind and their words, in a list; anything else as it is. */
function asList(value: Json | undefined): Json | undefined {
  if (!isMap(value)) return value;
  return Object.entries(value).flatMap(([label, byWords]): Json[] => {
    if (!isMap(byWords)) return [null];
    return Object.entries(byWords).flatMap(([text, places]) =>
      [places].flat().map((span) => ({ label, text, span })),
    );
  });
}

function kindsOf(span: Json): string[] {
  const found = Array.isArray(span)
    ? span[2]
    : KINDS.map((key) => get(span, key)).find((kind) => kind !== undefined);
  if (Array.isArray(found)) return found.filter((kind) => typeof kind === "string");
  return isScalar(found) && found !== null ? [String(found)] : [];
}

function wordsOf(span: Json, text: string): string {
  const [own] = [get(span, "text") ?? get(span, "value")].flat();
  if (typeof own === "string") return own;
  const [start, end] = Array.isArray(span)
    ? [span[0], span[1]]
    : (endsOf(span) ?? [
        get(span, STARTS.find((key) => typeof get(span, key) === "number") ?? ""),
        get(span, "end") ?? get(span, "end_offset") ?? get(span, "endOffset"),
      ]);
  return typeof start === "number" && typeof end === "number" ? text.slice(start, end) : "";
}

/** A row that carries a label of its own is judged by that. */
function hasOtherLabel(records: readonly (Fields | null)[], field: string): boolean {
  const names = new Set<string>();
  for (const record of records)
    for (const [name, value] of Object.entries(record ?? {}))
      if (name !== field && isScalar(value) && value !== null && labelNames.includes(normalName(name)))
        names.add(name);
  return [...names].some((name) => {
    const cells = records
      .map((record) => get(record ?? {}, name))
      .filter((cell) => cell !== undefined && cell !== null);
    const distinct = new Set(cells).size;
    return cells.length >= records.length / 2 && distinct >= 2 && distinct <= Math.max(2, cells.length / 2);
  });
}
