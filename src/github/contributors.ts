/** Who made the commits of a pull request: those people do not decide about it. */
import { coAuthorsIn } from "../versions/co-authors.ts";
import { type Octokit, type RepositoryName, statusOf } from "./client/octokit.ts";
import type { PullRequest } from "./pull-request.ts";

/** Somebody at a commit, as far as git and GitHub tell. */
interface Mention {
  readonly id: number | null;
  readonly login: string | null;
  readonly email: string | null;
}

/** Somebody's account, as it is compared with those. */
interface Account {
  readonly id: number;
  readonly login: string;
  /** Public address; null where there is none. */
  readonly email: string | null;
}

/** `12345+octocat@users.noreply.github.com`, of old accounts without the number. */
const noreply = /^(?:(\d+)\+)?([\w-]+)@users\.noreply\./i;

/** GitHub names the makers of this many commits of a pull request, and of no more. */
export const mostCommits = 250;

/**
 * Whether somebody authored, co-authored or committed any commit of a pull request, or pushed one to its branch; `unknown`
 * where GitHub does not name all commits. Who pushed is asked of the branch: a push may be older than the pull request, and
 * others' commits in it name its maker nowhere. GitHub tells it not of forks out of the App's reach.
 */
export async function partIn(
  octokit: Octokit,
  repository: RepositoryName,
  { number, headBranch }: PullRequest,
  person: Account,
): Promise<"commit" | "push" | "none" | "unknown"> {
  const commits = await octokit.paginate(octokit.rest.pulls.listCommits, {
    ...repository,
    pull_number: number,
    per_page: 100,
  });
  const has = commits.some(({ author, committer, commit }) =>
    [
      { ...account(author), email: commit.author?.email ?? null },
      { ...account(committer), email: commit.committer?.email ?? null },
      ...coAuthorsIn(commit.message).map(({ email }) => ({ id: null, login: null, email })),
    ].some((mention) => isSame(mention, person)),
  );
  if (has) return "commit";
  if (commits.length >= mostCommits) return "unknown";
  const made = new Set(commits.map(({ sha }) => sha));
  const pushed = headBranch ? await pushedBy(octokit, headBranch, person) : [];
  return pushed.some((sha) => made.has(sha)) ? "push" : "none";
}

/** What somebody's pushes to a branch made its head, as far as GitHub tells us. */
async function pushedBy(
  octokit: Octokit,
  { ref, ...repository }: RepositoryName & { readonly ref: string },
  { id, login }: Account,
): Promise<readonly string[]> {
  try {
    const pushes = await octokit.paginate(octokit.rest.repos.listActivities, {
      ...repository,
      ref: `refs/heads/${ref}`,
      actor: login,
      per_page: 100,
    });
    return pushes.filter(({ actor }) => actor?.id === id).map(({ after }) => after);
  } catch (error) {
    if (![403, 404].includes(statusOf(error) ?? 0)) throw error;
    return [];
  }
}

function account(user: unknown): Pick<Mention, "id" | "login"> {
  const { id, login } = (user ?? {}) as { id?: unknown; login?: unknown };
  return { id: typeof id === "number" ? id : null, login: typeof login === "string" ? login : null };
}

function isSame({ id, login, email }: Mention, person: Account): boolean {
  const same = (a: string | null | undefined, b: string | null) =>
    !!a && a.toLowerCase() === b?.toLowerCase();
  const [, number, name] = noreply.exec(email ?? "") ?? [];
  return (
    id === person.id ||
    Number(number) === person.id ||
    same(login, person.login) ||
    same(name, person.login) ||
    same(email, person.email)
  );
}
