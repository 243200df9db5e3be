// Reads a dataset file that the pull request does not touch, to compare changed rows with.
import type { Columns, FileVersion, ReferenceFile } from "../../model/dataset.ts";
import type { DatasetOptions } from "../../model/options.ts";
import { profileVersion } from "../base/profile-version.ts";
import { referenceFile } from "../base/reference.ts";
import { chooseColumns } from "../columns/choose-columns.ts";
import { roleReader } from "../columns/roles.ts";
import { sampler } from "../columns/sample.ts";
import { openVersion, type ShapedVersion } from "../open/open-version.ts";
import { Unreadable } from "../unreadable.ts";
import { openOptions, pathLabelPattern } from "./open-options.ts";

/**
 * A base file as reference alone. Null when it cannot be read or is no dataset: it is not part of the change, so
 * that blocks nothing.
 */
export async function readContext(
  version: FileVersion,
  options: DatasetOptions,
  onBytes: (count: number) => void,
): Promise<ReferenceFile | null> {
  const configured = options.columnsFor(version.path);
  const read = async (pattern: string | null): Promise<readonly [ShapedVersion, Columns] | null> => {
    const opened = await openVersion(version, openOptions(options, configured, null, pattern));
    if (!opened.isDataset) return null;
    const rows = sampler(opened.reader);
    for await (const batch of opened.batches({ onBytes })) rows.observe(batch);
    return [opened, chooseColumns(rows.rows, configured, opened.reader.roles)];
  };
  try {
    const first = await read(null);
    const pattern = pathLabelPattern(version.path, options);
    const saysNone = first === null || (first[1].label === null && first[1].response === null);
    const found = pattern !== null && saysNone ? await read(pattern) : first;
    if (found === null) return null;
    const [opened, columns] = found;
    const roles = roleReader(columns, new Map());
    const facts = await profileVersion(opened, roles, options.limits.maxRowBytes);
    return referenceFile(opened, roles, facts);
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
}
