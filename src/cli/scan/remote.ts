/** Reads two commits of a repository on a server: a data set on the Hugging Face hub, or what a workflow reviews. */
import { mkdir } from "node:fs/promises";
import path from "node:path";
import type { Config } from "../../config/schema.ts";
import { gitHistory } from "../../review/history/history.ts";
import { datasetCandidates } from "../../versions/compare-trees.ts";
import { type GitRange, readGit, resolveRange } from "../../versions/git/git.ts";
import { fetchCommits, fetchFiles } from "../../versions/git/remote.ts";
import type { Remote } from "../../versions/git/run-git.ts";
import { rangeAccepted, ruleNotices } from "./accepted.ts";
import type { ScanInput } from "./reviewed.ts";

export interface RemoteTarget {
  readonly remote: Remote;
  /** Refs or commit ids. */
  readonly base: string;
  readonly head: string;
  /** Whether content in Git LFS is downloaded. */
  readonly lfs: boolean;
  /** How the configuration is had once the commits are there; where it is under an unusual path in the base, its path. */
  readonly config: { readonly path?: string; readonly read: (range: GitRange) => Promise<Config> };
  /** The file of accepted findings on disk, instead of the base's own. */
  readonly accepted?: string | undefined;
  /** Empty folder for what is fetched; the caller removes it. */
  readonly folder: string;
}

export interface RemoteInput extends ScanInput {
  readonly commits: GitRange;
}

/** Fetches both commits, reads the base's configuration, fetches the data files that it names, and compares. */
export async function readRemote(target: RemoteTarget): Promise<RemoteInput> {
  const { remote, folder } = target;
  const [repo, downloads] = [path.join(folder, "repository"), path.join(folder, "lfs")];
  await Promise.all([mkdir(repo), mkdir(downloads)]);
  const [base, head] = await fetchCommits(repo, remote, [target.base, target.head]);
  const commits = await resolveRange(repo, `${base}..${head}`);
  await fetchFiles(repo, remote, [commits.base], ({ path: file }) => file === target.config.path);
  const config = await target.config.read(commits);
  const fetch = (ids: readonly string[]) => fetchFiles(repo, remote, ids, datasetCandidates(config));
  await fetch([commits.mergeBase, commits.head]);
  const lfs = { storage: null, server: target.lfs ? { ...remote, folder: downloads } : null };
  return {
    config,
    commits,
    accepted: await rangeAccepted(commits, target.accepted),
    dataset: await readGit(commits, config, lfs),
    history: gitHistory({ repo, config, lfs, fetch }),
    notices: await ruleNotices(commits),
  };
}
