/** Where the records of a JSON document stand: which of its lists and maps hold records rather than being records. */
import { isMap, isScalar, type Json, type JsonMap } from "../../../model/json.ts";
import type { Opens } from "../../formats/json-splitter.ts";
import { isProse } from "../shape.ts";

/** Fewer texts are a field of a record, not a list of rows. */
const MANY_TEXTS = 8;
/** More maps side by side with the same keys are records themselves. */
const MOST_PARTS = 12;
const DEEPEST = 6;

export interface Opening {
  /** Equal for equal openings. */
  readonly id: string;
  readonly opens: Opens;
}

/**
 * What has to be opened besides lists and maps of objects, which always are: lists of pairs, lists of texts, and maps
 * around them. It is remembered by depth and by what comes first inside, so that a part that is not in the sample is
 * opened as well. Null where nothing has to be.
 */
export function findOpening(root: Json | undefined): Opening | null {
  if (!isMap(root)) return null;
  const marks = new Set<string>();
  lookInto(root, 1, marks);
  if (marks.size === 0) return null;
  return {
    id: [...marks].sort().join(" "),
    opens: (depth, container, inner) => inner === "{" || marks.has(mark(depth, container, inner)),
  };
}

function mark(depth: number, container: string, inner: string): string {
  return `${depth}${container}${inner}`;
}

function lookInto(map: JsonMap, depth: number, marks: Set<string>): void {
  if (depth >= DEEPEST) return;
  const parts = Object.values(map).filter((value) => isMap(value) && holdsRows(value)).length;
  for (const value of Object.values(map)) {
    const first = firstSign(value);
    if (first === null) continue;
    if (Array.isArray(value)) {
      if (first !== "{" && (isListOfRows(value) || (isWordList(value) && holdsLists(map))))
        marks.add(mark(depth, "[", first));
    } else if (first === "{" && isMap(value) && !isRecordMap(value)) lookInto(value, depth + 1, marks);
    else if (isMap(value) && first !== "{" && isContainer(value, parts)) {
      marks.add(mark(depth, "{", first));
      lookInto(value, depth + 1, marks);
    }
  }
}

/** The sign that the first value inside begins with; null for what is no container, or an empty one. */
function firstSign(value: Json): string | null {
  if (isScalar(value)) return null;
  const [first] = Object.values(value);
  return first === undefined ? null : JSON.stringify(first).charAt(0);
}

function isListOfRows(list: readonly Json[]): boolean {
  const texts = list.filter((item) => typeof item === "string");
  if (texts.length === list.length)
    return list.length >= MANY_TEXTS && texts.filter(isProse).length >= list.length / 2;
  return (
    list.every((item) => Array.isArray(item)) && list.some((item) => item.some((cell) => !isNumber(cell)))
  );
}

/** Fewer short texts are settings. */
const MANY_WORDS = 20;

/** Names, words or short phrases by the dozen, that are no paths and no addresses. */
function isWordList(list: readonly Json[]): boolean {
  if (list.length < MANY_WORDS || !list.every(isScalar)) return false;
  return list.filter((item) => typeof item !== "string" || isPlace(item)).length < list.length / 2;
}

/** A path, a pattern of paths or a file name. Each expression goes over a hostile text once. */
function isPlace(text: string): boolean {
  return !/\s/.test(text) && /[/\\*]|.\.\w{1,5}$/.test(text);
}

/** Lists of texts with nothing but plain settings beside them: `{"description": "…", "animals": ["ant", …]}`. */
function holdsLists(map: JsonMap): boolean {
  return Object.values(map).every(
    (value) => isScalar(value) || (Array.isArray(value) && value.every(isScalar)),
  );
}

function isNumber(value: Json): boolean {
  return typeof value === "number";
}

/** Objects side by side under ids; a single one that holds a list of records is a wrapper with a name of its own. */
function isRecordMap(map: JsonMap): boolean {
  const values = Object.values(map);
  const areRecords = values.every((value) => isMap(value) && Object.values(value).some(isScalar));
  return areRecords && !(values.length === 1 && holdsRows(values[0] as JsonMap));
}

/** Whether a map is a wrapper: the only one beside others that holds lists of records, or one of a few and no record that has a list among its fields. */
function isContainer(map: JsonMap, parts: number): boolean {
  const isPart = parts <= MOST_PARTS && Object.values(map).every((value) => !isScalar(value));
  return holdsRows(map) && (parts === 1 || isPart);
}

function holdsRows(map: JsonMap): boolean {
  return Object.values(map).some((value) =>
    Array.isArray(value)
      ? value.length > 0 && (value.every(isMap) || isListOfRows(value))
      : isMap(value) && holdsRows(value),
  );
}
