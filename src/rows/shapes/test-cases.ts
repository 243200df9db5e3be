/** Cases that a prompt is evaluated on, as promptfoo has them: what is filled in under `vars`, and what is asserted of the answer. */
import type { Json } from "../../model/json.ts";
import { labelNames, normalName, responseNames } from "../formats/column-names.ts";
import { keyColumns } from "./keys.ts";
import {
  type Fields,
  get,
  isMap,
  isProse,
  isScalar,
  type JsonMap,
  listAt,
  type Shape,
  textAt,
  without,
} from "./shape.ts";

/** Prompts, models and settings stand beside the cases, and are hardly more. */
const SHARE = 0.5;
/** Asserted by a number or a program: how long an answer took says nothing of what it is. */
const MEASURED = /^(?:not-)?(?:latency|cost|perplexity|javascript|python|webhook|is-|assert-set)/;

export const testCases: Shape = {
  name: "test-cases",
  recognise({ values }) {
    const cases = values.filter(({ value }) => isTestCase(value));
    if (cases.length === 0 || cases.length < values.length * SHARE) return null;
    const places = new Set(cases.map(({ keys }) => keys.join("/")));
    const vars = cases.map(({ value }) => get(value, "vars") as JsonMap);
    const text = [...new Set(vars.flatMap((map) => Object.keys(map)))].filter(
      (name) => mayAsk(name) && vars.filter((map) => isProse(map[name])).length >= vars.length * SHARE,
    );
    return {
      id: JSON.stringify(["test-cases", ...text]),
      title: "cases with what is filled in and what is expected",
      roles: text.length > 0 ? { text } : {},
      rows({ value, keys, isEntry }) {
        if (!isEntry && places.has(keys.join("/")))
          return isMap(value) ? [{ fields: filledIn(value) }] : null;
        return [{ fields: { ...keyColumns(keys), ...(isMap(value) ? value : { value }) } }];
      },
    };
  },
};

/** Whether something in words is filled in, and something is expected of the answer. */
export function isTestCase(value: Json): boolean {
  const vars = get(value, "vars");
  if (!isMap(vars) || !Object.values(vars).some(isProse)) return false;
  return listAt(value, "assert") !== null || !Object.keys(vars).every(mayAsk);
}

function mayAsk(name: string): boolean {
  return !responseNames.includes(normalName(name)) && !labelNames.includes(normalName(name));
}

function filledIn(value: JsonMap): Fields {
  const asserted = listAt(value, "assert") ?? [];
  const said = asserted.map(expected);
  const vars = get(value, "vars");
  // What says nothing of the answer in words is kept, so that a change of it is one.
  const assert = asserted.filter((_, i) => said[i] === "");
  return {
    ...without(value, "vars", "assert"),
    ...(isMap(vars) ? vars : { vars: vars ?? null }),
    ...(assert.length > 0 ? { assert } : {}),
    ...(assert.length < said.length ? { answer: said.filter((text) => text !== "").join("\n") } : {}),
  };
}

function expected(item: Json): string {
  const [type, value] = [textAt(item, "type") ?? "", get(item, "value") ?? ""];
  if (MEASURED.test(type)) return "";
  const text = (Array.isArray(value) ? value : [value])
    .map((one) => (isScalar(one) ? String(one) : JSON.stringify(one)))
    .join("\n");
  return type.startsWith("not-") ? `not ${text}` : text;
}
