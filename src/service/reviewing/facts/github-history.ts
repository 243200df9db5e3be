// The history of a branch over GitHub's API: which merges and commits changed dataset files, and what they changed.
import { createHash } from "node:crypto";
import type { Config } from "../../../config/schema.ts";
import type { Downloads, DownloadTools } from "../../../github/blobs/downloads.ts";
import { CannotReview } from "../../../github/cannot-review.ts";
import { statusOf } from "../../../github/client/octokit.ts";
import { type CommitList, commitList, type ListedCommit } from "../../../github/commit-list.ts";
import { readCommits } from "../../../github/pull-request.ts";
import { eachOnce, pullOf } from "../../../history/changes.ts";
import type { History } from "../../../history/history.ts";
import type { HistoryChange, HistoryFile, Person } from "../../../model/history.ts";
import type { Cache } from "../../../store/store.ts";
import { coAuthorsIn } from "../../../versions/co-authors.ts";
import { changedEntries, datasetCandidates } from "../../../versions/compare-trees.ts";
import { InputError } from "../../../versions/input-error.ts";
import type { Tree } from "../../../versions/tree.ts";
import { readDataset } from "./read-dataset.ts";

/** Listings of files that one review may ask for to find earlier changes; each is kept for later reviews. */
const LISTINGS = 200;

export interface HistoryTools extends DownloadTools {
  readonly config: Config;
  readonly cache: Cache;
  readonly downloads: Downloads;
  readonly readTree: (commit: string) => Promise<Tree>;
}

/** Dataset files of a version, path to content. */
type DataFiles = ReadonlyMap<string, string>;

export function githubHistory(tools: HistoryTools): History {
  const { octokit, repository, config, downloads, readTree } = tools;
  const lists = new Map<string, CommitList>();
  const commitsTo = (tip: string): CommitList => {
    const list = lists.get(tip) ?? commitList(octokit, repository, tip);
    lists.set(tip, list);
    return list;
  };
  return {
    commitOf: (name) =>
      told(
        async () => (await octokit.rest.repos.getCommit({ ...repository, ref: name, per_page: 1 })).data.sha,
      ),
    dateOf: (commit) => told(async () => Date.parse((await commitsTo(commit).get(commit))?.date ?? "")),
    changes: (tip, { last, since, after }) =>
      told(async () => {
        const [commits, filesOf] = [commitsTo(tip), dataFiles(tools)];
        const found: HistoryChange[] = [];
        for (let step = await commits.get(tip); step !== null && found.length < last; ) {
          const [parent] = step.parents;
          if (parent === undefined || step.sha === after || Date.parse(step.date) < (since ?? 0)) break;
          const files = changedFiles(await filesOf(parent), await filesOf(step.sha));
          if (files.length > 0) found.push(await asChange(step, parent, files, commits));
          step = await commits.get(parent);
        }
        return found.reverse();
      }),
    compare: (from, to, onlyChanged = false) =>
      told(async () => {
        const entries = await changedEntries(await readTree(from), await readTree(to), config);
        const { changes } = await readCommits(octokit, repository, from, to);
        const limits = onlyChanged ? { ...config.limits, maxContextBytes: 0 } : config.limits;
        return readDataset(entries, limits, downloads, changes);
      }),
    authors: (from, to) => told(async () => eachOnce(await writersOf(to, from, commitsTo(to)))),
    // Each version would be a download: sizes are those of the reviews on record.
    countsRows: false,
  };
}

/** What GitHub does not have, or not within bounds, is no reason to end the review of the change itself. */
async function told<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof CannotReview) throw new InputError("the history cannot be read", error.message);
    const status = statusOf(error);
    if (status === 404 || status === 409 || status === 422)
      throw new InputError(`GitHub does not give the history (status ${status})`, "Check `memory.since`.");
    throw error;
  }
}

const kind = "dataset files";
const version = 1;

/** Reads the dataset files of commits. What a commit holds never changes: it is listed once for all reviews. */
function dataFiles({ repository: { owner, repo }, cache, readTree, config }: HistoryTools) {
  const isCandidate = datasetCandidates(config);
  const patterns = createHash("sha256")
    .update(JSON.stringify([config.include, config.exclude]))
    .digest("hex");
  let listings = 0;
  return async (commit: string): Promise<DataFiles> => {
    const key = `${commit} ${patterns} ${owner}/${repo}`.toLowerCase();
    const kept = await cache.get(kind, version, key);
    if (kept) return new Map(JSON.parse(Buffer.from(kept).toString("utf8")) as [string, string][]);
    if (++listings > LISTINGS)
      throw new InputError(
        `the history takes more than ${LISTINGS} requests to read`,
        "Set `memory.since` to a nearer point.",
      );
    const entries = [...(await readTree(commit)).values()].filter(isCandidate);
    const files = new Map(entries.map(({ path, id }) => [path, id ?? ""]));
    await cache.put(kind, version, key, Buffer.from(JSON.stringify([...files])));
    return files;
  };
}

function changedFiles(before: DataFiles, after: DataFiles): HistoryFile[] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .map((path) => ({ path, before: before.get(path) ?? null, after: after.get(path) ?? null }))
    .filter((file) => file.before !== file.after);
}

async function asChange(
  { sha, date, message, author, parents }: ListedCommit,
  parent: string,
  files: readonly HistoryFile[],
  commits: CommitList,
): Promise<HistoryChange> {
  const subject = message.split("\n", 1)[0]!;
  const [, merged = null, ...more] = parents;
  const written = merged === null || more.length > 0 ? [] : await writersOf(merged, parent, commits);
  const people = written.length > 0 ? written : writersIn({ author, message });
  return {
    commit: sha,
    parent,
    mergeBase: parent,
    head: merged ?? sha,
    date,
    authors: eachOnce(people) as [Person, ...Person[]],
    subject,
    pull: pullOf(subject),
    files,
  };
}

/** Commits of a merged branch that are looked at for their authors. */
const WRITTEN = 250;

/** Who wrote the commits between two: those of a merged branch up to where it parted from the branch. */
async function writersOf(merged: string, parent: string, commits: CommitList): Promise<Person[]> {
  const before = new Set<string>();
  for (let at: string | undefined = parent; at !== undefined && before.size < WRITTEN; ) {
    before.add(at);
    at = (await commits.get(at))?.parents[0];
  }
  const people: Person[] = [];
  const open = [merged];
  for (let seen = 0; open.length > 0 && seen < WRITTEN; seen++) {
    const sha = open.pop()!;
    const commit = before.has(sha) ? null : await commits.get(sha);
    if (commit === null) continue;
    before.add(sha);
    open.push(...commit.parents);
    if (commit.parents.length < 2) people.push(...writersIn(commit));
  }
  return people;
}

function writersIn({ author, message }: Pick<ListedCommit, "author" | "message">): Person[] {
  return [author, ...coAuthorsIn(message)];
}
