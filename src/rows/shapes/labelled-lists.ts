/** `{"positive": ["a text", …], "negative": […]}`: lists of texts, the key of each being its label or its part. */
import type { Json } from "../../model/json.ts";
import { KEY_COLUMN } from "../formats/json.ts";
import { isSplit } from "./parts/keys.ts";
import { isProse, mostly, type Shape } from "./shape.ts";

/** Fewer of them are lists of words, each under its language or subject: nothing in a word tells why it stands there. */
const FEWEST_PHRASES = 0.2;

function isPhrase(value: Json): boolean {
  return typeof value === "string" && (/\S\s+\S/.test(value) || isProse(value));
}

export const labelledLists: Shape = {
  name: "labelled-lists",
  recognise({ values }) {
    const isText = values.length > 0 && mostly(values, (value) => typeof value === "string");
    if (!isText || !values.every(({ keys, isEntry }) => keys.length > 0 && !isEntry)) return null;
    const last = new Set(values.map(({ keys }) => keys.at(-1)!));
    const phrases = values.filter(({ value }) => isPhrase(value)).length;
    const isLists = phrases < FEWEST_PHRASES * values.length;
    const isLabel = !isLists && last.size >= 2 && ![...last].some(isSplit);
    return {
      id: `labelled-lists ${String(isLabel)}`,
      title: isLabel ? "lists of texts under their labels" : "lists of texts under keys",
      roles: { text: ["text"], ...(isLabel ? { label: "label" } : isLists && { hasNoLabel: true }) },
      rows({ value, keys }) {
        if (typeof value !== "string") return null;
        const above = isLabel ? keys.slice(0, -1) : keys;
        const place = above.length > 0 ? { [KEY_COLUMN]: above.join("/") } : {};
        return [{ fields: { ...place, text: value, ...(isLabel ? { label: keys.at(-1) ?? "" } : {}) } }];
      },
    };
  },
};
