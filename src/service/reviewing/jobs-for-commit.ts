/** Finds what to review again when all checks of a commit are run again. */
import { checkRunsOn } from "../../github/check-run.ts";
import type { Octokit } from "../../github/client/octokit.ts";
import type { PostingKind } from "../../github/external-id.ts";
import type { Job } from "../../model/job.ts";
import { findPullRequests } from "./find-pull-request.ts";

/** What a re-run of all checks of a commit asks for, where GitHub did not say which pull request it is the head of. */
export async function jobsForCommit(job: Job, octokit: Octokit): Promise<readonly Job[]> {
  const repository = { owner: job.owner, repo: job.repo };
  const runs = await checkRunsOn(octokit, repository, job.headSha).list();
  const of = (kind: PostingKind) => runs.find(({ origin }) => origin?.kind === kind)?.origin;
  const group = of("merge_group");
  if (group) return [{ ...job, kind: "merge_group", baseSha: group.baseSha ?? null }];
  const numbers = await findPullRequests(octokit, repository, job.headSha, runs);
  if (numbers.length > 0) return numbers.map((pullNumber) => ({ ...job, pullNumber }));
  return of("installation") ? [{ ...job, kind: "installation" }] : [];
}
