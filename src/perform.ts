import { CannotReview } from "./github/cannot-review.ts";
import { type CheckRun, type CheckRuns, checkRunsOn } from "./github/check-run.ts";
import type { RunOrigin } from "./github/external-id.ts";
import {
  type JudgeTools,
  judgeInstallation,
  judgeMergeGroup,
  judgePullRequest,
  type StepListener,
} from "./github/judge.ts";
import { cannotReview, couldNotComplete, inProgress, superseded } from "./github/notices.ts";
import type { Octokit } from "./github/octokit.ts";
import { progressReporter } from "./github/progress.ts";
import { readDefaultBranch } from "./github/pull-request.ts";
import { concludeTogether } from "./github/same-commit.ts";
import { type Verdict, verdict } from "./github/verdict.ts";
import type { ClaimedJob } from "./model/job.ts";

export interface PerformTools extends JudgeTools {
  /** Told as soon as the check run exists, so that it can be ended even if this process dies. */
  readonly onPosted?: ((checkRunId: number) => Promise<void>) | undefined;
  readonly onStep?: StepListener | undefined;
}

/** What became of a job. `verdict` is null where there was nothing to do. */
export interface Performed {
  readonly checkRunId: number | null;
  readonly verdict: Verdict | null;
}

const nothing: Performed = { checkRunId: null, verdict: null };

/**
 * Does one job: posts a check run in progress, reviews, and ends the run. It may be run again after a crash at any
 * point: it finds what it posted before. An error that may pass is thrown, for the queue to try again.
 */
export async function perform(job: ClaimedJob, tools: PerformTools): Promise<Performed> {
  switch (job.kind) {
    case "pull_request":
      return performPullRequest(job, tools);
    case "merge_group":
      return withCheckRun(job, tools, (onStep) => judgeMergeGroup(job, tools, onStep));
    case "installation":
      return performInstallation(job, tools);
    case "decision":
      // Nothing is posted for a decision itself: the review that it asks for shows it.
      return nothing;
  }
}

function performPullRequest(job: ClaimedJob, tools: PerformTools): Promise<Performed> {
  const { pullNumber } = job;
  if (pullNumber === null)
    throw new Error("Which pull request it is has to be found out first (jobsForCommit).");
  return withCheckRun(job, tools, (onStep) => judgePullRequest(job, pullNumber, tools, onStep));
}

async function performInstallation(job: ClaimedJob, tools: PerformTools): Promise<Performed> {
  const branch = await readDefaultBranch(tools.octokit, { owner: job.owner, repo: job.repo });
  if (!branch) return nothing;
  const onTip = { ...job, headSha: branch.sha };
  return withCheckRun(onTip, tools, () => judgeInstallation(onTip, tools));
}

/** Runs `judge` between the beginning and the end of a check run. */
async function withCheckRun(
  job: ClaimedJob,
  tools: PerformTools,
  judge: (onStep: StepListener) => Promise<Verdict>,
): Promise<Performed> {
  const checks = checksOf(job, tools.octokit);
  const earlier = (await checks.list()).filter(
    (run) => run.origin?.kind === job.kind && run.origin.pullNumber === job.pullNumber,
  );
  const own = earlier.find((run) => run.origin?.jobId === job.id);
  const done =
    own?.completed || (!job.force && earlier.some((run) => run.completed && run.conclusion !== "cancelled"));
  if (done) return { checkRunId: own?.id ?? null, verdict: null };

  const run = own ?? (await checks.create(originOf(job), inProgress, tools.reportUrl?.(job.id)));
  await tools.onPosted?.(run.id);
  const progress = progressReporter((output) => checks.progress(run, output));
  const onStep: StepListener = (step) => {
    progress.report(step);
    tools.onStep?.(step);
  };
  try {
    const found = await judge(onStep).catch(verdictOnError);
    // A progress update that is still on its way would set a finished run back to "in progress".
    await progress.settled();
    tools.signal?.throwIfAborted();
    return { checkRunId: run.id, verdict: await end(checks, run, job, tools, found) };
  } finally {
    await progress.settled();
  }
}

/** What cannot be reviewed is told in the check; all other errors are the queue's to try again. */
function verdictOnError(error: unknown): Verdict {
  if (error instanceof CannotReview) return verdict("failure", cannotReview(error.message));
  throw error;
}

async function end(
  checks: CheckRuns,
  run: CheckRun,
  job: ClaimedJob,
  { octokit, passed }: PerformTools,
  found: Verdict,
): Promise<Verdict> {
  const { conclusion, output, fingerprint } = found;
  if (conclusion === "cancelled" || job.kind !== "pull_request") {
    await checks.complete(run, conclusion, output);
    return found;
  }
  const repository = { owner: job.owner, repo: job.repo };
  const together = await concludeTogether(octokit, repository, checks, run, job.headSha, conclusion, output);
  if (fingerprint !== null && together !== "failure") await passed?.add(fingerprint, together);
  return { ...found, conclusion: together };
}

/** Ends the check run of a job that failed for good: it says that the review could not be completed. */
export async function giveUp(job: ClaimedJob, octokit: Octokit): Promise<void> {
  const checks = checksOf(job, octokit);
  const posted = await openRuns(checks, job);
  // Nobody waits for a repository's first check, and which commit it is for was never learned.
  const missing = posted.length === 0 && (job.kind === "pull_request" || job.kind === "merge_group");
  const runs = missing ? [await checks.create(originOf(job), couldNotComplete)] : posted;
  for (const run of runs) await checks.complete(run, "failure", couldNotComplete);
}

/** Ends the check run of a job that a newer head made needless, if it has one. */
export async function withdraw(job: ClaimedJob, octokit: Octokit): Promise<void> {
  const checks = checksOf(job, octokit);
  for (const run of await openRuns(checks, job)) await checks.complete(run, "cancelled", superseded);
}

const checksOf = ({ owner, repo, headSha }: ClaimedJob, octokit: Octokit) =>
  checkRunsOn(octokit, { owner, repo }, headSha);

function originOf({ kind, pullNumber, id, baseSha }: ClaimedJob): RunOrigin {
  if (kind === "decision") throw new Error(`No check run is made for a ${kind}.`);
  return { kind, pullNumber, jobId: id, baseSha: kind === "merge_group" ? baseSha : null };
}

async function openRuns(checks: CheckRuns, job: ClaimedJob): Promise<CheckRun[]> {
  return (await checks.list()).filter(({ origin, completed }) => origin?.jobId === job.id && !completed);
}
