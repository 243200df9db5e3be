/** One label offered with each text, and whether it was accepted (Prodigy's binary view): only both together say what a text is. */
import { get, isMap, type JsonMap } from "../../model/json.ts";
import { type Fields, isProse, mostly, type Nested, type Shape, textAt, without } from "./shape.ts";

/** The column for what the two say. */
const LABEL_COLUMN = "label and answer";
const VERDICTS = ["accept", "reject", "ignore"];

export const verdicts: Shape = {
  name: "verdicts",
  recognise({ values, configured }) {
    if (configured.length > 0 || !mostly(values, isVerdict)) return null;
    const given = new Set(values.map(({ value }) => textAt(value, "answer")));
    if (!given.has("accept") || !given.has("reject")) return null;
    return {
      id: "verdicts",
      title: "texts with a label that was accepted or not",
      roles: { text: ["text"], label: LABEL_COLUMN },
      rows: ({ value }) => (isMap(value) ? [{ fields: judged(value) }] : null),
    };
  },
};

const isVerdict: Parameters<typeof mostly>[1] = (value) =>
  isProse(get(value, "text")) &&
  textAt(value, "label") !== null &&
  VERDICTS.includes(textAt(value, "answer") ?? "");

function judged(value: JsonMap): Fields {
  return { ...without(value, "answer"), "(answer)": value["answer"] ?? null, [LABEL_COLUMN]: meant(value) };
}

/** A label that was rejected is an answer too; one that was passed over is none. */
function meant(value: Nested["value"]): string | null {
  const label = textAt(value, "label");
  const answer = textAt(value, "answer");
  if (label === null || answer === "ignore" || answer === null) return null;
  return answer === "accept" ? label : `not ${label}`;
}
