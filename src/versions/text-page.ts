/** Reads a file that people write by hand, up to the length of one. */
import { firstBytes } from "../rows/gather-bytes.ts";
import { InputError } from "./input-error.ts";
import type { TreeEntry } from "./tree.ts";

/** What is longer is data, or nothing that anyone wrote. */
export const MOST_BYTES = 256 * 1024;

/** Null where it is longer, or not here: a clone may lack files that no review reads. */
export async function pageOf({ source }: TreeEntry, most = MOST_BYTES): Promise<string | null> {
  try {
    const start = await firstBytes(source.open(), most + 1);
    return start.length > most ? null : start.toString("utf8");
  } catch (error) {
    if (error instanceof InputError) return null;
    throw error;
  }
}
