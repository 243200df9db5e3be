/** Reads a file that people write by hand, up to the length of one. */
import { insteadOf } from "../collections/instead-of.ts";
import { firstBytes } from "../rows/gather-bytes.ts";
import { InputError } from "./input-error.ts";
import type { TreeEntry } from "./tree.ts";

/** What is longer is data, or nothing that anyone wrote. */
export const MOST_BYTES = 256 * 1024;

/** Null where it is longer, or not here: a clone may lack files that no review reads. */
export async function pageOf({ source }: TreeEntry, most = MOST_BYTES): Promise<string | null> {
  const start = await firstBytes(source.open(), most + 1).catch(insteadOf(InputError, null));
  return start === null || start.length > most ? null : start.toString("utf8");
}
