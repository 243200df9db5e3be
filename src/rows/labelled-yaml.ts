/** Whether YAML holds rows of data rather than settings, which most of it does. */
import { isMap, type Json } from "../model/json.ts";
import { chooseColumns } from "./columns/choose-columns.ts";
import { labelNames, normalName, responseNames, textNames } from "./formats/column-names.ts";
import { yamlAsJson } from "./formats/yaml.ts";
import { isAid } from "./shapes/intents.ts";
import { isProse } from "./shapes/shape.ts";
import { isTestCase } from "./shapes/test-cases.ts";

/** Labelled lists further down are parts of something else, as the steps of a story. */
const DEEPEST = 3;
/** Questions may stand below the text that they are about. */
const DEEPEST_ASKED = 4;
/** Whoever writes questions with their answers writes no settings, however few they are. */
const FEWEST_ASKED = 3;
const ASKED = ["question", "q", "query", "prompt", "instruction", "setup", "input", "text", "userinput"];

/**
 * Whether it holds records with a text and a label or the examples of an intent, questions with answers, or lists of what
 * two say in turn; in lists that may stand below keys.
 * @param start of the file, cut off somewhere
 */
export function isLabelledYaml(start: Buffer, fewest: number): boolean {
  let level: Json[];
  try {
    level = [JSON.parse(yamlAsJson(start.toString("utf8"), false).toString("utf8")) as Json];
  } catch {
    return false;
  }
  for (let depth = 0; depth < DEEPEST_ASKED && level.length > 0; depth++) {
    const lists = level.filter((value) => Array.isArray(value));
    const rows = lists.map((list) => Math.max(textsWithLabels(list), turns(list), kindsOfTexts(list)));
    if (depth < DEEPEST && rows.some((count) => count >= fewest)) return true;
    if (lists.reduce((sum, list) => sum + answered(list), 0) >= FEWEST_ASKED) return true;
    level = level.flatMap((value) =>
      typeof value === "object" && value !== null ? Object.values(value) : [],
    );
  }
  return false;
}

/** How many of a list are questions in words with an answer beside them, one or both in a record of their own; 0 where that is less than half of it. */
function answered(list: readonly Json[]): number {
  const count = list.filter((item) => {
    const cells = Object.entries(isMap(item) ? item : {}).flatMap((entry) =>
      isMap(entry[1]) ? Object.entries(entry[1]) : [entry],
    );
    const asks = cells.some(([name, cell]) => ASKED.includes(normalName(name)) && isProse(cell));
    const isAnswer = (name: string): boolean => name === "target" || responseNames.includes(normalName(name));
    return isTestCase(item) || (asks && cells.some(([name, cell]) => isAnswer(name) && isSaid(cell)));
  }).length;
  return count < list.length / 2 ? 0 : count;
}

function isSaid(cell: Json): boolean {
  return Array.isArray(cell) ? cell.length > 0 && cell.every(isSaid) : typeof cell === "string";
}

/** How many lists of two or more sentences it holds and nothing else. */
function turns(list: readonly Json[]): number {
  const isTalk = (item: Json): boolean =>
    Array.isArray(item) && item.length > 1 && item.every((said) => typeof said === "string");
  const isWorded = (item: Json): boolean => Array.isArray(item) && item.some(isProse);
  // The last one may be cut.
  const areTalks = list.slice(0, -1).every(isTalk) && list.some(isTalk);
  return areTalks && list.filter(isWorded).length >= list.length / 2 ? list.length : 0;
}

/** Settings have descriptions and titles, hardly these. */
const CALLED_TEXT = ["text", "sentence", "utterance", "review", "comment", "tweet"];

/** How many records hold a text by its name beside one of few values, whatever that is called. */
function kindsOfTexts(list: readonly Json[]): number {
  const records = list.filter(isMap);
  const isText = (name: string): boolean =>
    CALLED_TEXT.includes(normalName(name)) && records.some((record) => isProse(record[name] ?? null));
  if (records.length < list.length || !Object.keys(records[0] ?? {}).some(isText)) return 0;
  const { text, label } = chooseColumns(records, {});
  return label !== null && text.some(isText) ? records.length : 0;
}

function textsWithLabels(list: readonly Json[]): number {
  const items = list.filter((item) => !isAid(item));
  const counts = items.map((item) => {
    if (!isMap(item)) return 0;
    const cells = Object.entries(item);
    const isNamed = cells.some(
      ([name, cell]) => labelNames.includes(normalName(name)) && typeof cell !== "object",
    );
    const texts = cells.map(([name, cell]) =>
      name === "examples" && Array.isArray(cell)
        ? cell.length
        : Number(textNames.includes(normalName(name)) && typeof cell === "string"),
    );
    return isNamed ? Math.max(0, ...texts) : 0;
  });
  return counts.filter((count) => count > 0).length < items.length / 2
    ? 0
    : counts.reduce((a, b) => a + b, 0);
}
