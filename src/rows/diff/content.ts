/** One form for the content of a record, so that reformatted rows are seen as the same. */
import type { Json } from "../../model/json.ts";
import type { Fields } from "../formats/reader.ts";

/**
 * A record's content in one form, whatever its key order, quoting, white space between tokens and line ends were:
 * JSON with sorted keys. In a table (CSV) an empty cell is the same as none, and all cells are strings.
 */
export function canonicalContent(fields: Fields, isTable: boolean): string {
  const entries = Object.entries(fields);
  return writeEntries(
    isTable
      ? entries.map(([key, value]): [string, Json] => [key, cell(value)]).filter(([, value]) => value !== "")
      : entries,
  );
}

/** As a table holds it: what lists and objects hold is written as JSON. */
function cell(value: Json): string {
  if (typeof value === "string") return value;
  return value === null ? "" : write(value);
}

function writeEntries(entries: [string, Json][]): string {
  entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return `{${entries.map(([key, value]) => `${JSON.stringify(key)}:${write(value)}`).join(",")}}`;
}

function write(value: Json): string {
  if (typeof value === "string")
    return JSON.stringify(value.includes("\r") ? value.replace(/\r\n?/g, "\n") : value);
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(write).join(",")}]`;
  return writeEntries(Object.entries(value));
}
