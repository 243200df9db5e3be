import { datasetMatcher } from "../config/paths.ts";
import type { Config } from "../config/schema.ts";
import type { DatasetInput, FileVersion } from "../model/dataset.ts";
import type { ClaimedJob } from "../model/job.ts";
import { type DownloadTools, downloadsOf } from "./downloads.ts";
import { readConfig } from "./read-config.ts";
import { treeReader } from "./tree.ts";
import { withWorkspace } from "./workspace.ts";

/** Profiles of file versions, by blob id. Losing one costs time, and nothing else. */
export interface Profiles {
  get(blobSha: string): Promise<Uint8Array | null>;
  add(blobSha: string, profile: Uint8Array): Promise<void>;
}

/** Makes the profile of a version; null for what is no dataset. Given from outside, as the review is. */
export type ProfileBuilder = (
  version: FileVersion,
  config: Pick<Config, "columns" | "limits">,
) => Promise<Uint8Array | null>;

/** Below this size reading a file costs less than keeping its profile is worth. */
const leastBytes = 1 << 20;
/** All files of one push together may take this many bytes. */
const room = 2 * 1024 ** 3;

/** The input of a review with the profiles that there are of its base versions. */
export async function withProfiles(input: DatasetInput, profiles: Profiles): Promise<DatasetInput> {
  const known = async (version: FileVersion): Promise<FileVersion> => {
    const { blobSha, size } = version.source;
    const profile = blobSha === undefined || (size ?? 0) < leastBytes ? null : await profiles.get(blobSha);
    return profile === null ? version : { ...version, profile };
  };
  const pairs = [];
  for (const { base, head } of input.pairs) pairs.push({ base: base && (await known(base)), head });
  return { ...input, pairs };
}

/**
 * Prepares what was pushed to the default branch for the reviews to come: makes the profiles of its large data files
 * that have none yet. What cannot be read is left out, since a review will say so.
 */
export async function prepareProfiles(
  job: Pick<ClaimedJob, "owner" | "repo" | "headSha">,
  tools: Pick<DownloadTools, "octokit" | "signal">,
  profiles: Profiles,
  build: ProfileBuilder,
): Promise<void> {
  const repository = { owner: job.owner, repo: job.repo };
  await withWorkspace(async (workspace) => {
    const downloads = downloadsOf({ ...tools, repository, workspace }, room);
    const tree = await treeReader(tools.octokit, repository, downloads)(job.headSha);
    const outcome = await readConfig(tree, downloads);
    if (outcome.status === "invalid" || outcome.status === "unreadable") return;
    const { config } = outcome;
    const isDataset = datasetMatcher(config);
    for (const { path, kind, source } of tree.values()) {
      const { blobSha, size = 0 } = source;
      if (kind !== "file" || blobSha === undefined || size < leastBytes || !isDataset(path)) continue;
      if ((await profiles.get(blobSha)) !== null) continue;
      tools.signal?.throwIfAborted();
      const bytes = await downloads.fetch(blobSha, size, config.limits.maxFileBytes);
      if ("unavailable" in bytes) continue;
      const profile = await build({ path, source: bytes }, config);
      if (profile !== null) await profiles.add(blobSha, profile);
    }
  });
}
