/** The columns that stand for the keys under which a record was found. */
import { KEY_COLUMN } from "../../formats/json.ts";
import type { Fields } from "../shape.ts";

/** Parts of a data set, not kinds of its rows. */
const SPLIT =
  /^(train(ing)?|test(ing)?|dev(elopment)?|val(id(ation)?)?|eval(uation)?|all|full|oos_?(train|val|test)|split\d*|fold_?\d+)([_-].*)?$/i;

export function isSplit(key: string): boolean {
  return SPLIT.test(key);
}

export function keyColumns(keys: readonly string[]): Fields {
  return keys.length === 0 ? {} : { [KEY_COLUMN]: keys.join("/") };
}
