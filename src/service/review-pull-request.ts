/** The use case of the service, top to bottom: a pull request, or what a merge queue would merge, from job to check run. */
import { acceptedPath } from "../config/dataset-paths.ts";
import { withWorkspace } from "../github/blobs/workspace.ts";
import { CannotReview } from "../github/cannot-review.ts";
import { type Octokit, type RepositoryName, webOrigin } from "../github/client/octokit.ts";
import {
  type Commits,
  type PullRequest,
  readCommits,
  readCommitsOf,
  readPullRequest,
  readRepositoryId,
} from "../github/pull-request.ts";
import type { CheckOutput } from "../model/check-output.ts";
import type { ClaimedJob } from "../model/job.ts";
import type { ReviewResult } from "../model/result.ts";
import { checkRunOutput } from "../report/check/check-run.ts";
import { configChangeNotice, type ReportContext } from "../report/context.ts";
import type { ReportPlace } from "../report/kept-report.ts";
import type { Repository } from "../report/links.ts";
import { reviewSince } from "../review/history/review-since.ts";
import { acceptedInFile, withAccepted } from "../risk/accept.ts";
import { decisionHashes } from "../risk/decision-hash.ts";
import { noteDrill } from "./drill/due.ts";
import { acceptancesFor } from "./reviewing/decisions/acceptances.ts";
import { actionsFor, verdictOf } from "./reviewing/decisions/decision.ts";
import { readContributor } from "./reviewing/facts/contributor.ts";
import { type Changes, readChanges } from "./reviewing/facts/read-changes.ts";
import { keptReview } from "./reviewing/keep-review.ts";
import { alreadyReviewed, closed, referenceNotice, rulesNotice, superseded } from "./reviewing/notices.ts";
import { passedReviews } from "./reviewing/passed-reviews.ts";
import { requirementNotice } from "./reviewing/requirement-notice.ts";
import { type Verdict, verdict } from "./reviewing/verdict.ts";
import { type Performed, withCheckRun } from "./reviewing/with-check-run.ts";
import { withoutRows } from "./reviewing/without-rows.ts";
import type { StepListener, Tools } from "./tools.ts";

/**
 * Posts a check run in progress, reviews what the job names, and ends the run. May be done again after a crash at any
 * point: it finds what it posted before. An error that may pass is thrown, for the queue to try again.
 */
export function reviewPullRequest(job: ClaimedJob, tools: Tools): Promise<Performed> {
  return withCheckRun(job, tools, async (onStep) => {
    const pull = await pullRequestOf(job, tools.octokit);
    const unwanted = pull && whyUnwanted(job, pull);
    if (unwanted) return verdict("cancelled", unwanted);
    const commits = await commitsOf(job, pull, tools.octokit);
    return withWorkspace(async (workspace) => {
      const { octokit, signal, keptBlobs, store } = tools;
      const repository = repositoryOf(job);
      const reading = { octokit, repository, workspace, signal, keptBlobs, cache: store.cache };
      const changes = await readChanges(commits, reading);
      return judge(job, pull, commits, changes, tools, onStep);
    });
  });
}

/** From the changes to the verdict: facts, review, decisions, conclusion. */
async function judge(
  job: ClaimedJob,
  pull: PullRequest | null,
  commits: Commits,
  changes: Changes,
  tools: Tools,
  onStep: StepListener,
): Promise<Verdict> {
  const { config, fingerprint } = changes;
  await noteDrill(tools.store.cache, job, config.drill);
  if (!changes.any) return withoutRows(changes, commits.mergeBase, tools.review);
  const passed =
    job.kind === "merge_group" && changes.configFault === null
      ? await passedBefore(job, fingerprint, tools)
      : null;
  if (passed) return passed;

  const dataset = await changes.download((done, total) => onStep({ stage: "download", done, total }));
  const leftOut = changes.untouched - dataset.context.length;
  const contributor = pull && (await readContributor(tools.store, repositoryOf(job), pull));
  tools.signal?.throwIfAborted();
  const place = { history: changes.history, mergeBase: commits.mergeBase, head: commits.head };
  const text = pull === null ? {} : { text: pull.text };
  const measured = await reviewSince({ dataset, contributor, config, ...text }, place, tools.review, onStep);
  // A name can be that of a dataset and the file a configuration: JSON is one or the other by its content.
  if (measured.files.length === 0 && measured.conclusion === "success")
    return withoutRows(changes, commits.mergeBase, tools.review);

  const rowsHashes = decisionHashes(measured, tools.rowHashKey);
  const acceptances = await acceptancesFor(tools.store.decisions, job, rowsHashes, measured);
  const written = acceptedInFile(changes.accepted, measured);
  const result = withAccepted(measured, (finding) => written(finding) ?? acceptances(finding), config.policy);
  // Who only tries the review out has no rule to set right.
  const isTried = pull === null || config.policy.mode === "observe";
  // Where nothing is held up, what the sweep has learned of the branch does.
  const holdsUp = result.conclusion === "failure" || changes.configFault !== null;
  const requirement = isTried ? null : await requirementNotice(job, pull.baseRef, tools, holdsUp);
  return conclude(job, result, rowsHashes, commits, { ...changes, leftOut, requirement }, tools);
}

/**
 * Keeps what was found, and tells what the check run shows of it. In this order: an attempt that finds its run ended does
 * not review again, and people decide on what is kept.
 */
async function conclude(
  job: ClaimedJob,
  result: ReviewResult,
  rowsHashes: ReadonlyMap<string, string>,
  commits: Commits,
  changes: Changes & { readonly leftOut: number; readonly requirement: string | null },
  { octokit, store, reportUrl, docsUrl = null }: Tools,
): Promise<Verdict> {
  const { config, configFault, configChange, acceptedChange, rules, fingerprint, leftOut, requirement } =
    changes;
  const actions = job.kind === "pull_request" ? actionsFor(result) : [];
  const context: ReportContext & { readonly repository: Repository } = {
    repository: {
      ...repositoryOf(job),
      htmlUrl: webOrigin(octokit),
      headSha: commits.head,
      baseSha: commits.mergeBase,
    },
    pullNumber: job.pullNumber,
    docsUrl,
    notices: [
      ...(configChange === null ? [] : [configChangeNotice(configChange.path), ...changes.takenAway]),
      ...(acceptedChange === null ? [] : [configChangeNotice(acceptedPath)]),
      ...(rules.length === 0 ? [] : [rulesNotice(rules)]),
      ...(leftOut === 0 ? [] : [referenceNotice(leftOut)]),
      ...(requirement === null ? [] : [requirement]),
    ],
  };
  // The page holds row text: the maintainers decide whether any is stored.
  const address = config.reports && config.storeRowText ? (reportUrl?.(job.id) ?? null) : null;
  const page: ReportPlace | null =
    address === null ? null : { repositoryId: await readRepositoryId(octokit, repositoryOf(job)), context };
  await store.reviews.keep(job.id, keptReview(result, rowsHashes, page));
  const output = checkRunOutput(result, {
    ...context,
    annotationBudget: config.annotations.budget,
    reportUrl: address,
    acceptable: actions.some(({ identifier }) => verdictOf(identifier) === "accepted"),
  });
  // A pass that a person's decision made holds for this pull request; what it is based on may be withdrawn.
  const byDecision = result.findings.some(({ accepted }) => accepted !== undefined);
  return {
    conclusion: configFault === null ? result.conclusion : "failure",
    output: configFault === null ? { ...output, actions } : withFault(configFault, { ...output, actions }),
    fingerprint: byDecision || configFault !== null ? null : fingerprint,
  };
}

/** What was found stands below what is wrong with the configuration. */
function withFault(fault: CheckOutput, found: CheckOutput): CheckOutput {
  return { ...found, title: fault.title, summary: `${fault.summary}\n\n${found.summary}` };
}

/** The pull request of a job; null for a merge group, which brings several together and has no one author. */
async function pullRequestOf(job: ClaimedJob, octokit: Octokit): Promise<PullRequest | null> {
  if (job.kind === "merge_group") return null;
  if (job.pullNumber === null)
    throw new Error("Which pull request it is has to be found out first (jobsForCommit).");
  return readPullRequest(octokit, repositoryOf(job), job.pullNumber);
}

function whyUnwanted(job: ClaimedJob, { headSha, open }: PullRequest) {
  if (headSha !== job.headSha) return superseded;
  return open || job.force ? null : closed;
}

/**
 * The commits to compare. A re-run of a merge group takes the base from our mark on the earlier run: any other commit
 * could hold already what the group brings in, and then there would be nothing to see.
 */
async function commitsOf(job: ClaimedJob, pull: PullRequest | null, octokit: Octokit): Promise<Commits> {
  if (pull !== null) return readCommitsOf(octokit, repositoryOf(job), pull);
  if (job.baseSha === null) throw new CannotReview(unknownBase);
  return readCommits(octokit, repositoryOf(job), job.baseSha, job.headSha);
}

/** Lets a merge group pass at once that brings in only what passed already. */
async function passedBefore(job: ClaimedJob, fingerprint: string, { store }: Tools): Promise<Verdict | null> {
  const conclusion = await passedReviews(store.cache, job).get(fingerprint);
  return conclusion && verdict(conclusion, alreadyReviewed);
}

const repositoryOf = ({ owner, repo }: ClaimedJob): RepositoryName => ({ owner, repo });

const unknownBase =
  "It is not known any more what this merge group was built on. Take the pull request out of the queue and add it again.";
