/** Reads a dataset file that the pull request does not touch, to compare changed rows with. */
import { insteadOf } from "../../collections/instead-of.ts";
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
  const nothing = insteadOf(Unreadable, null);
  const alone = await readVersion(version, options, onBytes).catch(nothing);
  if (alone === null) return null;
  const { opened, read: roles } = alone;
  const facts = await profileVersion(opened, roles, options.limits.maxRowBytes).catch(nothing);
  return facts && referenceFile(opened, roles, facts);
}
