/** A value as `JSON.parse` returns it, and safe looks into it. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

export type JsonMap = Readonly<Record<string, Json>>;

export function isMap(value: Json | undefined): value is JsonMap {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isScalar(value: Json | undefined): value is string | number | boolean | null {
  return value === null || (value !== undefined && typeof value !== "object");
}

/** Keys are hostile input: `constructor` must not find what every object inherits. */
export function get(value: Json | JsonMap | undefined, key: string): Json | undefined {
  return isMap(value) && Object.hasOwn(value, key) ? (value as JsonMap)[key] : undefined;
}

/** Whether a cell holds nothing. */
export function isEmpty(value: Json | undefined): value is undefined | null | "" {
  return value === undefined || value === null || value === "";
}
