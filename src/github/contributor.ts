import type { ContributorFacts, MergedPullRequest } from "../model/pull-request.ts";
import type { Octokit, RepositoryName } from "./octokit.ts";
import type { PullRequest } from "./pull-request.ts";

/** How many earlier pull requests are listed, and of how many the size is asked (one request each). */
const listed = 100;
const sized = 10;

/**
 * Facts about the author. Each one that cannot be learned (no access, rate limit, a deleted account) is null on its
 * own: a review never fails for want of them. `reviewedRows` answers how many rows of a pull request a review counted.
 */
export async function readContributor(
  octokit: Octokit,
  repository: RepositoryName,
  { author, openedAt, number }: PullRequest,
  reviewedRows: RowCounts = () => Promise.resolve(null),
): Promise<ContributorFacts> {
  const who = `repo:${repository.owner}/${repository.repo} is:pr author:${searchName(author.login)}`;
  const [accountCreatedAt, merged, firstSeenAt] = await Promise.all([
    orNull(async () => (await octokit.rest.users.getByUsername({ username: author.login })).data.created_at),
    orNull(async () => {
      const { items, complete } = await search(octokit, `${who} is:merged`, "desc", listed);
      if (!complete) return null;
      const earlier = items.filter((item) => item.number !== number).reverse();
      return withSizes(earlier, (of) => sizeOf(octokit, repository, of, reviewedRows));
    }),
    orNull(async () => (await search(octokit, who, "asc", 1)).items[0]?.created_at ?? null),
  ]);
  return { ...author, accountCreatedAt, merged, firstSeenAt, openedAt };
}

/** Rows that a review counted in a pull request of the repository; null where there was none. */
export type RowCounts = (pullNumber: number) => Promise<number | null>;

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
  size: (number: number) => Promise<number | null>,
): Promise<MergedPullRequest[]> {
  const unsized = earlier.length - sized;
  return Promise.all(
    earlier.map(async ({ number, pull_request, closed_at, created_at }, index) => ({
      number,
      mergedAt: pull_request?.merged_at ?? closed_at ?? created_at,
      changedRows: index < unsized ? null : await size(number),
    })),
  );
}

/** Rows where an earlier review counted them, else lines as GitHub counts them. */
async function sizeOf(
  octokit: Octokit,
  repository: RepositoryName,
  number: number,
  reviewedRows: RowCounts,
): Promise<number | null> {
  return orNull(async () => {
    const rows = await reviewedRows(number);
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
