/** Records what a person decided by a button of a check run, if they may. */
import { checkRunsOn } from "../../../github/check-run.ts";
import type { Octokit } from "../../../github/client/octokit.ts";
import { readPullRequest } from "../../../github/pull-request.ts";
import type { ClaimedJob, Press } from "../../../model/job.ts";
import type { Decision, ReviewRecord, Store } from "../../../store/store.ts";
import { whyNotDecide } from "./decision.ts";
import { proposeFix } from "./propose-fix.ts";

/**
 * Records what a person decided by a button of a check run, if they may, and has the pull request reviewed again: the
 * new run says who accepted what, and its conclusion follows. Decided is on what that very run showed, whatever the
 * head is by now. May be done twice: the same press is recorded once.
 */
export async function decide(
  job: ClaimedJob,
  octokit: Octokit,
  store: Pick<Store, "reviews" | "decisions" | "queue" | "inbox">,
): Promise<void> {
  const { press, pullNumber } = job;
  if (!press || pullNumber === null) return;
  const repository = { owner: job.owner, repo: job.repo };
  const review = await store.reviews.get(press.reviewId);
  const checks = checkRunsOn(octokit, repository, job.headSha);
  const say = async (sentence: string) => {
    const run = (await checks.list()).find(({ origin }) => origin?.jobId === press.reviewId);
    if (run) await checks.note(run.id, sentence);
  };
  const refuse = (why: string) => say(`**Not recorded**, pressed by ${nameOf(press)}: ${why}.`);
  if (job.exhausted !== null) {
    await refuse("an internal error stopped it. Press again");
    return;
  }
  const pull = await readPullRequest(octokit, repository, pullNumber);
  if (press.verdict === "fix") {
    const findings = review && isOf(review, job) ? await store.reviews.findings(press.reviewId) : [];
    const proposal = { press, headSha: job.headSha, findings };
    const answer = await proposeFix(octokit, repository, pull, proposal);
    if (answer) await ("refused" in answer ? refuse(answer.refused) : say(answer.said));
    return;
  }
  const pushers = await store.inbox.pushers(job.owner, job.repo, pullNumber);
  const why = await whyNotDecide(octokit, repository, pull, press, pushers);
  if (why !== null) {
    await refuse(why);
    return;
  }
  const decisions = review && isOf(review, job) ? await decisionsOf(job, press, pullNumber, store) : [];
  if (decisions.length === 0) {
    await refuse("there is no record of what this check showed. Press **Re-run** first");
    return;
  }
  await store.decisions.record(decisions);
  const { installationId, accountId } = job;
  const place = { ...repository, installationId, accountId, pullNumber, baseSha: null };
  const { headSha, updatedAt: observedAt } = pull;
  await store.queue.enqueue([{ ...place, kind: "pull_request", headSha, observedAt, force: true }]);
}

/** Our own mark on the check run named the review; it has to be one of this pull request and commit. */
function isOf(review: ReviewRecord, { owner, repo, pullNumber, headSha }: ClaimedJob): boolean {
  return (
    review.owner === owner &&
    review.repo === repo &&
    review.pullNumber === pullNumber &&
    review.headSha === headSha
  );
}

async function decisionsOf(
  { id, owner, repo }: ClaimedJob,
  { verdict, reviewId, actorId, actorLogin }: Press,
  pullNumber: number,
  { reviews, decisions }: Pick<Store, "reviews" | "decisions">,
): Promise<Decision[]> {
  if (verdict === "fix") return [];
  const decision = (findingId: string, rowsHash: string): Decision => ({
    id: `${id} ${findingId} ${rowsHash.slice(0, 16)}`,
    reviewId,
    owner,
    repo,
    pullNumber,
    findingId,
    rowsHash,
    verdict,
    actorId,
    actorLogin,
  });
  if (verdict === "withdrawn") {
    const standing = await decisions.latest(owner, repo, pullNumber);
    return standing
      .filter((earlier) => earlier.verdict === "accepted")
      .map(({ findingId, rowsHash }) => decision(findingId, rowsHash));
  }
  return (await reviews.findings(reviewId)).flatMap((finding) =>
    finding.severity === "info" || finding.rowsHash === null ? [] : [decision(finding.id, finding.rowsHash)],
  );
}

/** GitHub's names hold letters, digits and hyphens; whatever else came is not shown. */
const nameOf = ({ actorLogin }: Press): string => `\`${actorLogin.replace(/[^\w-]/g, "")}\``;
