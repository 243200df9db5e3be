/** Ends the checks of one commit in agreement where several pull requests share it. */

import type { CheckRun, CheckRuns } from "../../github/check-run.ts";
import type { Octokit, RepositoryName } from "../../github/client/octokit.ts";
import { readPullRequest } from "../../github/pull-request.ts";
import type { CheckOutput } from "../../model/check-output.ts";
import type { Conclusion } from "../../model/result.ts";
import { sameCommitFails, superseded } from "./notices.ts";

/** The commit whose checks have to agree. */
export interface SharedCommit {
  readonly octokit: Octokit;
  readonly repository: RepositoryName;
  readonly headSha: string;
  readonly checks: CheckRuns;
}

/**
 * A check belongs to a commit, and one commit can be the head of several pull requests: opened against a branch that
 * holds the planted rows already, it would pass, and that pass would count everywhere. So a pull request passes only
 * while no other open one fails on the same commit. Returns the number of one that fails, or null.
 */
async function failsElsewhere(
  { octokit, repository, headSha }: SharedCommit,
  runs: readonly CheckRun[],
  own: CheckRun,
): Promise<number | null> {
  const newest = new Map<number, CheckRun>();
  for (const run of runs) {
    const number = run.origin?.pullNumber ?? null;
    if (number !== null && number !== own.origin?.pullNumber && !newest.has(number)) newest.set(number, run);
  }
  for (const [number, run] of newest) {
    if (run.conclusion !== "failure") continue;
    const other = await readPullRequest(octokit, repository, number);
    if (other.open && other.headSha === headSha) return number;
  }
  return null;
}

/**
 * Ends a run with its verdict, in agreement with what other pull requests say about the same commit. Two that end at the
 * same moment would each miss the other if both looked only before they wrote: so both look after it, too.
 */
export async function concludeTogether(
  commit: SharedCommit,
  run: CheckRun,
  conclusion: Conclusion,
  output: CheckOutput,
): Promise<Conclusion> {
  const { checks } = commit;
  const ended = { ...run, conclusion };
  if (conclusion === "failure") {
    await checks.complete(run, "failure", output);
    const runs = await checks.list();
    await endOthers(checks, runs, run);
    return agreeAfterwards(commit, runs, ended, conclusion, output);
  }
  const runs = await checks.list();
  await endOthers(checks, runs, run);
  const failing = await failsElsewhere(commit, runs, run);
  if (failing !== null) {
    await checks.complete(run, "failure", withNotice(output, failing));
    return "failure";
  }
  await checks.complete(run, conclusion, output);
  if (!runs.some((other) => !other.completed && isOfAnother(other, run))) return conclusion;
  return agreeAfterwards(commit, await checks.list(), ended, conclusion, output);
}

/**
 * What is done after a run has ended, and again by an attempt that finds its run ended: the one before may have stopped
 * between. Returns how the run stands then.
 */
export async function agreeAfterwards(
  commit: SharedCommit,
  runs: readonly CheckRun[],
  ended: CheckRun,
  conclusion: Conclusion,
  output: CheckOutput = { title: "", summary: "" },
): Promise<Conclusion> {
  if (conclusion === "failure") {
    await takeBackPasses(commit.checks, runs, ended);
    return conclusion;
  }
  const failing = await failsElsewhere(commit, runs, ended);
  if (failing === null) return conclusion;
  // What was posted stands already: annotations are only ever added.
  await commit.checks.complete(ended, "failure", withNotice({ ...output, annotations: [] }, failing));
  return "failure";
}

/**
 * Ends what stands open beside a job's own run. One job at a time lives for a head: what another left open, or a second
 * run of this one, whose creation GitHub had not listed yet, nobody would end.
 */
export async function endOthers(
  checks: CheckRuns,
  runs: readonly CheckRun[],
  own: CheckRun | undefined,
): Promise<void> {
  for (const other of runs)
    if (!other.completed && other.id !== own?.id && !isOfAnother(other, own ?? other))
      await checks.complete(other, "cancelled", superseded);
}

/** GitHub shows the newest run of a commit: a pass that was posted meanwhile for another pull request must not stand. */
async function takeBackPasses(checks: CheckRuns, runs: readonly CheckRun[], own: CheckRun): Promise<void> {
  const number = own.origin?.pullNumber ?? null;
  if (number === null) return;
  for (const other of runs) {
    const passed = other.conclusion === "success" || other.conclusion === "neutral";
    if (other.id > own.id && passed && isOfAnother(other, own))
      await checks.complete(other, "failure", withNotice({ title: "", summary: "" }, number));
  }
}

function isOfAnother(run: CheckRun, own: CheckRun): boolean {
  return run.origin?.pullNumber !== own.origin?.pullNumber;
}

function withNotice(output: CheckOutput, pullNumber: number): CheckOutput {
  return {
    ...output,
    title: `The same commit does not pass in #${pullNumber}`,
    summary: `${sameCommitFails(pullNumber)}\n\n${output.summary}`,
  };
}
