/** Tells whether two files hold the same bytes, and what their hash is. */
import { createHash } from "node:crypto";
import type { ByteSource } from "../model/dataset.ts";
import type { TreeEntry } from "./tree.ts";

/** Whether two entries hold the same bytes: by their ids where both have one, else by size and then by their hash. */
export async function sameContent(a: TreeEntry, b: TreeEntry): Promise<boolean> {
  if (a.kind !== b.kind) return false;
  if (a.id !== null && b.id !== null) return a.id === b.id;
  if (a.source.size !== undefined && b.source.size !== undefined && a.source.size !== b.source.size)
    return false;
  return (await sha256(a.source)) === (await sha256(b.source));
}

/** Of all its bytes, in hex. */
export async function sha256(source: ByteSource): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of source.open()) hash.update(chunk);
  return hash.digest("hex");
}
