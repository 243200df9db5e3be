/** The commits that led to one, as GitHub lists them: newest first, a hundred with each request. */
import type { Octokit, RepositoryName } from "./client/octokit.ts";

export interface ListedCommit {
  readonly sha: string;
  readonly parents: readonly string[];
  /** When it came to be: ISO 8601. */
  readonly date: string;
  readonly author: { readonly name: string; readonly email: string };
  readonly message: string;
}

/** Commits by their id, as far as they led to one. */
export type CommitList = ReturnType<typeof commitList>;

const PAGES = 10;

/** Lists the commits that led to `tip`; no more than are asked for. */
export function commitList(octokit: Octokit, repository: RepositoryName, tip: string) {
  const known = new Map<string, ListedCommit>();
  let pages = 0;
  let atEnd = false;
  return {
    /** Null for one that is not among the newest `PAGES` hundred. */
    async get(sha: string): Promise<ListedCommit | null> {
      while (!known.has(sha) && !atEnd) {
        pages += 1;
        const { data } = await octokit.rest.repos.listCommits({
          ...repository,
          sha: tip,
          per_page: 100,
          page: pages,
        });
        atEnd = data.length < 100 || pages === PAGES;
        for (const { sha: id, parents, commit } of data)
          known.set(id, {
            sha: id,
            parents: parents.map((parent) => parent.sha),
            date: commit.committer?.date ?? commit.author?.date ?? "",
            author: { name: commit.author?.name ?? "", email: commit.author?.email ?? "" },
            message: commit.message,
          });
      }
      return known.get(sha) ?? null;
    },
  };
}
