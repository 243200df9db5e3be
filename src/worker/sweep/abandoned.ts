import { checkRunsOn } from "../../github/check-run.ts";
import { couldNotComplete, superseded } from "../../github/notices.ts";
import type { Octokit } from "../../github/octokit.ts";
import type { ReviewEnd, Store } from "../../store/store.ts";

const mostAtOnce = 50;

/**
 * Ends check runs that nobody works on any more: of jobs that were superseded while their worker was killed, or whose
 * end could not be posted. Returns how many reviews were closed.
 */
export async function closeAbandoned(
  octokitFor: (installationId: number) => Promise<Octokit>,
  { reviews }: Pick<Store, "reviews">,
): Promise<number> {
  const open = await reviews.abandoned(mostAtOnce);
  for (const review of open) {
    const octokit = await octokitFor(review.installationId);
    const checks = checkRunsOn(octokit, { owner: review.owner, repo: review.repo }, review.headSha);
    const runs = await checks.list();
    const run = runs.find(({ origin }) => origin?.jobId === review.id);
    const replaced = runs.some(({ completed, id }) => completed && id !== run?.id);
    if (run && !run.completed) {
      await checks.complete(run, "cancelled", replaced ? superseded : couldNotComplete);
    }
    await reviews.complete(review.id, {
      // The attempt that posted the end may have been stopped before it recorded it.
      conclusion: run?.completed ? asConclusion(run.conclusion) : "cancelled",
      riskScore: null,
      riskLevel: null,
      changedRows: null,
      findings: [],
      report: null,
    });
  }
  return open.length;
}

function asConclusion(text: string | null): ReviewEnd["conclusion"] {
  return text === "success" || text === "neutral" || text === "failure" ? text : "cancelled";
}
