/** What a shape is: one way in which records are written that are not flat objects, and how they become flat ones. */
import { get, type Json, type JsonMap } from "../../model/json.ts";
import type { ColumnOptions } from "../../model/options.ts";
import type { Fields, Nested } from "../formats/reader.ts";

export type { Fields, Nested };

/** A flat row that a value holds. `at` leads to where it stands in the value, so that its line can be told. */
export interface FlatRow {
  readonly fields: Fields;
  readonly at?: readonly (string | number)[];
}

/** How the values of one file are read. It is made from the base, and serves for the head as well. */
export interface Unfolding {
  /** Equal for equal readings: what was learned from the sample is part of it. */
  readonly id: string;
  /** The shape in words, for the report. */
  readonly title: string;
  /** It fits any records, so that having it does not tell that they are data. */
  readonly isGeneral?: boolean;
  /** What the shape itself knows of its columns; what the maintainer configured comes before it. */
  readonly roles: ColumnOptions;
  /** The rows of one value, none for what stands beside them. Null where the value does not have this shape. */
  rows(nested: Nested): readonly FlatRow[] | null;
}

/** What a shape is recognised by: values from the beginning of the file, and the columns that are configured. */
export interface ShapeSample {
  readonly values: readonly Nested[];
  readonly configured: readonly string[];
}

/** A shape is one file here and one line in `index.ts`. It decides from the sample alone. */
export interface Shape {
  readonly name: string;
  recognise(sample: ShapeSample): Unfolding | null;
}

/** So much of a sample has to have a shape: a few records of another kind do not make a file another one. */
export const MOST = 0.9;

export function listAt(value: Json | undefined, key: string): readonly Json[] | null {
  const found = get(value, key);
  return Array.isArray(found) ? found : null;
}

export function textAt(value: Json | undefined, key: string): string | null {
  const found = get(value, key);
  return typeof found === "string" ? found : null;
}

/** Whether nearly all values of a sample are so, and there is one at all. */
export function mostly(values: readonly Nested[], is: (value: Json) => boolean): boolean {
  return values.length > 0 && values.filter(({ value }) => is(value)).length >= values.length * MOST;
}

/** A record without some of its fields. */
export function without(value: JsonMap, ...names: readonly string[]): Fields {
  return Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name)));
}

/** The field that holds most text in all of them; of equal ones the first. */
export function longestField(records: readonly (Json | undefined)[]): string | null {
  const lengths = new Map<string, number>();
  for (const record of records)
    for (const [name, cell] of Object.entries(record ?? {}))
      if (typeof cell === "string") lengths.set(name, (lengths.get(name) ?? 0) + cell.length);
  const filled = [...lengths].filter(([, length]) => length > 0);
  return filled.sort((a, b) => b[1] - a[1])[0]?.[0] ?? null;
}

/** Several words: what a person wrote rather than a name or a code. */
export function isProse(value: Json | undefined): value is string {
  return (
    typeof value === "string" &&
    (/\S\s+\S+\s+\S/.test(value) ||
      /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]{4}/u.test(
        value,
      ))
  );
}
