import { columnChooser } from "./config/paths.ts";
import type { Config } from "./config/schema.ts";
import { readAlone } from "./dataset/read-alone.ts";
import { recordRows } from "./evidence/record-rows.ts";
import type { FileVersion } from "./model/dataset.ts";
import type { ProgressListener } from "./model/progress.ts";

export { PROFILE_VERSION, profiledSha256 } from "./dataset/profile-file.ts";

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
