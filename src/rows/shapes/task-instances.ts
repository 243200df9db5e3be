/** An instruction with worked instances below it, as Self-Instruct and Natural Instructions write them: a row each. */
import { get, isMap, isScalar, type Json, type JsonMap } from "../../model/json.ts";
import { NO_LABEL } from "../../model/options.ts";
import { type Fields, listAt, mostly, type Shape, without } from "./shape.ts";

const INSTRUCTION = /^(?:instruction|definition|task|prompt)s?$/i;
const INSTANCES = /^instances?$/i;

export const taskInstances: Shape = {
  name: "task-instances",
  recognise({ values, configured }) {
    const first = values.map(({ value }) => value).find(isTask);
    if (!isMap(first) || !mostly(values, isTask)) return null;
    const [instruction, instances] = [nameOf(first, INSTRUCTION)!, nameOf(first, INSTANCES)!];
    if (configured.includes(instances)) return null;
    return {
      id: JSON.stringify(["task-instances", instruction, instances]),
      title: "instructions with worked instances",
      roles: { text: [instruction, "input"], response: "output", label: NO_LABEL },
      rows({ value }) {
        const list = listAt(value, instances);
        if (!isMap(value) || list === null) return null;
        const beside = { ...without(value, instances), [instruction]: textOf(get(value, instruction)) };
        return list.map((item, i) => ({ fields: instanceOf(item, beside), at: [instances, i] }));
      },
    };
  },
};

const nameOf = (value: JsonMap, name: RegExp): string | undefined =>
  Object.keys(value).find((key) => name.test(key));

function isTask(value: Json): boolean {
  if (!isMap(value)) return false;
  const [instruction, instances] = [nameOf(value, INSTRUCTION), nameOf(value, INSTANCES)];
  const list = instances === undefined ? null : listAt(value, instances);
  return (
    instruction !== undefined &&
    textOf(get(value, instruction)) !== "" &&
    list !== null &&
    list.length > 0 &&
    list.every((item) => isMap(item) && Object.hasOwn(item, "input") && Object.hasOwn(item, "output"))
  );
}

/** What is no instance is kept, so that a change of it is one. */
function instanceOf(item: Json, beside: Fields): Fields {
  if (!isMap(item)) return { ...beside, input: "", output: null, item };
  return { ...beside, ...item, input: textOf(get(item, "input")), output: textOf(get(item, "output")) };
}

/** A text, or several of which each will do, a line each. */
function textOf(value: Json | undefined): string {
  if (value === undefined || value === null) return "";
  if (Array.isArray(value)) return value.map(textOf).join("\n");
  return isScalar(value) ? String(value) : JSON.stringify(value);
}
