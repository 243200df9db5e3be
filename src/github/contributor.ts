import type { ContributorFacts, MergedPullRequest } from "../model/pull-request.ts";
import type { Octokit, RepositoryName } from "./octokit.ts";
import type { PullRequest } from "./pull-request.ts";

/** How many earlier pull requests are listed, and of how many the size is asked from GitHub (one request each). */
const listed = 100;
const sized = 10;

/**
 * Facts about the author. Each one that cannot be learned (no access, rate limit, a deleted account) is null on its
 * own: a review never fails for want of them. `reviewed` are sizes in rows that are known from earlier reviews.
 */
export async function readContributor(
  octokit: Octokit,
  repository: RepositoryName,
  { author, openedAt, number }: PullRequest,
  reviewed: readonly MergedPullRequest[] = [],
): Promise<ContributorFacts> {
  const who = `repo:${repository.owner}/${repository.repo} is:pr author:${searchName(author.login)}`;
  const [accountCreatedAt, merged, firstSeenAt] = await Promise.all([
    orNull(async () => (await octokit.rest.users.getByUsername({ username: author.login })).data.created_at),
    orNull(async () => {
      const { items, complete } = await search(octokit, `${who} is:merged`, "desc", listed);
      if (!complete) return null;
      const earlier = items.filter((item) => item.number !== number).reverse();
      return withSizes(octokit, repository, earlier, reviewed);
    }),
    orNull(async () => (await search(octokit, who, "asc", 1)).items[0]?.created_at ?? null),
  ]);
  return { ...author, accountCreatedAt, merged, firstSeenAt, openedAt };
}

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

/** Sizes of the newest ones: rows where an earlier review counted them, else lines as GitHub counts them. */
async function withSizes(
  octokit: Octokit,
  repository: RepositoryName,
  earlier: readonly Found[],
  reviewed: readonly MergedPullRequest[],
): Promise<MergedPullRequest[]> {
  const known = new Map(reviewed.map(({ number, changedRows }) => [number, changedRows]));
  const ask = new Set(earlier.slice(-sized).map(({ number }) => number));
  return Promise.all(
    earlier.map(async ({ number, pull_request, closed_at, created_at }) => ({
      number,
      mergedAt: pull_request?.merged_at ?? closed_at ?? created_at,
      changedRows:
        known.get(number) ?? (ask.has(number) ? await changedLines(octokit, repository, number) : null),
    })),
  );
}

async function changedLines(
  octokit: Octokit,
  repository: RepositoryName,
  number: number,
): Promise<number | null> {
  return orNull(async () => {
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
