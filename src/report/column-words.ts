/** Which column of each file was read as what, and why: one line a file, under the verdict of every output. */
import type { ReviewedFile, ReviewResult } from "../model/result.ts";
import { counted } from "./clip.ts";
import { line } from "./hostile.ts";

/** Files that are told; more of them stand in the table of what was read. */
const FILES = 5;
const MOST_NAMES = 6;

/** `d.jsonl: text "text", label "stars" ("stars" is a common name for a label)`, each still to be escaped for its output. */
export function readAsLines({ files }: Pick<ReviewResult, "files">): readonly string[] {
  const more = files.length - FILES;
  return [...files.slice(0, FILES).map(readAs), ...(more > 0 ? [counted(more, "more file")] : [])];
}

function readAs({ path, columns }: ReviewedFile): string {
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
  const why = line(reason, 300).replace(/\.$/, "");
  return `${line(path, 120)}: ${found.length === 0 ? "no columns" : found.join(", ")} (${why})`;
}

function quoted(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMES).map((name) => `"${line(name, 60)}"`);
  const more = names.length - MOST_NAMES;
  return [...shown, ...(more > 0 ? [`${more} more`] : [])].join(" and ");
}
