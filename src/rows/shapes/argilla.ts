/** Argilla's records: fields and answers of annotators, as its export and its data sets on the Hub hold them. */
import { get, isMap, isScalar, type Json, type JsonMap } from "../../model/json.ts";
import { type Fields, mostly, type Nested, type Shape, without } from "./shape.ts";

export const argilla: Shape = {
  name: "argilla",
  recognise({ values }) {
    if (!mostly(values, isArgilla)) return null;
    const texts = namesOf(values, textFields);
    const labels = namesOf(values, answers);
    return {
      id: JSON.stringify(["argilla", texts, labels]),
      title: "Argilla records",
      roles: {
        ...(texts[0] === undefined ? {} : { text: texts.slice(0, 1) }),
        ...(labels[0] === undefined ? {} : { label: labels[0] }),
      },
      rows: ({ value }) => (isMap(value) && isArgilla(value) ? [{ fields: flat(value) }] : null),
    };
  },
};

function isArgilla(value: Json): boolean {
  if (!isMap(value)) return false;
  if (isMap(get(value, "fields")))
    return Object.hasOwn(value, "responses") || Object.hasOwn(value, "suggestions");
  return (
    Object.hasOwn(value, "annotation") &&
    (Object.hasOwn(value, "prediction") || Object.hasOwn(value, "annotation_agent")) &&
    (isMap(get(value, "inputs")) || typeof get(value, "text") === "string")
  );
}

function flat(value: JsonMap): Fields {
  return { ...textFields(value), ...answers(value), ...without(value, "fields", "inputs") };
}

function textFields(value: JsonMap): Fields {
  for (const place of ["fields", "inputs"]) {
    const found = get(value, place);
    if (isMap(found))
      return Object.fromEntries(Object.entries(found).map(([name, cell]) => [`${place}.${name}`, cell]));
  }
  const text = get(value, "text");
  return text === undefined ? {} : { text };
}

/** By question what the annotators answered, each answer once. */
function answers(value: JsonMap): Fields {
  const found = new Map<string, Json[]>();
  const add = (question: string, answer: Json | undefined): void => {
    if (answer === undefined || answer === null) return;
    const given = found.get(question) ?? [];
    for (const one of Array.isArray(answer) ? answer : [answer]) {
      const label = labelOf(one);
      if (label !== null && !given.includes(label)) given.push(label);
    }
    found.set(question, given);
  };
  const responses = get(value, "responses");
  for (const response of Array.isArray(responses) ? responses : []) {
    if (get(response, "status") === "discarded") continue;
    const values = get(response, "values");
    for (const [question, answer] of isMap(values) ? Object.entries(values) : [])
      add(question, get(answer, "value"));
  }
  for (const [question, given] of isMap(responses) ? Object.entries(responses) : [])
    for (const answer of Array.isArray(given) ? given : [given]) add(question, get(answer, "value"));
  if (responses === undefined) add("annotation label", get(value, "annotation"));
  return Object.fromEntries([...found].map(([question, given]) => [question, given]));
}

/** A label, or the one of a span or of a label with its score. */
function labelOf(answer: Json): Json {
  if (isScalar(answer)) return answer;
  const label = get(answer, "label") ?? get(answer, "value");
  return isScalar(label) ? label : JSON.stringify(answer);
}

/** The fields of the sample, the one with the longest values first. */
function namesOf(values: readonly Nested[], fieldsOf: (value: JsonMap) => Fields): string[] {
  const lengths = new Map<string, number>();
  for (const { value } of values)
    for (const [name, cell] of Object.entries(isMap(value) ? fieldsOf(value) : {}))
      lengths.set(name, (lengths.get(name) ?? 0) + (typeof cell === "string" ? cell.length : 1));
  return [...lengths].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([name]) => name);
}
