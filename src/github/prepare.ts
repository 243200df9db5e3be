import { datasetMatcher } from "../config/paths.ts";
import type { ByteSource } from "../model/dataset.ts";
import type { ClaimedJob } from "../model/job.ts";
import type { Tree } from "../versions/tree.ts";
import type { Unavailable } from "./blob.ts";
import { CannotReview } from "./cannot-review.ts";
import { type Downloads, type DownloadTools, downloadsOf } from "./downloads.ts";
import { leastBytes } from "./kept-bytes.ts";
import { type Octokit, statusOf } from "./octokit.ts";
import type { EarlierVersion, Preparing, Profiles } from "./profiles.ts";
import { type Commits, readCommits } from "./pull-request.ts";
import { readConfig } from "./read-config.ts";
import { treeReader } from "./tree.ts";
import { byPatch } from "./ways.ts";
import { withWorkspace } from "./workspace.ts";

/** All files of one push together may take this many bytes. */
const room = 2 * 1024 ** 3;

/**
 * Prepares what was pushed to the default branch for the reviews to come: keeps the bytes of its large data files, and
 * makes the profiles of those that have none yet. What cannot be read is left out, since a review will say so.
 */
export async function preparePush(
  job: Pick<ClaimedJob, "owner" | "repo" | "headSha" | "baseSha">,
  tools: Pick<DownloadTools, "octokit" | "signal">,
  { profiles, kept, build }: Preparing,
): Promise<void> {
  const repository = { owner: job.owner, repo: job.repo };
  await withWorkspace(async (workspace) => {
    const downloads = downloadsOf({ ...tools, repository, workspace, kept }, room);
    const readTree = treeReader(tools.octokit, repository, downloads);
    const tree = await readTree(job.headSha);
    const outcome = await readConfig(tree, downloads);
    if (outcome.status === "invalid" || outcome.status === "unreadable") return;
    const { config } = outcome;
    const isDataset = datasetMatcher(config);
    let before: PushedFrom | null = null;
    for (const { path, kind, source } of tree.values()) {
      const { blobSha, size = 0 } = source;
      if (kind !== "file" || blobSha === undefined || size < leastBytes || !isDataset(path)) continue;
      const isKept = await kept.has(blobSha, size);
      const isProfiled = (await profiles.get(blobSha)) !== null;
      if (isKept && isProfiled) continue;
      tools.signal?.throwIfAborted();
      before ??= await pushedFrom(job, tools.octokit, readTree);
      const { maxFileBytes } = config.limits;
      const bytes = await fetchPushed(source, before, path, downloads, maxFileBytes);
      if ("unavailable" in bytes) continue;
      if (!isKept) await kept.add(blobSha, size, bytes.open());
      if (isProfiled) continue;
      const earlier = await profiledBefore(before, path, profiles);
      const profile = await build({ path, source: bytes }, config, earlier);
      if (profile !== null) await profiles.add(blobSha, profile);
    }
  });
}

/** What stood on the branch before, and how that differs; empty where it is not known or nothing was built on it. */
interface PushedFrom {
  readonly tree: Tree;
  readonly changes: Commits["changes"];
}

async function pushedFrom(
  { owner, repo, baseSha, headSha }: Pick<ClaimedJob, "owner" | "repo" | "headSha" | "baseSha">,
  octokit: Octokit,
  readTree: (commitSha: string) => Promise<Tree>,
): Promise<PushedFrom> {
  const nothing = { tree: new Map(), changes: new Map() };
  if (baseSha === null) return nothing;
  try {
    const { mergeBase, changes } = await readCommits(octokit, { owner, repo }, baseSha, headSha);
    return mergeBase === baseSha ? { tree: await readTree(baseSha), changes } : nothing;
  } catch (error) {
    // A branch that was set to another history: what it was before may be gone.
    if (error instanceof CannotReview || statusOf(error) === 404) return nothing;
    throw error;
  }
}

/** A pushed version: from the one before it, where that is kept and GitHub shows what changed, else by a download. */
async function fetchPushed(
  { blobSha = "", size }: ByteSource,
  { tree, changes }: PushedFrom,
  path: string,
  downloads: Downloads,
  maxFileBytes: number,
): Promise<ByteSource | Unavailable> {
  const patch = changes.get(path)?.patch ?? null;
  const earlier = tree.get(path)?.source;
  const old =
    patch !== null && earlier?.blobSha !== undefined
      ? await downloads.derive(earlier.blobSha, earlier.size, maxFileBytes)
      : null;
  return downloads.fetch(blobSha, size, maxFileBytes, old ? [byPatch(old, patch, "old")] : []);
}

/** The version that stood there before, where it has a profile and rows may only have been added to it. */
async function profiledBefore(
  { tree, changes }: PushedFrom,
  path: string,
  profiles: Profiles,
): Promise<EarlierVersion | null> {
  const { blobSha, size = 0 } = tree.get(path)?.source ?? {};
  if (blobSha === undefined || (changes.get(path)?.deletions ?? 0) > 0) return null;
  const profile = await profiles.get(blobSha);
  return profile && { profile, size };
}
