/** Which column of each file was read as what, and why: one line for the files read alike, under the verdict of every output. */
import { addTo } from "../../collections/group-by.ts";
import type { ReviewedFile, ReviewResult } from "../../model/result.ts";
import { counted } from "../clip.ts";
import { line } from "../hostile.ts";

/** Readings that are told; all files stand in the table of what was read. */
const MOST = 5;
const MOST_NAMES = 6;

/**
 * `d.jsonl: text "text", label "stars" ("stars" is a common name for a label)`, each still to be escaped for its output.
 * Without `why` the reason is given only where no column was found.
 */
export function readAsLines(
  { files }: Pick<ReviewResult, "files">,
  { why }: { readonly why: boolean } = { why: true },
): readonly string[] {
  const readings = new Map<string, ReviewedFile[]>();
  for (const file of files) {
    const reading = readAs(file, why);
    addTo(readings, reading, file);
  }
  const all = [...readings].map(([reading, alike]) => {
    const more = alike.length > 1 ? ` and ${counted(alike.length - 1, "more file")}` : "";
    return { files: alike.length, text: `${line(alike[0]!.path, 120)}${more}: ${reading}` };
  });
  const left = all.slice(MOST).reduce((sum, reading) => sum + reading.files, 0);
  const told = all.slice(0, MOST).map(({ text }) => text);
  return left === 0 ? told : [...told, counted(left, "more file")];
}

function readAs({ columns }: ReviewedFile, withWhy: boolean): string {
  const { text, label, response, id, reason } = columns;
  const roles = [
    ["text", text],
    ["label", label === null ? [] : [label]],
    ["answer", response === null ? [] : [response]],
    ["id", id === null ? [] : [id]],
  ] as const;
  const found = roles
    .filter(([, names]) => names.length > 0)
    .map(([role, names]) => `${role} ${quoted(names)}`);
  const why = found.length > 0 && !withWhy ? "" : ` (${line(reason, 300).replace(/\.$/, "")})`;
  return `${found.length === 0 ? "no columns" : found.join(", ")}${why}`;
}

function quoted(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMES).map((name) => `"${line(name, 60)}"`);
  const more = names.length - MOST_NAMES;
  return [...shown, ...(more > 0 ? [`${more} more`] : [])].join(" and ");
}
