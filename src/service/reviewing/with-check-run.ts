/** A check run around a piece of work: found or begun before, told of progress, and ended with the verdict. */
import { CannotReview } from "../../github/cannot-review.ts";
import {
  type CheckRun,
  type CheckRuns,
  checkName,
  checkRunsOn,
  drillCheckName,
  isVerdict,
} from "../../github/check-run.ts";
import { type Octokit, statusOf, withoutRoom } from "../../github/client/octokit.ts";
import { passingFault } from "../../github/client/passing-fault.ts";
import type { RunOrigin } from "../../github/external-id.ts";
import type { CheckOutput } from "../../model/check-output.ts";
import type { ClaimedJob } from "../../model/job.ts";
import type { Reviews } from "../../store/store.ts";
import type { StepListener, Tools } from "../tools.ts";
import { cannotReview, couldNotComplete, inProgress, mayNotRead, refused, superseded } from "./notices.ts";
import { passedReviews } from "./passed-reviews.ts";
import { progressReporter } from "./progress.ts";
import { agreeAfterwards, concludeTogether, endOthers } from "./same-commit.ts";
import { type Verdict, verdict } from "./verdict.ts";

/** What became of a job. `verdict` is null where there was nothing to do. */
export interface Performed {
  readonly checkRunId: number | null;
  readonly verdict: Verdict | null;
}

/** Runs `work` between the beginning and the end of a check run, and keeps which run it is. */
export async function withCheckRun(
  job: ClaimedJob,
  tools: Tools,
  work: (onStep: StepListener) => Promise<Verdict>,
  begun: CheckOutput = inProgress,
): Promise<Performed> {
  const checks = checksOf(job, tools.octokit);
  const isFirst = await isFirstRun(job, tools.store.reviews, tools.neverBegun === true);
  const listed = isFirst ? [] : await checks.list();
  const earlier = listed.filter(
    (run) => run.origin?.kind === job.kind && run.origin.pullNumber === job.pullNumber,
  );
  const mine = earlier.filter((run) => run.origin?.jobId === job.id);
  const own = mine.find(({ completed }) => completed) ?? mine[0];
  const done = own?.completed || (!job.force && earlier.some(({ conclusion }) => isVerdict(conclusion)));
  await endOthers(checks, earlier, done ? undefined : own);
  if (own && done && job.kind === "pull_request" && isVerdict(own.conclusion))
    await agreeAfterwards(commitOf(job, tools.octokit, checks), listed, own, own.conclusion);
  if (done) return { checkRunId: own?.id ?? null, verdict: null };

  const run = own ?? (await checks.create(originOf(job), begun, tools.reportUrl?.(job.id)));
  // Remembered as soon as it exists, so that it can be ended even if this process dies.
  await tools.store.reviews.posted(job.id, run.id);
  const { installationId } = job;
  const hasRoom = () => !withoutRoom([installationId]).includes(installationId);
  const progress = progressReporter((output) => checks.progress(run, output), hasRoom);
  const onStep: StepListener = (step) => {
    progress.report(step);
    tools.onStep?.(step);
  };
  try {
    const found = await work(onStep).catch(verdictOnError);
    // A progress update that is still on its way would set a finished run back to "in progress".
    await progress.settled();
    tools.signal?.throwIfAborted();
    return {
      checkRunId: run.id,
      verdict: await endOnce((verdict) => end(checks, run, job, tools, verdict), found),
    };
  } finally {
    await progress.settled();
  }
}

/** What cannot be reviewed is told in the check; all other errors are the queue's to try again. */
function verdictOnError(error: unknown): Verdict {
  if (error instanceof CannotReview) return verdict("failure", cannotReview(error.message));
  if (statusOf(error) === 403 && passingFault(error) === null)
    return verdict("failure", cannotReview(mayNotRead));
  throw error;
}

/**
 * Ends the run. What GitHub refuses as it is (422) it will refuse again: then the verdict is posted without what hangs on
 * lines of files, and at last a failure that says so.
 */
async function endOnce(end: (found: Verdict) => Promise<Verdict>, found: Verdict): Promise<Verdict> {
  const bare = { ...found, output: { ...found.output, annotations: [] } };
  const failed = { ...found, conclusion: "failure" as const, fingerprint: null, output: refused };
  for (const attempt of [found, bare]) {
    try {
      return await end(attempt);
    } catch (error) {
      if (statusOf(error) !== 422) throw error;
    }
  }
  return end(failed);
}

async function end(
  checks: CheckRuns,
  run: CheckRun,
  job: ClaimedJob,
  { octokit, store }: Tools,
  found: Verdict,
): Promise<Verdict> {
  const { conclusion, output, fingerprint } = found;
  if (conclusion === "cancelled" || job.kind !== "pull_request") {
    await checks.complete(run, conclusion, output);
    return found;
  }
  const together = await concludeTogether(commitOf(job, octokit, checks), run, conclusion, output);
  if (fingerprint !== null && together !== "failure")
    await passedReviews(store.cache, job).add(fingerprint, together);
  return { ...found, conclusion: together };
}

/**
 * Ends the check run of a job that failed for good: it says that the review could not be completed. False where that can
 * be said nowhere: should the repository come within reach again, its pull requests still want their review.
 */
export async function giveUp(job: ClaimedJob, octokit: Octokit): Promise<boolean> {
  try {
    await sayGivenUp(job, checksOf(job, octokit));
    return true;
  } catch (error) {
    if (nowhere.includes(statusOf(error) ?? 0) && passingFault(error) === null) return false;
    throw error;
  }
}

async function sayGivenUp(job: ClaimedJob, checks: CheckRuns): Promise<void> {
  const posted = await openRuns(checks, job);
  // Nobody waits for a repository's first check, and which commit it is for was never learned.
  const missing = posted.length === 0 && (job.kind === "pull_request" || job.kind === "merge_group");
  const runs = missing ? [await checks.create(originOf(job), couldNotComplete)] : posted;
  // A drill holds up nobody.
  const conclusion = job.kind === "drill" ? "neutral" : "failure";
  for (const run of runs) await checks.complete(run, conclusion, couldNotComplete);
}

/** The commit or the repository is gone, or takes no checks of ours: nobody can be told, and nobody waits. */
const nowhere = [403, 404, 410, 422, 451];

/** Ends the check run of a job that a newer head made needless, if it has one. */
export async function withdraw(job: ClaimedJob, octokit: Octokit): Promise<void> {
  const checks = checksOf(job, octokit);
  for (const run of await openRuns(checks, job)) await checks.complete(run, "cancelled", superseded);
}

const checksOf = ({ kind, owner, repo, headSha }: ClaimedJob, octokit: Octokit) =>
  checkRunsOn(octokit, { owner, repo }, headSha, kind === "drill" ? drillCheckName : checkName);

const commitOf = ({ owner, repo, headSha }: ClaimedJob, octokit: Octokit, checks: CheckRuns) => ({
  octokit,
  repository: { owner, repo },
  headSha,
  checks,
});

function originOf({ kind, pullNumber, id, baseSha }: ClaimedJob): RunOrigin {
  if (kind === "decision") throw new Error(`No check run is made for a ${kind}.`);
  return { kind, pullNumber, jobId: id, baseSha: kind === "merge_group" ? baseSha : null };
}

async function openRuns(checks: CheckRuns, job: ClaimedJob): Promise<CheckRun[]> {
  return (await checks.list()).filter(({ origin, completed }) => origin?.jobId === job.id && !completed);
}

/** Records may be younger than what stands at GitHub (a lost database): they are believed about what just happened. */
const recentMs = 10 * 60_000;

/**
 * Whether a job is the first that anybody here works on for its head. `neverBegun` says that no attempt at the job itself
 * was made. What this should miss, the list before the verdict is posted still finds and ends.
 */
async function isFirstRun(
  { kind, force, observedAt, owner, repo, pullNumber, headSha, id }: ClaimedJob,
  reviews: Pick<Reviews, "list">,
  neverBegun: boolean,
): Promise<boolean> {
  if (!neverBegun || kind !== "pull_request" || pullNumber === null || force) return false;
  const ageMs = Date.now() - Date.parse(observedAt ?? "");
  if (!(Math.abs(ageMs) < recentMs)) return false;
  const known = await reviews.list(owner, repo, pullNumber);
  return known.every((review) => review.id === id || review.headSha !== headSha);
}
