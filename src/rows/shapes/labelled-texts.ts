/** `{"positive": "a text"}`: each record is a text under its label. */
import { isMap, type Json } from "../../model/json.ts";
import { isKnownName } from "../formats/column-names.ts";
import { isSplit, keyColumns } from "./parts/keys.ts";
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
function entryOf(value: Json): readonly [string, string] | null {
  const [[label, text] = ["", null], ...others] = Object.entries(isMap(value) ? value : {});
  return others.length === 0 && typeof text === "string" ? [label, text] : null;
}
