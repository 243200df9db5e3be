// Who made the commits of a pull request: those people do not decide about it.
import { coAuthorsIn } from "../versions/co-authors.ts";
import type { Octokit, RepositoryName } from "./client/octokit.ts";

/** Somebody at a commit, as far as git and GitHub tell. */
interface Mention {
  readonly id: number | null;
  readonly login: string | null;
  readonly email: string | null;
}

/** A person as they are compared with those. */
export interface Person {
  readonly id: number;
  readonly login: string;
  /** Public address; null where there is none. */
  readonly email: string | null;
}

/** `12345+octocat@users.noreply.github.com`, of old accounts without the number. */
const noreply = /^(?:(\d+)\+)?([\w-]+)@users\.noreply\./i;

/** GitHub names the makers of this many commits of a pull request, and of no more. */
export const mostCommits = 250;

/** Whether somebody authored, co-authored or committed any commit of a pull request; null where some are not named. */
export async function hasPartIn(
  octokit: Octokit,
  repository: RepositoryName,
  pullNumber: number,
  person: Person,
): Promise<boolean | null> {
  const commits = await octokit.paginate(octokit.rest.pulls.listCommits, {
    ...repository,
    pull_number: pullNumber,
    per_page: 100,
  });
  const has = commits.some(({ author, committer, commit }) =>
    [
      { ...account(author), email: commit.author?.email ?? null },
      { ...account(committer), email: commit.committer?.email ?? null },
      ...coAuthorsIn(commit.message).map(({ email }) => ({ id: null, login: null, email })),
    ].some((mention) => isSame(mention, person)),
  );
  return has || commits.length < mostCommits ? has : null;
}

function account(user: unknown): Pick<Mention, "id" | "login"> {
  const { id, login } = (user ?? {}) as { id?: unknown; login?: unknown };
  return { id: typeof id === "number" ? id : null, login: typeof login === "string" ? login : null };
}

function isSame({ id, login, email }: Mention, person: Person): boolean {
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
