/** `{"translation": {"en": "…", "de": "…"}}`: a text and its translation, which is what is answered to it. */
import { get, isMap, type Json, type JsonMap } from "../../model/json.ts";
import { type Fields, mostly, type Shape, without } from "./shape.ts";

const LANGUAGE = /^[a-z]{2,3}([-_]([a-z]{2,4}|\d{3}))?$/i;

export const translation: Shape = {
  name: "translation",
  recognise({ values, configured }) {
    const first = values[0]?.value;
    if (!isMap(first)) return null;
    const column = Object.keys(first).find(
      (name) => !configured.includes(name) && mostly(values, (value) => isPair(get(value, name))),
    );
    if (column === undefined) return null;
    // The order of the first record is the direction; a later record does not turn it.
    const names = Object.keys(get(first, column) as JsonMap).map((language) => `${column}.${language}`);
    return {
      id: JSON.stringify(["translation", names]),
      title: "translations",
      roles: { text: names.slice(0, 1), ...(names[1] === undefined ? {} : { response: names[1] }) },
      rows: ({ value }) => (isMap(value) && isMap(value[column]) ? [{ fields: flat(value, column) }] : null),
    };
  },
};

function isPair(value: Json | undefined): boolean {
  const entries = isMap(value) ? Object.entries(value) : [];
  return (
    entries.length >= 2 && entries.every(([name, text]) => LANGUAGE.test(name) && typeof text === "string")
  );
}

function flat(value: JsonMap, column: string): Fields {
  const languages = Object.entries(value[column] as JsonMap);
  return {
    ...Object.fromEntries(languages.map(([name, text]) => [`${column}.${name}`, text])),
    ...without(value, column),
  };
}
