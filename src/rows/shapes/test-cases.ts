/** Cases that a prompt is evaluated on, as promptfoo has them: what is filled in under `vars`, and what is asserted of the answer. */
import { get, isMap, type Json, type JsonMap } from "../../model/json.ts";
import { labelNames, normalName, responseNames } from "../formats/column-names.ts";
import { records } from "./records.ts";
import { isProse, listAt, type Shape, textAt, without } from "./shape.ts";

/** Asserted by a number or a program: how long an answer took says nothing of what it is. */
const MEASURED = /^(?:not-)?(?:latency|cost|perplexity|javascript|python|webhook|is-|assert-set)/;

export const testCases: Shape = {
  name: "test-cases",
  recognise({ values }) {
    const cases = values.filter(({ value }) => isTestCase(value));
    // Prompts, models and settings stand beside the cases, and are hardly more.
    if (cases.length === 0 || cases.length < values.length / 2) return null;
    const cells = cases.flatMap(({ value }) => Object.entries(get(value, "vars") as JsonMap));
    const text = new Set(cells.flatMap(([name, cell]) => (mayAsk(name) && isProse(cell) ? [name] : [])));
    return {
      id: JSON.stringify(["test-cases", ...text]),
      title: "cases with what is filled in and what is expected",
      roles: text.size > 0 ? { text: [...text] } : {},
      rows(nested) {
        const vars = get(nested.value, "vars");
        return isMap(vars) ? [filledIn(nested.value as JsonMap, vars)] : records.rows(nested);
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

function filledIn(value: JsonMap, vars: JsonMap) {
  const asserted = listAt(value, "assert") ?? [];
  const said = asserted.map(expected).filter((text) => text !== "");
  // What says nothing of the answer in words is kept, so that a change of it is one.
  const assert = asserted.filter((item) => expected(item) === "");
  const answer = said.length > 0 ? { answer: said.join("\n") } : {};
  return { fields: { ...without(value, "vars", "assert"), ...vars, assert, ...answer } };
}

function expected(item: Json): string {
  const [type, value] = [textAt(item, "type") ?? "", get(item, "value") ?? ""];
  const text = typeof value === "string" ? value : JSON.stringify(value);
  if (MEASURED.test(type)) return "";
  return type.startsWith("not-") ? `not ${text}` : text;
}
