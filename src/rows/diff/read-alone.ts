import { createHash } from "node:crypto";
import type { FileVersion, ReferenceFile } from "../../model/dataset.ts";
import type { DatasetOptions } from "../../model/options.ts";
import { readingOf, writeProfile } from "../base/profile-file.ts";
import { profileVersion } from "../base/profile-version.ts";
import { referenceFile } from "../base/reference.ts";
import { chooseColumns } from "../columns/choose-columns.ts";
import { roleReader } from "../columns/roles.ts";
import { sampler } from "../columns/sample.ts";
import { openVersion } from "../shapes/open-version.ts";
import { Unreadable } from "../unreadable.ts";
import { earlyCounter, openOptions } from "./pair.ts";

/** A version read by itself, as the base of a change to come. */
export interface VersionAlone {
  readonly file: ReferenceFile;
  /** The profile of the version with what the evidence recorded of it. */
  profile(recorded: readonly Uint8Array[]): Buffer;
}

/** Reads a version whole. Null where it cannot be read or is no dataset. */
export async function readAlone(version: FileVersion, options: DatasetOptions): Promise<VersionAlone | null> {
  const configured = options.columnsFor(version.path);
  const { maxRowBytes } = options.limits;
  try {
    const opened = await openVersion(version, openOptions(options, configured));
    if (!opened.isDataset) return null;
    const sum = createHash("sha256");
    const rows = sampler(opened.reader);
    const early = earlyCounter(opened, rows, configured, options);
    for await (const batch of opened.batches({ sha256: sum })) {
      rows.observe(batch);
      early.observe(batch);
    }
    const roles = roleReader(chooseColumns(rows.rows, configured, opened.reader.roles), new Map());
    const facts = early.result(roles) ?? (await profileVersion(opened, roles, maxRowBytes));
    const sha256 = sum.digest("hex");
    const reading = readingOf(opened, roles, maxRowBytes);
    return {
      file: referenceFile(opened, roles, facts),
      profile: (recorded) => writeProfile({ facts, sha256, reading, recorded }),
    };
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
}
