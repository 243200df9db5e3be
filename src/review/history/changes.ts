/** Which merges and commits of a branch changed dataset files: its first-parent history, with who, when and what. */
import type { Config } from "../../config/schema.ts";
import type { HistoryChange, HistoryFile, Person } from "../../model/history.ts";
import { coAuthorsIn } from "../../versions/co-authors.ts";
import { datasetCandidates } from "../../versions/compare-trees.ts";
import { dataKind } from "../../versions/data-kinds.ts";
import { pathName } from "../../versions/git/git.ts";
import { git } from "../../versions/git/run-git.ts";
import { InputError } from "../../versions/input-error.ts";
import { mayBeLabelled } from "../../versions/not-reviewed.ts";

/** How far back to go. */
export interface Reach {
  /** At most so many changes. */
  readonly last: number;
  /** None before this moment, in milliseconds. */
  readonly since?: number | null;
  /** Only what came after this commit. */
  readonly after?: string | null;
}

/** A step of the history before it is known what it changed. */
interface Step extends Pick<HistoryChange, "commit" | "parent" | "date" | "subject" | "pull"> {
  readonly people: readonly Person[];
  /** The tip of the branch that it merged. */
  readonly merged: string | null;
}

const BATCH = 500;

/**
 * The changes of dataset files in the first-parent history of `tip`, oldest first. A pull request that was merged or
 * squashed is one change; one that was rebased is as many as it had commits. Of changes that are `known`, by their commit, git
 * is not asked again who wrote them. Throws `InputError` where git cannot read the history.
 */
export async function datasetChanges(
  repo: string,
  tip: string,
  config: Pick<Config, "include" | "exclude">,
  { last, since = null, after = null }: Reach,
  known: ReadonlyMap<string, HistoryChange> = new Map(),
): Promise<HistoryChange[]> {
  const found: HistoryChange[] = [];
  for (let next: string | null = tip; next !== null && found.length < last; ) {
    const steps = await firstParents(repo, next, after);
    const young = steps.filter(({ date }) => since === null || Date.parse(date) >= since);
    const files = await changedFiles(repo, young, config);
    const touching = young.filter(({ commit }) => files.has(commit)).slice(0, last - found.length);
    for (const step of touching) {
      const [seen, own] = [known.get(step.commit), files.get(step.commit)!];
      found.push(seen === undefined ? await asChange(repo, step, own) : { ...seen, files: own });
    }
    next = steps.length < BATCH || young.length === 0 ? null : steps.at(-1)!.parent;
  }
  return found.reverse();
}

const unreadable = (repo: string, tip: string): InputError =>
  new InputError(`${repo}: the history of ${tip} cannot be read`, "Check it with `git fsck`.");

/** Fields of a commit, each after a NUL; the co-authors with \x01 between them. */
const FORMAT = "%P%x00%an%x00%ae%x00%cI%x00%s%x00%(trailers:key=Co-authored-by,unfold,separator=%x01)";

async function readCommits(repo: string, args: readonly string[], tip: string): Promise<string[][]> {
  const listed = await git(repo, ["rev-list", `--format=${FORMAT}`, ...args, "--end-of-options", tip], () =>
    unreadable(repo, tip),
  );
  // `commit ID<line break>FIELDS<line break>`
  const lines = listed.toString("utf8").split("\n");
  return lines.flatMap((text, i) =>
    i % 2 === 0 && text !== "" ? [[text.slice(7), ...lines[i + 1]!.split("\0")]] : [],
  );
}

/** The next steps, newest first. */
async function firstParents(repo: string, tip: string, after: string | null): Promise<Step[]> {
  const args = ["--first-parent", `--max-count=${BATCH}`, ...(after === null ? [] : [`^${after}`])];
  return (await readCommits(repo, args, tip)).map((fields) => {
    const [commit = "", parents = "", , , date = "", subject = ""] = fields;
    const [parent = "", merged = null, ...more] = parents.split(" ");
    return {
      commit,
      parent: parent === "" ? null : parent,
      // A merge of three branches or more is none of a pull request.
      merged: more.length > 0 ? null : merged,
      date,
      subject,
      pull: pullOf(subject),
      people: peopleOf(fields),
    };
  });
}

function peopleOf([, , name = "", email = "", , , coAuthors = ""]: readonly string[]): Person[] {
  return [{ name, email }, ...coAuthorsIn(coAuthors.replaceAll("\u0001", "\n"))];
}

/** GitHub writes `Merge pull request #12 from …`, or with squash `… (#12)`. */
export function pullOf(subject: string): number | null {
  const found = /^Merge pull request #(\d{1,9}) /.exec(subject) ?? /\(#(\d{1,9})\)$/.exec(subject);
  return found === null ? null : Number(found[1]);
}

/** What a merge brought was written by the authors of the merged commits, not by the person who pressed the button. */
async function asChange(
  repo: string,
  { people, merged, ...step }: Step,
  files: readonly HistoryFile[],
): Promise<HistoryChange> {
  const { commit, parent } = step;
  const base = merged === null ? null : await mergeBase(repo, parent!, merged);
  const written = merged === null ? [] : await authorsBetween(repo, parent!, merged);
  return {
    ...step,
    files,
    authors: (written.length > 0 ? written : eachOnce(people)) as [Person, ...Person[]],
    ...(merged === null || base === null
      ? { mergeBase: parent, head: commit }
      : { mergeBase: base, head: merged }),
  };
}

/** Who wrote the commits of `to` that `from` has not, each once. */
export async function authorsBetween(repo: string, from: string, to: string): Promise<Person[]> {
  return eachOnce((await readCommits(repo, [`^${from}`, "--no-merges"], to)).flatMap(peopleOf));
}

/** Null where the two have no common history. */
async function mergeBase(repo: string, one: string, other: string): Promise<string | null> {
  const none = unreadable(repo, other);
  const found = await git(repo, ["merge-base", one, other], () => none).catch((error: unknown) => {
    if (error === none) return null;
    throw error;
  });
  return found === null ? null : found.toString("latin1").trim();
}

/** Each person once, by address. */
export function eachOnce(people: readonly Person[]): Person[] {
  const byAddress = new Map<string, Person>();
  for (const person of people) {
    const address = person.email.toLowerCase();
    if (!byAddress.has(address)) byAddress.set(address, person);
  }
  return [...byAddress.values()];
}

/** The dataset files in which each step differs from its parent, by commit; steps without any are left out. */
async function changedFiles(
  repo: string,
  steps: readonly Step[],
  config: Pick<Config, "include" | "exclude">,
): Promise<ReadonlyMap<string, readonly HistoryFile[]>> {
  if (steps.length === 0) return new Map();
  const isCandidate = datasetCandidates(config);
  const input = steps
    .map(({ commit, parent }) => `${commit}${parent === null ? "" : ` ${parent}`}\n`)
    .join("");
  const answer = await git(
    repo,
    ["diff-tree", "--stdin", "-r", "-z", "--raw", "--root", "--no-abbrev", "--no-renames"],
    () => unreadable(repo, steps[0]!.commit),
    { input },
  );
  const changed = new Map<string, HistoryFile[]>();
  let commit = "";
  for (let start = 0; start < answer.length; ) {
    // `COMMIT<nul>`, then for each file `:MODE MODE ID ID STATUS<nul>PATH<nul>`.
    const end = answer.indexOf(0, start);
    const word = answer.toString("latin1", start, end);
    start = end + 1;
    if (!word.startsWith(":")) {
      commit = word;
      continue;
    }
    const pathEnd = answer.indexOf(0, start);
    const path = pathName(answer.subarray(start, pathEnd));
    start = pathEnd + 1;
    const [from = "", to = "", before = "", after = ""] = word.slice(1).split(" ");
    const kind = [from, to].includes("160000") ? "submodule" : "file";
    if (!isCandidate({ path, kind }) && !mayBeLabelled(path) && !isUnread(path)) continue;
    const files = changed.get(commit) ?? [];
    files.push({ path, before: objectId(before), after: objectId(after) });
    changed.set(commit, files);
  }
  return changed;
}

/** Rows kept in a format that is not read: the review names them, and so does the replay. */
const isUnread = (path: string): boolean => dataKind(path) === "format";

const objectId = (id: string): string | null => (/^0+$/.test(id) ? null : id);
