/**
 * A record inside a record: `{"row_idx": 0, "row": {"text": …, "label": …}}`, `{"label": {"name": …, "confidence": …}}`.
 * The fields of inner objects become columns, named by their path.
 */
import { get, isMap, isScalar, type Json, type JsonMap } from "../../model/json.ts";
import { labelNames, normalName } from "../formats/column-names.ts";
import { setOwn } from "../formats/reader.ts";
import { keyColumns } from "./parts/keys.ts";
import { isProse, mostly, type Nested, type Shape } from "./shape.ts";

const DEEPEST = 6;
/** What names the label in an object that is called otherwise: `"prediction": {"label": …, "score": …}`. */
const LABEL_KEYS = ["label", "class", "category", "intent", "sentiment"];
/** Objects with more different keys are maps, whose keys are values. */
const MOST_KEYS = 200;

export const nestedFields: Shape = {
  name: "nested-fields",
  recognise({ values, configured }) {
    if (!mostly(values, isMap)) return null;
    const opened = fieldsToOpen(values).filter((name) => !configured.includes(name));
    if (opened.length === 0) return null;
    return {
      id: JSON.stringify(["nested-fields", opened]),
      title: `the fields in ${opened.map((name) => `"${name}"`).join(", ")} are columns`,
      isGeneral: true,
      roles: {},
      rows({ value, keys }) {
        if (!isMap(value)) return null;
        const fields: Record<string, Json> = { ...keyColumns(keys) };
        for (const [name, cell] of Object.entries(value))
          put(fields, name, cell, opened.includes(name) ? 1 : DEEPEST);
        return [{ fields }];
      },
    };
  },
};

/** Those that hold the text where no other column does, and those that are named as a label. */
function fieldsToOpen(values: readonly Nested[]): string[] {
  const names = [...new Set(values.flatMap(({ value }) => (isMap(value) ? Object.keys(value) : [])))].slice(
    0,
    MOST_KEYS,
  );
  const maps = names.filter((name) => isObjectColumn(values, name));
  const hasText = names.some((name) => mostly(values, (value) => isProse(get(value, name))));
  const texts = hasText
    ? []
    : maps.filter((name) => mostly(values, (value) => holdsProse(get(value, name), 0)));
  const labels = maps.filter(
    (name) =>
      labelNames.includes(normalName(name)) && !mostly(values, (value) => isWeights(get(value, name))),
  );
  const isLabel = (value: Json | undefined): boolean => isScalar(value) && value !== null;
  const judged = maps.filter((name) =>
    mostly(values, (value) => LABEL_KEYS.some((key) => isLabel(get(get(value, name), key)))),
  );
  const isTold = labels.length > 0 || names.some((name) => labelNames.includes(normalName(name)));
  // With the text, all that stands beside it in objects: its label is there as well.
  if (texts.length > 0) return maps;
  return isTold ? labels : judged.length > 0 ? judged : maps.filter((name) => holdsAspects(values, name));
}

/** More different ones under keys are properties of a row. */
const MOST_KINDS = 6;

/** Whether it says the same few things of several: `"aspects": {"food": "positive", "service": "negative"}`. */
function holdsAspects(values: readonly Nested[], name: string): boolean {
  const cells = values.flatMap(({ value }) => Object.entries((get(value, name) ?? {}) as JsonMap));
  const kinds = [...new Set(cells.map(([, cell]) => cell))];
  const isShared = (kind: Json): boolean =>
    typeof kind === "string" &&
    new Set(cells.flatMap(([key, cell]) => (cell === kind ? [key] : []))).size > 1;
  return kinds.length > 1 && kinds.length <= MOST_KINDS && kinds.every(isShared);
}

function isObjectColumn(values: readonly Nested[], name: string): boolean {
  const cells = values
    .map(({ value }) => get(value, name))
    .filter((cell) => cell !== undefined && cell !== null);
  if (cells.length === 0 || !cells.every(isMap)) return false;
  const keys = new Set(cells.flatMap((cell) => Object.keys(cell)));
  const mean = cells.reduce((sum, cell) => sum + Object.keys(cell).length, 0) / cells.length;
  return keys.size <= MOST_KEYS && keys.size <= 4 * Math.max(1, mean) + 8;
}

function holdsProse(value: Json | undefined, depth: number): boolean {
  if (!isMap(value) || depth > DEEPEST) return false;
  return Object.values(value).some((cell) => isProse(cell) || holdsProse(cell, depth + 1));
}

/** Flags or shares by label: that is a label, not a record. */
function isWeights(value: Json | undefined): boolean {
  return (
    isMap(value) &&
    Object.values(value).every((cell) => typeof cell === "number" || typeof cell === "boolean")
  );
}

function put(fields: Record<string, Json>, name: string, value: Json, depth: number): void {
  if (!isMap(value) || depth >= DEEPEST || Object.keys(value).length === 0) setOwn(fields, name, value);
  else
    for (const [key, cell] of Object.entries(value as JsonMap))
      put(fields, `${name}.${key}`, cell, depth + 1);
}
