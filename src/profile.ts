import { columnChooser } from "./config/paths.ts";
import type { Config } from "./config/schema.ts";
import { continueRows } from "./evidence/continue-rows.ts";
import { recordRows } from "./evidence/record-rows.ts";
import type { FileVersion } from "./model/dataset.ts";
import type { ProgressListener } from "./model/progress.ts";
import { readAlone } from "./rows/diff/read-alone.ts";
import { type EarlierVersion, readLonger } from "./rows/diff/read-longer.ts";

export { profiledSha256 } from "./rows/base/profile-file.ts";

/**
 * Makes the profile of a file version: everything that reviews of changes to it need of its unchanged rows, so that
 * they read them no more than to compare. Null for what cannot be read or is no dataset.
 */
export async function buildProfile(
  version: FileVersion,
  config: Pick<Config, "columns" | "limits">,
  onProgress: ProgressListener = () => undefined,
): Promise<Uint8Array | null> {
  const alone = await readAlone(version, { columnsFor: columnChooser(config), limits: config.limits });
  if (alone === null) return null;
  const onRows = (done: number, total: number): void => {
    onProgress({ stage: "profile", done, total, unit: "rows" });
  };
  return alone.profile(await recordRows(alone.file, onRows));
}

/**
 * Makes the profile of a version from that of an earlier one to which rows were added at the end: the very bytes that
 * `buildProfile` makes, several times as fast. Null where it is no such version, or where that cannot be told.
 */
export async function continueProfile(
  version: FileVersion,
  earlier: EarlierVersion,
  config: Pick<Config, "columns" | "limits">,
): Promise<Uint8Array | null> {
  const options = { columnsFor: columnChooser(config), limits: config.limits };
  const longer = await readLonger(version, earlier, options);
  const recorded = longer && (await continueRows(longer.file, longer.recorded));
  return recorded && longer.profile(recorded);
}
