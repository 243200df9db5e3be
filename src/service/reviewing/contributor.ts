import type { Octokit, RepositoryName } from "../../github/octokit.ts";
import type { PullRequest } from "../../github/pull-request.ts";
import type { ContributorFacts, MergedPullRequest } from "../../model/pull-request.ts";

/** How many earlier pull requests are listed, and of how many the size is asked (one request each). */
const listed = 100;
const sized = 10;

/** What need not be asked again. A pull request does not change its size once it is merged. */
export interface ContributorMemory {
  /** Merged pull requests of an author, as far as their sizes were learned. */
  known(login: string): Promise<readonly MergedPullRequest[]>;
  /** Rows that a review counted in a pull request of the repository; null where there was none. */
  reviewedRows(pullNumber: number): Promise<number | null>;
  learn(login: string, merged: MergedPullRequest): Promise<void>;
}

/** What is asked about: who opened which pull request, and when. */
export type PullRequestAuthor = Pick<PullRequest, "number" | "openedAt"> & {
  readonly author: Omit<PullRequest["author"], "id">;
};

/**
 * Facts about the author. Each one that cannot be learned (no access, rate limit, a deleted account) is null on its
 * own: a review never fails for want of them.
 */
export async function readContributor(
  octokit: Octokit,
  repository: RepositoryName,
  { author: { login, isBot, association }, openedAt, number }: PullRequestAuthor,
  memory: ContributorMemory = noMemory,
): Promise<ContributorFacts> {
  const who = `repo:${repository.owner}/${repository.repo} is:pr author:${searchName(login)}`;
  const [accountCreatedAt, merged, firstSeenAt] = await Promise.all([
    orNull(async () => (await octokit.rest.users.getByUsername({ username: login })).data.created_at),
    orNull(async () => {
      const { items, complete } = await search(octokit, `${who} is:merged`, "desc", listed);
      if (!complete) return null;
      const earlier = items.filter((item) => item.number !== number).reverse();
      const sizes = new Map((await memory.known(login)).map((known) => [known.number, known.changedRows]));
      return withSizes(earlier, async (pull) => {
        const size = sizes.get(pull.number) ?? (await sizeOf(octokit, repository, pull.number, memory));
        if (size !== null && !sizes.has(pull.number))
          await memory.learn(login, { ...pull, changedRows: size });
        return size;
      });
    }),
    orNull(async () => (await search(octokit, who, "asc", 1)).items[0]?.created_at ?? null),
  ]);
  return { login, isBot, association, accountCreatedAt, merged, firstSeenAt, openedAt };
}

const noMemory: ContributorMemory = {
  known: () => Promise.resolve([]),
  reviewedRows: () => Promise.resolve(null),
  learn: () => Promise.resolve(),
};

interface Found {
  readonly number: number;
  readonly created_at: string;
  readonly closed_at: string | null;
  readonly pull_request?: { readonly merged_at?: string | null } | undefined;
}

async function search(octokit: Octokit, q: string, order: "asc" | "desc", count: number) {
  const { data } = await octokit.rest.search.issuesAndPullRequests({
    q,
    sort: "created",
    order,
    per_page: count,
  });
  return { items: data.items as readonly Found[], complete: !data.incomplete_results };
}

async function withSizes(
  earlier: readonly Found[],
  size: (pull: Omit<MergedPullRequest, "changedRows">) => Promise<number | null>,
): Promise<MergedPullRequest[]> {
  const unsized = earlier.length - sized;
  return Promise.all(
    earlier.map(async ({ number, pull_request, closed_at, created_at }, index) => {
      const pull = { number, mergedAt: pull_request?.merged_at ?? closed_at ?? created_at };
      return { ...pull, changedRows: index < unsized ? null : await size(pull) };
    }),
  );
}

/** Rows where an earlier review counted them, else lines as GitHub counts them. */
async function sizeOf(
  octokit: Octokit,
  repository: RepositoryName,
  number: number,
  memory: ContributorMemory,
): Promise<number | null> {
  return orNull(async () => {
    const rows = await memory.reviewedRows(number);
    if (rows !== null) return rows;
    const { data } = await octokit.rest.pulls.get({ ...repository, pull_number: number });
    return data.additions + data.deletions;
  });
}

/** Search knows `dependabot[bot]` as `app/dependabot`. A login cannot hold a space or a quote. */
const searchName = (login: string) => login.replace(/^(.+)\[bot\]$/, "app/$1");

async function orNull<T>(read: () => Promise<T | null>): Promise<T | null> {
  try {
    return await read();
  } catch {
    return null;
  }
}
