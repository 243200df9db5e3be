/** `{"positive": "a text"}`: each record is a text under its label. */
import { isKnownName } from "../formats/column-names.ts";
import { isSplit, keyColumns } from "./keys.ts";
import { isProse, mostly, type Shape } from "./shape.ts";

/** Rows to a label from which keys are labels rather than names of fields. */
const LEAST_ROWS = 4;

export const labelledTexts: Shape = {
  name: "labelled-texts",
  recognise({ values, configured }) {
    if (!mostly(values, (value) => entryOf(value) !== null)) return null;
    const entries = values.map(({ value }) => entryOf(value)).filter((entry) => entry !== null);
    const labels = new Set(entries.map(([label]) => label));
    const isField = (key: string): boolean => isSplit(key) || isKnownName(key) || configured.includes(key);
    if (labels.size < 2 || labels.size * LEAST_ROWS > values.length || [...labels].some(isField)) return null;
    if (entries.filter(([, text]) => isProse(text)).length < entries.length / 2) return null;
    return {
      id: "labelled-texts",
      title: "texts under their labels",
      roles: { text: ["text"], label: "label" },
      rows({ value, keys }) {
        const entry = entryOf(value);
        return entry && [{ fields: { ...keyColumns(keys), text: entry[1], label: entry[0] } }];
      },
    };
  },
};

/** The one field of a record, which is a text. */
function entryOf(value: unknown): readonly [string, string] | null {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  const [entry, ...others] = Object.entries(value);
  const text: unknown = entry?.[1];
  return entry && others.length === 0 && typeof text === "string" ? [entry[0], text] : null;
}
