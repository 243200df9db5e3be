import { columnChooser } from "./config/paths.ts";
import type { Config } from "./config/schema.ts";
import { readAlone } from "./dataset/read-alone.ts";
import { recordRows } from "./evidence/recorded-rows.ts";
import type { FileVersion } from "./model/dataset.ts";

export { PROFILE_VERSION, profiledSha256 } from "./dataset/profile-file.ts";

/**
 * Makes the profile of a file version: everything that reviews of changes to it need of its unchanged rows, so that
 * they read them no more than to compare. Null for what cannot be read or is no dataset.
 */
export async function buildProfile(
  version: FileVersion,
  config: Pick<Config, "columns" | "limits">,
): Promise<Uint8Array | null> {
  const alone = await readAlone(version, { columnsFor: columnChooser(config), limits: config.limits });
  return alone && alone.profile(await recordRows(alone.file));
}
