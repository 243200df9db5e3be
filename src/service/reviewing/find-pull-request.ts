/** Finds the open pull requests of a commit, where GitHub's event named none. */
import type { CheckRun } from "../../github/check-run.ts";
import type { Octokit, RepositoryName } from "../../github/client/octokit.ts";

/**
 * The open pull requests with this head, where an event named none (forks): from our own marks on the commit's check
 * runs, else from GitHub's list of pull requests that hold the commit.
 */
export async function findPullRequests(
  octokit: Octokit,
  repository: RepositoryName,
  headSha: string,
  runs: readonly CheckRun[],
): Promise<readonly number[]> {
  const marked = runs.flatMap(({ origin }) => origin?.pullNumber ?? []);
  if (marked.length > 0) return [...new Set(marked)];
  const { data } = await octokit.rest.repos.listPullRequestsAssociatedWithCommit({
    ...repository,
    commit_sha: headSha,
    per_page: 100,
  });
  return data
    .filter(({ state, head }) => state === "open" && head.sha === headSha)
    .map(({ number }) => number);
}
