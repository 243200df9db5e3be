import type { Conclusion } from "../model/result.ts";
import type { CheckOutput } from "./check-output.ts";
import type { CheckRun, CheckRuns } from "./check-run.ts";
import { sameCommitFails } from "./notices.ts";
import type { Octokit, RepositoryName } from "./octokit.ts";
import { readPullRequest } from "./pull-request.ts";

/**
 * A check belongs to a commit, and one commit can be the head of several pull requests: opened against a branch that
 * holds the planted rows already, it would pass, and that pass would count everywhere. So a pull request passes only
 * while no other open one fails on the same commit. Returns the number of one that fails, or null.
 */
async function failsElsewhere(
  octokit: Octokit,
  repository: RepositoryName,
  runs: readonly CheckRun[],
  own: CheckRun,
  headSha: string,
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

/** Ends a run with its verdict, in agreement with what other pull requests say about the same commit. */
export async function concludeTogether(
  octokit: Octokit,
  repository: RepositoryName,
  checks: CheckRuns,
  run: CheckRun,
  headSha: string,
  conclusion: Conclusion,
  output: CheckOutput,
): Promise<Conclusion> {
  const runs = await checks.list();
  if (conclusion !== "failure") {
    const number = await failsElsewhere(octokit, repository, runs, run, headSha);
    const verdict = number === null ? conclusion : "failure";
    await checks.complete(run, verdict, number === null ? output : withNotice(output, number));
    return verdict;
  }
  // GitHub shows the newest run of a commit: a pass that was posted meanwhile for another pull request must not stand.
  const own = run.origin?.pullNumber ?? null;
  for (const other of runs) {
    const passed = other.conclusion === "success" || other.conclusion === "neutral";
    if (own === null || other.id < run.id || !passed || other.origin?.pullNumber === own) continue;
    await checks.complete(other, "failure", withNotice({ title: "", summary: "" }, own));
  }
  await checks.complete(run, "failure", output);
  return "failure";
}

function withNotice(output: CheckOutput, pullNumber: number): CheckOutput {
  return {
    ...output,
    title: `The same commit does not pass in #${pullNumber}`,
    summary: `${sameCommitFails(pullNumber)}\n\n${output.summary}`,
  };
}
