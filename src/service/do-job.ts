/** What the service does with each kind of job, and what it keeps of it. */
import { keptBlobs } from "../github/blobs/kept-blobs.ts";
import { CannotReview } from "../github/cannot-review.ts";
import type { Octokit } from "../github/client/octokit.ts";
import { passingFault } from "../github/client/passing-fault.ts";
import { interruptionOf } from "../model/interrupted.ts";
import type { ClaimedJob } from "../model/job.ts";
import type { Store } from "../store/store.ts";
import { drillBranch } from "./drill/drill-branch.ts";
import type { Handlers } from "./queue/run-job.ts";
import { reviewPullRequest } from "./review-pull-request.ts";
import { decide } from "./reviewing/decisions/decide.ts";
import { postFirstCheck } from "./reviewing/first-check.ts";
import { jobsForCommit } from "./reviewing/jobs-for-commit.ts";
import type { Verdict } from "./reviewing/verdict.ts";
import { giveUp, type Performed, withdraw } from "./reviewing/with-check-run.ts";
import { reconcileRepository } from "./sweep/reconcile.ts";
import {
  drillInThread,
  drillProgram,
  ReviewLimitReached,
  reviewInThread,
  type ThreadLimits,
} from "./thread/in-thread.ts";
import type { Tools } from "./tools.ts";

export interface JobOptions extends Pick<Tools, "rowHashKey" | "reportUrl" | "docsUrl"> {
  readonly store: Store;
  /** A client that acts as an installation, and tells of each request that it sends. */
  readonly octokitFor: (installationId: number, onRequest: () => void) => Promise<Octokit>;
  readonly limits: ThreadLimits;
  /** The threads' programs. */
  readonly thread: URL;
  readonly drillThread?: URL;
  readonly onConclusion: (conclusion: string) => void;
  /** Told how many requests to GitHub an attempt at a job took, whatever became of it. */
  readonly onRequests?: (job: ClaimedJob, requests: number) => void;
}

export function jobHandlers(options: JobOptions): Handlers {
  const { store } = options;
  const kept = keptBlobs();

  async function attempt(
    job: ClaimedJob,
    octokit: Octokit,
    signal: AbortSignal,
    onStage: (stage: string) => void,
  ): Promise<void> {
    if (job.kind === "decision") {
      await decide(job, octokit, store);
      return;
    }
    if (job.kind === "pull_request" && job.pullNumber === null) {
      await store.queue.enqueue(await jobsForCommit(job, octokit));
      return;
    }
    const neverBegun = await store.reviews.start({ ...job });
    if (job.exhausted !== null) {
      const told = await giveUp(job, octokit);
      await keepEnd(options, job, told ? "failure" : "cancelled");
      return;
    }
    try {
      const tools = toolsFor(options, octokit, signal, onStage);
      await post(options, job, { ...tools, keptBlobs: kept, neverBegun });
    } catch (error) {
      if (interruptionOf(signal) !== "superseded") throw error;
      await withdraw(job, octokit);
      await keepEnd(options, job, "cancelled");
    }
  }

  return {
    passing: passingFault,
    perform: async (job, signal, onStage) => {
      let requests = 0;
      const octokit = await options.octokitFor(job.installationId, () => {
        requests += 1;
      });
      try {
        await attempt(job, octokit, signal, onStage);
      } finally {
        options.onRequests?.(job, requests);
      }
    },
  };
}

/** Posts the check run of a job, and keeps the record of what was posted. */
async function post(options: JobOptions, job: ClaimedJob, tools: Tools): Promise<void> {
  // Of a repository that was added, nothing was delivered before: its open pull requests are looked for first, as the
  // first check looks at what was merged and takes its time.
  if (job.kind === "installation") {
    const { installationId, accountId, owner, repo } = job;
    const place = { installationId, accountId, owner, repo };
    await reconcileRepository(tools.octokit, place, options.store, 0);
  }
  const done = await performed(job, tools);
  // There was nothing to do, or an earlier attempt did it and could not record it: then the sweep asks the check.
  if (done.checkRunId === null) await options.store.reviews.discard(job.id);
  if (done.verdict !== null) await keepEnd(options, job, done.verdict.conclusion);
}

function performed(job: ClaimedJob, tools: Tools): Promise<Performed> {
  if (job.kind === "installation") return postFirstCheck(job, tools);
  return job.kind === "drill" ? drillBranch(job, tools) : reviewPullRequest(job, tools);
}

function toolsFor(
  { store, thread, drillThread = drillProgram, limits, rowHashKey, reportUrl, docsUrl }: JobOptions,
  octokit: Octokit,
  signal: AbortSignal,
  onStage: (stage: string) => void,
): Tools {
  return {
    ...{ octokit, store, signal, rowHashKey, reportUrl, docsUrl },
    onStep: ({ stage }) => onStage(stage),
    review: (input, onProgress) =>
      reviewInThread(thread, input, limits, onProgress, signal).catch(withinLimits),
    drill: (work, onProgress) =>
      drillInThread(drillThread, work, limits, onProgress, signal).catch(withinLimits),
  };
}

/** It would meet its limit again: the check says so, and nobody retries. */
function withinLimits(error: unknown): never {
  throw error instanceof ReviewLimitReached ? new CannotReview(error.message) : error;
}

async function keepEnd(
  { store, onConclusion }: JobOptions,
  { id }: ClaimedJob,
  conclusion: Verdict["conclusion"],
): Promise<void> {
  await store.reviews.complete(id, conclusion);
  onConclusion(conclusion);
}
