/** Label Studio's JSON export: what is labelled stands in `data`, its labels deep in `annotations` (once `completions`). */
import { tally } from "../../collections/tally.ts";
import { get, isMap, isScalar, type Json } from "../../model/json.ts";
import type { Fields, Nested } from "../formats/reader.ts";
import { listAt, longestField, mostly, type Shape, textAt, without } from "./shape.ts";

export const labelStudio: Shape = {
  name: "label-studio",
  recognise({ values }) {
    if (!mostly(values, isTask)) return null;
    const text = longestField(values.map(({ value }) => get(value, "data")));
    const names = questionsIn(values);
    return {
      id: JSON.stringify(["label-studio", text, names]),
      title: "a Label Studio export",
      roles: {
        ...(text === null ? {} : { text: [`data.${text}`] }),
        ...(names[0] === undefined ? {} : { label: names[0] }),
      },
      rows: ({ value }) => (isTask(value) && isMap(value) ? [{ fields: flat(value) }] : null),
    };
  },
};

function isTask(value: Json): boolean {
  return isMap(get(value, "data")) && annotations(value) !== null;
}

function annotations(value: Json): readonly Json[] | null {
  return listAt(value, "annotations") ?? listAt(value, "completions");
}

/** The task as it is, its data by their names, and beside it one column for each question that was answered. */
function flat(task: Readonly<Record<string, Json>>): Fields {
  const data = Object.entries(task["data"] as Readonly<Record<string, Json>>);
  const named = data.map(([name, value]) => [`data.${name}`, value] as const);
  return { ...Object.fromEntries(named), ...Object.fromEntries(answersOf(task)), ...without(task, "data") };
}

/** By question the answers of all annotators who did not cancel, each once. */
function answersOf(task: Json): Map<string, Json> {
  const answers = new Map<string, Json[]>();
  for (const annotation of annotations(task) ?? []) {
    if (get(annotation, "was_cancelled") === true) continue;
    for (const result of listAt(annotation, "result") ?? []) {
      const name = textAt(result, "from_name") ?? textAt(result, "type");
      if (name === null) continue;
      const given = answers.get(name) ?? [];
      for (const answer of valuesOf(result)) if (!given.includes(answer)) given.push(answer);
      answers.set(name, given);
    }
  }
  return answers;
}

/** What one result says: choices, the kinds of a span, a rating, a text; a path in a taxonomy is one label. */
function valuesOf(result: Json): Json[] {
  const keys = [textAt(result, "type") ?? "choices", "choices", "labels", "rating", "text"];
  const said = keys.map((key) => get(get(result, "value"), key)).find((found) => (found ?? null) !== null);
  if (Array.isArray(said)) return said.map((item) => (Array.isArray(item) ? pathOf(item) : asText(item)));
  return said === undefined ? [] : [asText(said)];
}

const asText = (item: Json): Json => (isMap(item) ? JSON.stringify(item) : item);
const pathOf = (steps: readonly Json[]): string => steps.filter(isScalar).map(String).join("/");

/** The questions of the sample, the one that is answered most often first. */
function questionsIn(values: readonly Nested[]): string[] {
  const counts = tally(values.flatMap(({ value }) => [...answersOf(value).keys()]));
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([name]) => name);
}
