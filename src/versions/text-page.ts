/** Reads a file that people write by hand, up to the length of one. */
import { InputError } from "./input-error.ts";
import type { TreeEntry } from "./tree.ts";

/** What is longer is data, or nothing that anyone wrote. */
export const MOST_BYTES = 256 * 1024;

/** Null where it is longer, or not here: a clone may lack files that no review reads. */
export async function pageOf({ source }: TreeEntry, most = MOST_BYTES): Promise<string | null> {
  const parts: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const part of source.open()) {
      parts.push(part);
      if ((length += part.length) > most) return null;
    }
  } catch (error) {
    if (error instanceof InputError) return null;
    throw error;
  }
  return Buffer.concat(parts).toString("utf8");
}
