/**
 * Questions below the text they are about: SQuAD, CoQA, QuAC and their like. A text is one row, each question another
 * with its answer, so that no text counts once for every question.
 */
import { get, isMap, isScalar, type Json, type JsonMap } from "../../model/json.ts";
import { NO_LABEL } from "../../model/options.ts";
import { KEY_COLUMN } from "../formats/json.ts";
import { type Fields, type FlatRow, isProse, mostly, type Shape } from "./shape.ts";

const QUESTION = /^(?:question|query)(?:_?(?:text|string|body))?$|^input_text$/i;
const ANSWER = /^(?:orig_|final_|gold_)?answers?(?:_?(?:text|list))?$|^span_text$/i;
const DEEPEST = 5;

type Path = readonly (string | number)[];

export const nestedQuestions: Shape = {
  name: "nested-questions",
  recognise({ values }) {
    const isAsked = values.some(({ value }) => isMap(value) && holdsQuestions(value, 0));
    if (!isAsked || !mostly(values, isTopic)) return null;
    return {
      id: "nested-questions",
      title: "questions below their texts",
      roles: { text: ["text"], response: "answer", label: NO_LABEL },
      rows: ({ value }) => (isTopic(value) ? unfold(value, [], {}) : null),
    };
  },
};

function questionOf(value: Json): string | null {
  if (!isMap(value)) return null;
  const found = Object.entries(value).find(([key, text]) => QUESTION.test(key) && typeof text === "string");
  return found ? (found[1] as string) : null;
}

/** What questions are asked about, at any depth, even if none is asked yet. */
function isTopic(value: Json): value is JsonMap {
  return isMap(value) && questionOf(value) === null && (holdsQuestions(value, 0) || asksNothing(value, 0));
}

function asksNothing(value: Json, depth: number): boolean {
  if (!isMap(value) || questionOf(value) !== null || depth > DEEPEST) return false;
  const all = lists(value);
  return all.length > 0 && all.every(([, list]) => list.every((item) => asksNothing(item, depth + 1)));
}

function holdsQuestions(value: JsonMap, depth: number): boolean {
  if (depth > DEEPEST) return false;
  return lists(value).some(([, list]) =>
    list.some((item) => isMap(item) && (questionOf(item) !== null || holdsQuestions(item, depth + 1))),
  );
}

function lists(value: JsonMap): [string, readonly Json[]][] {
  return Object.entries(value).filter((entry): entry is [string, Json[]] => Array.isArray(entry[1]));
}

function unfold(value: JsonMap, at: Path, above: Fields): FlatRow[] {
  const rows: FlatRow[] = [];
  const names: [string, Json][] = [];
  for (const [key, found] of Object.entries(value)) {
    if (isProse(found) && key !== "title")
      rows.push({ fields: { [KEY_COLUMN]: key, text: found, ...above }, at: [...at, key] });
    else if (isScalar(found)) names.push([key, found]);
  }
  const known = { ...above, ...Object.fromEntries(names) };
  const answers = new Map(lists(value).filter(([key]) => ANSWER.test(key)));
  for (const [key, list] of lists(value)) {
    if (answers.has(key)) continue;
    for (const [i, item] of list.entries()) {
      const place = [...at, key, i];
      if (isTopic(item)) rows.push(...unfold(item, place, known));
      else rows.push({ fields: asked(key, item, beside(answers, i), known), at: place });
    }
  }
  return rows;
}

/** Answers that stand in a list beside the questions, as CoQA has them. */
function beside(answers: ReadonlyMap<string, readonly Json[]>, i: number): Json | undefined {
  return [...answers.values()].map((list) => list[i]).find((answer) => answer !== undefined);
}

function asked(key: string, item: Json, other: Json | undefined, known: Fields): Fields {
  const own = isMap(item) ? item : { value: item };
  const question = questionOf(item);
  const found = Object.entries(own).find(([name]) => ANSWER.test(name))?.[1] ?? other;
  const rest = Object.entries(own).filter(([name, value]) => value !== question || !QUESTION.test(name));
  return {
    [KEY_COLUMN]: key,
    text: question ?? "",
    answer: answerText(found),
    ...known,
    ...Object.fromEntries(rest),
  };
}

/** The different answers that are given, one a line. */
function answerText(answer: Json | undefined): string | null {
  if (answer === undefined || answer === null) return null;
  return [...new Set(textsIn(answer, 0))].join("\n");
}

function textsIn(answer: Json, depth: number): string[] {
  if (typeof answer === "string") return [answer];
  if (isScalar(answer) || depth > DEEPEST) return [];
  if (Array.isArray(answer)) return answer.flatMap((item) => textsIn(item, depth + 1));
  for (const key of ["text", "input_text", "Value", "value", "spans"]) {
    const found = get(answer, key);
    if (found !== undefined) return textsIn(found, depth + 1);
  }
  return [];
}
