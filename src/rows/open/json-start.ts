/** The structure of a JSON document, seen from its beginning: what was cut off in the middle is closed. */
import type { Json } from "../../model/json.ts";
import { withoutNaN } from "../formats/json-words.ts";
import { stringEnd } from "./lines-at.ts";

/** The value of a document of which these are the first bytes; undefined where they are no JSON. */
export function jsonStart(first: Buffer, whole: boolean): Json | undefined {
  const text = first.toString("utf8");
  for (const candidate of whole ? [text, bare(text), closed(text)] : [closed(text)]) {
    try {
      return JSON.parse(withoutNaN(candidate).text) as Json;
    } catch {
      // Cut off, or broken: what stands before is looked at.
    }
  }
  return undefined;
}

/** Without the lines of comments and the commas at the end that editors allow in their settings. */
function bare(text: string): string {
  return text.replace(/(^|[\s,{[])\/\/.*$/gm, "").replace(/,(?=\s*[}\]])/g, "");
}

/** The text up to its last comma, with all that is open there closed. */
function closed(text: string): string {
  let open = "";
  let last = { at: 0, open: "" };
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]!;
    if (sign === '"') at = stringEnd(text, at);
    else if (sign === "{") open = `}${open}`;
    else if (sign === "[") open = `]${open}`;
    else if (sign === "}" || sign === "]") open = open.slice(1);
    else if (sign === ",") last = { at, open };
  }
  return text.slice(0, last.at) + last.open;
}
