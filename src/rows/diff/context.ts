/** Reads a dataset file that the pull request does not touch, to compare changed rows with. */
import type { FileVersion, ReferenceFile } from "../../model/dataset.ts";
import type { DatasetOptions } from "../../model/options.ts";
import { profileVersion } from "../base/profile-version.ts";
import { referenceFile } from "../base/reference.ts";
import { Unreadable } from "../unreadable.ts";
import { readVersion } from "./version-rows.ts";

/**
 * A base file as reference alone. Null when it cannot be read or is no dataset: it is not part of the change, so
 * that blocks nothing.
 */
export async function readContext(
  version: FileVersion,
  options: DatasetOptions,
  onBytes: (count: number) => void,
): Promise<ReferenceFile | null> {
  try {
    const alone = await readVersion(version, options, onBytes);
    if (alone === null) return null;
    const { opened, read: roles } = alone;
    const facts = await profileVersion(opened, roles, options.limits.maxRowBytes);
    return referenceFile(opened, roles, facts);
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
}
