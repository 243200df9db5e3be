/** Asks GitHub for a pull request and its commits. */
import type { Person } from "../model/history.ts";
import type { AuthorAssociation } from "../model/pull-request.ts";
import { coAuthorsIn } from "../versions/co-authors.ts";
import { CannotReview } from "./cannot-review.ts";
import { askAgain } from "./client/ask-again.ts";
import { type Octokit, type RepositoryName, statusOf } from "./client/octokit.ts";

/** What a review needs to know of a pull request, apart from its files. */
export interface PullRequest {
  readonly number: number;
  readonly open: boolean;
  readonly headSha: string;
  /** The branch of the head, and where it is; null where that is gone. */
  readonly headBranch: (RepositoryName & { readonly ref: string }) | null;
  readonly baseRef: string;
  /** The tip of the base branch when GitHub last looked. */
  readonly baseSha: string;
  readonly author: Author;
  /** What its author wrote below the title. */
  readonly text: string;
  /** ISO 8601. */
  readonly openedAt: string;
  /** ISO 8601. */
  readonly updatedAt: string;
}

interface Author {
  /** Null for a deleted account. */
  readonly id: number | null;
  readonly login: string;
  readonly isBot: boolean;
  readonly association: AuthorAssociation;
}

/** The commits that a review compares. */
export interface Commits {
  /** What both sides have in common: the version that the changes are changes to. */
  readonly mergeBase: string;
  readonly head: string;
  /** The tip of the base branch: where the maintainers' configuration is read. */
  readonly baseTip: string;
  /** Who wrote the commits from one to the other, and whom they name; null where GitHub did not list all of them. */
  readonly writers: readonly Person[] | null;
  /** How files differ between merge base and head, by path in the head, or of a deleted file in the base. */
  readonly changes: ReadonlyMap<string, TextChange>;
}

/** What GitHub says of a changed file. It says it of 300 files at most, and of large changes without the patch. */
export interface TextChange {
  readonly deletions: number;
  readonly patch: string | null;
}

export async function readPullRequest(
  octokit: Octokit,
  repository: RepositoryName,
  number: number,
): Promise<PullRequest> {
  const { data } = await octokit.rest.pulls.get({ ...repository, pull_number: number });
  // GitHub answers null for the author of a deleted account, whatever the client's types say.
  const user = data.user as typeof data.user | null;
  const fork = data.head.repo as typeof data.head.repo | null;
  return {
    number,
    open: data.state === "open",
    headSha: data.head.sha,
    headBranch: fork && { owner: fork.owner.login, repo: fork.name, ref: data.head.ref },
    baseRef: data.base.ref,
    baseSha: data.base.sha,
    author: {
      id: user?.id ?? null,
      login: user?.login ?? "ghost",
      isBot: user?.type === "Bot",
      association: data.author_association,
    },
    text: data.body ?? "",
    openedAt: data.created_at,
    updatedAt: data.updated_at,
  };
}

/**
 * Finds the merge base. `base` may be a branch or a commit; the head of a fork is found in the base repository, which
 * keeps it as `refs/pull/N/head`, so no access to the fork is needed.
 */
export async function readCommits(
  octokit: Octokit,
  repository: RepositoryName,
  base: string,
  head: string,
): Promise<Commits> {
  try {
    const basehead = `${base}...${head}`;
    const { data } = await askAgain(() =>
      octokit.rest.repos.compareCommitsWithBasehead({ ...repository, basehead, per_page: 100 }),
    );
    const changes = new Map(
      (data.files ?? []).map(({ filename, deletions, patch = null }) => [filename, { deletions, patch }]),
    );
    const [mergeBase, baseTip] = [data.merge_base_commit.sha, data.base_commit.sha];
    const made = data.commits.filter(({ parents }) => parents.length < 2);
    const isAll = made.length > 0 && data.commits.length === data.total_commits;
    const writers = isAll ? made.flatMap(({ commit }) => writersOf(commit)) : null;
    return { mergeBase, head, baseTip, writers, changes };
  } catch (error) {
    if (statusOf(error) !== 404) throw error;
    throw new CannotReview(
      `GitHub finds no common ancestor of \`${base}\` and ${head.slice(0, 7)}. Rebase the branch onto \`${base}\`.`,
    );
  }
}

/** Who wrote a commit, and whom its message names as co-authors. */
export function writersOf({ author, message }: ByWhom): Person[] {
  return [{ name: author?.name ?? "", email: author?.email ?? "" }, ...coAuthorsIn(message)];
}

interface ByWhom {
  readonly author: Partial<Person> | null;
  readonly message: string;
}

/**
 * The commits of a pull request. Whoever may push a tag may give it the name of the base branch: where GitHub compared with
 * another commit than the one that the pull request names, the branch itself is asked for its own.
 */
export async function readCommitsOf(
  octokit: Octokit,
  repository: RepositoryName,
  { baseRef, baseSha, headSha }: PullRequest,
): Promise<Commits> {
  const commits = await readCommits(octokit, repository, baseRef, headSha);
  if (commits.baseTip === baseSha) return commits;
  const { data } = await octokit.rest.repos.getBranch({ ...repository, branch: baseRef });
  const tip = data.commit.sha;
  return tip === commits.baseTip ? commits : readCommits(octokit, repository, tip, headSha);
}

/** The repository's own number, which stays when its name changes hands. */
export async function readRepositoryId(octokit: Octokit, repository: RepositoryName): Promise<number> {
  return (await octokit.rest.repos.get({ ...repository })).data.id;
}

/** The default branch and the commit at its tip; null for a repository without commits. */
export async function readDefaultBranch(
  octokit: Octokit,
  repository: RepositoryName,
): Promise<{ readonly name: string; readonly sha: string } | null> {
  const { data } = await octokit.rest.repos.get({ ...repository });
  try {
    const tip = await octokit.rest.repos.getCommit({
      ...repository,
      ref: `heads/${data.default_branch}`,
      per_page: 1,
    });
    return { name: data.default_branch, sha: tip.data.sha };
  } catch (error) {
    // 409: the repository is empty; 404 and 422: the branch does not exist yet.
    if ([404, 409, 422].includes(statusOf(error) ?? 0)) return null;
    throw error;
  }
}
