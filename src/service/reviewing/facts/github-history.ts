/** The history of a branch over GitHub's API: which merges and commits changed dataset files, and what they changed. */
import { createHash } from "node:crypto";
import type { Config } from "../../../config/schema.ts";
import type { Downloads } from "../../../github/blobs/downloads.ts";
import { largestKept } from "../../../github/blobs/kept-blobs.ts";
import type { DownloadTools } from "../../../github/blobs/small-blobs.ts";
import { CannotReview } from "../../../github/cannot-review.ts";
import { statusOf } from "../../../github/client/octokit.ts";
import { type CommitList, commitList, type ListedCommit } from "../../../github/commit-list.ts";
import { type Commits, readCommits, writersOf } from "../../../github/pull-request.ts";
import type { HistoryChange, HistoryFile, Person } from "../../../model/history.ts";
import { eachOnce, pullOf } from "../../../review/history/changes.ts";
import type { History } from "../../../review/history/history.ts";
import type { Cache } from "../../../store/store.ts";
import { changedEntries, datasetCandidates } from "../../../versions/compare-trees.ts";
import { InputError } from "../../../versions/input-error.ts";
import type { ChangedEntries, Tree } from "../../../versions/tree.ts";
import { readDataset } from "./read-dataset.ts";

/** Listings of files that one review may ask for to find earlier changes; each is kept for later reviews. */
const LISTINGS = 200;

export interface HistoryTools extends DownloadTools {
  readonly config: Config;
  readonly cache: Cache;
  readonly downloads: Downloads;
  readonly readTree: (commit: string) => Promise<Tree>;
  /** The commits of the review itself, as far as GitHub told of them already. */
  readonly own: Commits;
}

/** Dataset files of a version, path to content. */
type DataFiles = ReadonlyMap<string, string>;

export function githubHistory(tools: HistoryTools): History {
  const { octokit, repository, config, downloads, readTree, own } = tools;
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
        const isWanted = ({ sha, date }: ListedCommit): boolean =>
          sha !== after && Date.parse(date) >= (since ?? 0);
        for (let next: string | undefined = tip; next !== undefined && found.length < last; ) {
          const steps: readonly Step[] = await firstParents(next, commits, isWanted);
          for await (const { at, files } of differing(steps, filesOf)) {
            found.push(await asChange(at, files, commits));
            if (found.length === last) break;
          }
          next = steps.length < STRETCH ? undefined : steps.at(-1)?.parent;
        }
        return found.reverse();
      }),
    compare: (from, to, onlyChanged = false) =>
      told(async () => {
        const entries = await changedEntries(await readTree(from), await readTree(to), config);
        const limits = onlyChanged ? { ...config.limits, maxContextBytes: 0 } : config.limits;
        // Patches save downloads, of which a single small file is one at most.
        const few = entries.changed.length < 2 && entries.changed.every(isSmall);
        const { changes } = few ? noPatches : await readCommits(octokit, repository, from, to);
        return readDataset(entries, limits, downloads, changes);
      }),
    authors: (from, to) =>
      told(async () =>
        eachOnce(
          (to === own.head && from === own.mergeBase ? own.writers : null) ??
            (await writersBetween(from, to, commitsTo(to))),
        ),
      ),
    // Each version would be a download: sizes are those of the reviews on record.
    countsRows: false,
  };
}

const noPatches: Pick<Commits, "changes"> = { changes: new Map() };
const isSmall = ({ base, head }: ChangedEntries): boolean =>
  [base, head].every((side) => side === null || (side.source.size ?? Infinity) <= largestKept);

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
    if (kept !== null) return new Map(JSON.parse(kept) as [string, string][]);
    if (++listings > LISTINGS)
      throw new InputError(
        `the history takes more than ${LISTINGS} requests to read`,
        "Set `memory.since` to a nearer point.",
      );
    const entries = [...(await readTree(commit)).values()].filter(isCandidate);
    const files = new Map(entries.map(({ path, id }) => [path, id ?? ""]));
    await cache.put(kind, version, key, JSON.stringify([...files]));
    return files;
  };
}

/** A commit and the first one that it was made on. */
interface Step {
  readonly commit: ListedCommit;
  readonly parent: string;
}

/** So many steps are looked at together. */
const STRETCH = 64;

/** The next steps from a commit on, newest first, as far as they are wanted. */
async function firstParents(
  tip: string,
  commits: CommitList,
  isWanted: (commit: ListedCommit) => boolean,
): Promise<Step[]> {
  const steps: Step[] = [];
  for (let next = tip; steps.length < STRETCH; ) {
    const commit = await commits.get(next);
    const parent = commit?.parents[0];
    if (commit === null || parent === undefined || !isWanted(commit)) break;
    steps.push({ commit, parent });
    next = parent;
  }
  return steps;
}

/**
 * The steps that changed dataset files, newest first. A stretch that begins and ends with the same files is not looked into:
 * what came and went within it is nowhere now. So a long history with few changes takes few listings.
 */
async function* differing(
  steps: readonly Step[],
  filesOf: (commit: string) => Promise<DataFiles>,
): AsyncGenerator<{ readonly at: Step; readonly files: HistoryFile[] }, void, undefined> {
  const [newest, oldest] = [steps[0], steps.at(-1)];
  if (newest === undefined || oldest === undefined) return;
  const files = changedFiles(await filesOf(oldest.parent), await filesOf(newest.commit.sha));
  if (files.length === 0) return;
  if (steps.length === 1) yield { at: newest, files };
  else {
    const middle = steps.length >> 1;
    yield* differing(steps.slice(0, middle), filesOf);
    yield* differing(steps.slice(middle), filesOf);
  }
}

function changedFiles(before: DataFiles, after: DataFiles): HistoryFile[] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .map((path) => ({ path, before: before.get(path) ?? null, after: after.get(path) ?? null }))
    .filter((file) => file.before !== file.after);
}

async function asChange(
  { commit: { sha, date, message, author, parents }, parent }: Step,
  files: readonly HistoryFile[],
  commits: CommitList,
): Promise<HistoryChange> {
  const subject = message.split("\n", 1)[0]!;
  const [, merged = null, ...more] = parents;
  const written = merged === null || more.length > 0 ? [] : await writersBetween(parent, merged, commits);
  const people = written.length > 0 ? written : writersOf({ author, message });
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
async function writersBetween(parent: string, merged: string, commits: CommitList): Promise<Person[]> {
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
    if (commit.parents.length < 2) people.push(...writersOf(commit));
  }
  return people;
}
