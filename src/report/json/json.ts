/** Writes a result as JSON in its published shape. */
import * as z from "zod";
import type { ReviewResult } from "../../model/result.ts";
import { headline } from "../words.ts";
import { type ResultJson, resultSchema } from "./json-schema.ts";

/** The result in its published, versioned shape (see docs/json.md). Values only: nothing is cut or escaped. */
export function toJson(result: ReviewResult): ResultJson {
  const whole: Whole<ResultJson> = {
    ...result,
    schemaVersion: 1,
    summary: headline(result),
    // `Object.fromEntries` defines own properties, so that a label named `__proto__` is a key like any other.
    files: result.files.map((file) => ({ ...file, labels: Object.fromEntries(file.labels) })),
    memory: result.memory ?? null,
    textLengths: result.textLengths ?? null,
  };
  return published(resultSchema, whole) as ResultJson;
}

/** What the published shape is made from: it may hold more, and is not changed. */
type Whole<T> = T extends (infer Entry)[]
  ? readonly Whole<Entry>[]
  : T extends object
    ? { readonly [Key in keyof T]: Whole<T[Key]> }
    : T;

/** Of a value what its schema names, in the schema's order. */
function published(schema: z.core.$ZodType, value: unknown): unknown {
  if (value === undefined || value === null) return value;
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable)
    return published(schema.unwrap(), value);
  if (schema instanceof z.ZodArray)
    return (value as readonly unknown[]).map((entry) => published(schema.element, entry));
  if (!(schema instanceof z.ZodObject)) return value;
  const fields = value as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    Object.entries(schema.shape as Readonly<Record<string, z.core.$ZodType>>)
      .filter(([name]) => fields[name] !== undefined)
      .map(([name, field]) => [name, published(field, fields[name])]),
  );
}

/** All that a terminal or an editor might act on or hide, beyond what JSON itself escapes. */
const UNSAFE_IN_A_FILE =
  /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/gu;

/**
 * The text of `--format json`. Invisible characters are written as `\u` escapes, so that the file can be looked
 * at without harm and still parses to the same values.
 */
export function renderJson(result: ReviewResult): string {
  return `${inertJson(JSON.stringify(toJson(result), null, 2))}\n`;
}

/** JSON with what a terminal might act on as escapes. */
export function inertJson(plain: string): string {
  // Replacing nothing would still make another copy of what may be a hundred megabytes.
  return plain.search(UNSAFE_IN_A_FILE) < 0 ? plain : plain.replace(UNSAFE_IN_A_FILE, escaped);
}

function escaped(character: string): string {
  return Array.from(
    { length: character.length },
    (_, i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, "0")}`,
  ).join("");
}
