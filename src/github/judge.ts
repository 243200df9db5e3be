import type { Config } from "../config/schema.ts";
import type { DatasetInput } from "../model/dataset.ts";
import type { ClaimedJob } from "../model/job.ts";
import type { ProgressListener } from "../model/progress.ts";
import type { ContributorFacts } from "../model/pull-request.ts";
import type { ReviewResult } from "../model/result.ts";
import { checkRunOutput } from "../report/check/check-run.ts";
import { CannotReview } from "./cannot-review.ts";
import { type ContributorMemory, readContributor } from "./contributor.ts";
import { acceptanceNotices, actionsFor, verdictOf } from "./decision.ts";
import { firstCheck } from "./first-check.ts";
import {
  alreadyReviewed,
  badConfig,
  closed,
  configChangeNotice,
  noDatasetFiles,
  superseded,
} from "./notices.ts";
import { type Octokit, type RepositoryName, webOrigin } from "./octokit.ts";
import type { Step } from "./progress.ts";
import { type Commits, readCommits, readPullRequest, readRepositoryId } from "./pull-request.ts";
import { readChanges } from "./read-changes.ts";
import { type Verdict, verdict } from "./verdict.ts";
import { withWorkspace } from "./workspace.ts";

/** The review itself: pure, and given from outside. */
export type Review = (
  input: {
    readonly dataset: DatasetInput;
    readonly contributor: ContributorFacts | null;
    readonly config: Config;
  },
  onProgress: ProgressListener,
) => Promise<ReviewResult>;

/** Remembers which content passed, by fingerprint. */
export interface PassedReviews {
  get(fingerprint: string): Promise<"success" | "neutral" | null>;
  add(fingerprint: string, conclusion: "success" | "neutral"): Promise<void>;
}

export interface JudgeTools {
  readonly octokit: Octokit;
  readonly review: Review;
  /** Aborts when the work is no longer wanted. */
  readonly signal?: AbortSignal | undefined;
  /** Page of the full report of a job, where there is one. */
  readonly reportUrl?: ((jobId: string) => string | null) | undefined;
  /** Where the documentation of this version can be read. */
  readonly docsUrl?: string | null | undefined;
  /** Lets a merge group pass at once that brings in only what passed already. */
  readonly passed?: PassedReviews | undefined;
  /** What was learned of contributors before. */
  readonly memory?: ContributorMemory | undefined;
}

export type StepListener = (step: Step) => void;

/** Reviews a pull request at the head that the job names. */
export async function judgePullRequest(
  job: ClaimedJob,
  number: number,
  tools: JudgeTools,
  onStep: StepListener,
): Promise<Verdict> {
  const { octokit, memory } = tools;
  const repository = repositoryOf(job);
  const pull = await readPullRequest(octokit, repository, number);
  if (pull.headSha !== job.headSha) return verdict("cancelled", superseded);
  if (!pull.open && !job.force) return verdict("cancelled", closed);
  const commits = await readCommits(octokit, repository, pull.baseRef, job.headSha);
  const contributor = () => readContributor(octokit, repository, pull, memory);
  return judgeCommits(job, commits, contributor, tools, onStep);
}

/**
 * Reviews what a merge group would bring into its base. It has no one author. A re-run takes the base from our mark on
 * the earlier run: any other commit could hold already what the group brings in, and then there would be nothing to see.
 */
export async function judgeMergeGroup(
  job: ClaimedJob,
  tools: JudgeTools,
  onStep: StepListener,
): Promise<Verdict> {
  if (job.baseSha === null) throw new CannotReview(unknownBase);
  const commits = await readCommits(tools.octokit, repositoryOf(job), job.baseSha, job.headSha);
  return judgeCommits(job, commits, () => Promise.resolve(null), tools, onStep);
}

async function judgeCommits(
  job: ClaimedJob,
  commits: Commits,
  readAuthor: () => Promise<ContributorFacts | null>,
  { octokit, review, signal, reportUrl, docsUrl = null, passed }: JudgeTools,
  onStep: StepListener,
): Promise<Verdict> {
  const repository = repositoryOf(job);
  return withWorkspace(async (workspace) => {
    const changes = await readChanges(commits, {
      octokit,
      repository,
      workspace,
      signal,
    });
    if (!changes.usable) return verdict("failure", badConfig(changes.config));
    const { config, configChange, fingerprint } = changes;
    if (!changes.any) return verdict("success", noDatasetFiles);
    const earlier = job.kind === "merge_group" ? await passed?.get(fingerprint) : null;
    if (earlier) return verdict(earlier, alreadyReviewed);
    const dataset = await changes.download((done, total) => {
      onStep({ stage: "download", done, total });
    });
    const contributor = await readAuthor();
    signal?.throwIfAborted();
    const result = await review({ dataset, contributor, config }, onStep);
    // A name can be that of a dataset and the file a configuration: JSON is one or the other by its content.
    if (result.files.length === 0 && result.conclusion === "success")
      return verdict("success", noDatasetFiles);
    const actions = job.kind === "pull_request" ? actionsFor(result) : [];
    const context = {
      repository: {
        ...repository,
        htmlUrl: webOrigin(octokit),
        headSha: commits.head,
        baseSha: commits.mergeBase,
      },
      pullNumber: job.pullNumber,
      docsUrl,
      notices: [
        ...acceptanceNotices(result),
        ...(configChange === null ? [] : [configChangeNotice(configChange)]),
      ],
    };
    // The page holds row text: the maintainers decide whether any is stored.
    const address = config.reports && config.storeRowText ? (reportUrl?.(job.id) ?? null) : null;
    const page =
      address === null ? null : { repositoryId: await readRepositoryId(octokit, repository), context };
    const output = checkRunOutput(result, {
      ...context,
      annotationBudget: config.annotations.budget,
      reportUrl: address,
      acceptable: actions.some(({ identifier }) => verdictOf(identifier) === "accepted"),
    });
    // A pass that a person's decision made holds for this pull request; what it is based on may be withdrawn.
    const byDecision = result.findings.some(({ accepted }) => accepted !== undefined);
    return {
      conclusion: result.conclusion,
      output: { ...output, actions },
      result,
      fingerprint: byDecision ? null : fingerprint,
      page,
    };
  });
}

/** Looks over a repository in which the App was just installed. */
export async function judgeInstallation(job: ClaimedJob, { octokit, signal }: JudgeTools): Promise<Verdict> {
  return withWorkspace((workspace) =>
    firstCheck(job.headSha, { octokit, repository: repositoryOf(job), workspace, signal }),
  );
}

const unknownBase =
  "It is not known any more what this merge group was built on. Take the pull request out of the queue and add it again.";

const repositoryOf = ({ owner, repo }: ClaimedJob): RepositoryName => ({ owner, repo });
