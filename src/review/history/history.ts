/** The history of a branch as a review asks it, whether it lies on this machine or on a server. */
import type { Config } from "../../config/schema.ts";
import type { DatasetInput } from "../../model/dataset.ts";
import type { HistoryChange, Person } from "../../model/history.ts";
import { commitOf, type GitRange, readGit } from "../../versions/git/git.ts";
import { git } from "../../versions/git/run-git.ts";
import { InputError } from "../../versions/input-error.ts";
import type { LfsPlaces } from "../../versions/lfs/lfs.ts";
import { authorsBetween, datasetChanges, type Reach } from "./changes.ts";

/** Its methods throw `InputError` for what is not there. */
export interface History {
  /** The commit of a tag or of an abbreviated id. */
  commitOf(name: string): Promise<string>;
  /** When a commit was made, in milliseconds. */
  dateOf(commit: string): Promise<number>;
  /** The changes of dataset files that led to `tip`, oldest first. */
  changes(tip: string, reach: Reach): Promise<readonly HistoryChange[]>;
  /** The dataset files in which two commits differ; with `onlyChanged` without those that they share. */
  compare(from: string, to: string, onlyChanged?: boolean): Promise<DatasetInput>;
  /** Who wrote the commits that lead from one to the other. */
  authors(from: string, to: string): Promise<readonly Person[]>;
  /** Whether versions are at hand, so that rows of earlier changes may be counted. */
  readonly countsRows: boolean;
}

export interface GitHistoryOptions {
  readonly repo: string;
  readonly config: Config;
  readonly lfs: LfsPlaces;
  /** Changes of this history that are known already, whatever files they are asked for. */
  readonly known?: readonly HistoryChange[];
  /** Whether rows of earlier changes are counted; they are unless this says otherwise. */
  readonly countsRows?: boolean;
  /** Makes sure that the dataset files of commits are there; absent where all of them are. */
  readonly fetch?: (commits: readonly string[]) => Promise<void>;
}

/** The history of a repository on this machine. */
export function gitHistory(options: GitHistoryOptions): History {
  const { repo, config, lfs, fetch, countsRows = true } = options;
  const known = new Map((options.known ?? []).map((change) => [change.commit, change]));
  return {
    commitOf: (name) => commitOf(repo, name),
    async dateOf(commit) {
      const said = await git(
        repo,
        ["rev-list", "--max-count=1", "--no-commit-header", "--format=%ct", commit],
        () => new InputError(`${repo}: ${commit} cannot be read`, "Check it with `git fsck`."),
      );
      return Number(said.toString("latin1").trim()) * 1000;
    },
    async changes(tip, reach) {
      const changes = await datasetChanges(repo, tip, config, reach, known);
      const cut = await cutOff(repo, changes);
      if (cut !== null) throw cut;
      return changes;
    },
    async compare(from, to, onlyChanged = false) {
      await fetch?.([from, to]);
      const range: GitRange = { repo, base: from, mergeBase: from, head: to };
      const dataset = await readGit(range, config, lfs);
      return onlyChanged ? { ...dataset, context: [] } : dataset;
    },
    authors: (from, to) => authorsBetween(repo, from, to),
    countsRows,
  };
}

/** What is missing where the first of these changes only seems to have nothing before it; null where it is the first. */
export async function cutOff(repo: string, changes: readonly HistoryChange[]): Promise<InputError | null> {
  if (changes[0]?.parent !== null || !(await isShallow(repo))) return null;
  return new InputError(
    "this clone holds only the newest part of the history",
    "Fetch the rest with `git fetch --unshallow`, in a workflow with `fetch-depth: 0`.",
  );
}

async function isShallow(repo: string): Promise<boolean> {
  const said = await git(
    repo,
    ["rev-parse", "--is-shallow-repository"],
    () => new InputError(`${repo} is not a git repository`, "Give its path with --repo."),
  );
  return said.toString("latin1").trim() === "true";
}
