/** `{"positive": ["a text", …], "negative": […]}`: lists of texts, the key of each being its label or its part. */
import { KEY_COLUMN } from "../formats/json.ts";
import { isSplit } from "./keys.ts";
import { mostly, type Shape } from "./shape.ts";

export const labelledLists: Shape = {
  name: "labelled-lists",
  recognise({ values }) {
    const isText = values.length > 0 && mostly(values, (value) => typeof value === "string");
    if (!isText || !values.every(({ keys, isEntry }) => keys.length > 0 && !isEntry)) return null;
    const last = new Set(values.map(({ keys }) => keys.at(-1)!));
    const isLabel = last.size >= 2 && ![...last].some(isSplit);
    return {
      id: `labelled-lists ${String(isLabel)}`,
      title: isLabel ? "lists of texts under their labels" : "lists of texts under keys",
      roles: isLabel ? { text: ["text"], label: "label" } : { text: ["text"] },
      rows({ value, keys }) {
        if (typeof value !== "string") return null;
        const above = isLabel ? keys.slice(0, -1) : keys;
        const place = above.length > 0 ? { [KEY_COLUMN]: above.join("/") } : {};
        return [{ fields: { ...place, text: value, ...(isLabel ? { label: keys.at(-1) ?? "" } : {}) } }];
      },
    };
  },
};
