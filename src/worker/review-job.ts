import { CannotReview } from "../github/cannot-review.ts";
import { jobsForCommit } from "../github/jobs-for-commit.ts";
import { type Octokit, retryAfterMs } from "../github/octokit.ts";
import { interruptionOf } from "../model/interrupted.ts";
import type { ClaimedJob } from "../model/job.ts";
import { giveUp, perform, withdraw } from "../perform.ts";
import { withAccepted } from "../risk/accept.ts";
import type { Store } from "../store/store.ts";
import { acceptancesFor } from "./acceptances.ts";
import { contributorMemory } from "./contributor-memory.ts";
import { decide } from "./decide.ts";
import { decisionHashes } from "./decision-hash.ts";
import { ReviewLimitReached, reviewInThread, type ThreadLimits } from "./in-thread.ts";
import { keptReview } from "./keep-review.ts";
import { passedReviews } from "./passed-reviews.ts";
import type { Handlers } from "./run-job.ts";
import type { ReviewInput } from "./thread-messages.ts";

export interface ReviewJobOptions {
  readonly store: Store;
  /** A client that acts as an installation. */
  readonly octokitFor: (installationId: number) => Promise<Octokit>;
  readonly limits: ThreadLimits;
  /** The thread's program. */
  readonly thread: URL;
  readonly rowHashKey: string;
  /** Where report pages are; null when no words of the dataset may be stored. */
  readonly reportUrl: ((jobId: string) => string) | null;
  /** Where the documentation can be read; null where people do not reach this service. */
  readonly docsUrl?: string | null;
  readonly onConclusion: (conclusion: string) => void;
}

/** What the worker does with a job: review it in a thread, post the result, and keep the record. */
export function reviewHandlers(options: ReviewJobOptions): Handlers {
  const { store } = options;
  return {
    retryAfterMs,
    perform: async (job, signal, onStage) => {
      const octokit = await options.octokitFor(job.installationId);
      if (job.kind === "decision") {
        await decide(job, octokit, store);
        return;
      }
      if (job.kind === "pull_request" && job.pullNumber === null) {
        await store.queue.enqueue(await jobsForCommit(job, octokit));
        return;
      }
      await store.reviews.start({ ...job });
      if (job.exhausted !== null) {
        await giveUp(job, octokit);
        await end(options, job, { conclusion: "failure", result: null, page: null });
        return;
      }
      try {
        await review(options, job, octokit, signal, onStage);
      } catch (error) {
        if (interruptionOf(signal) !== "superseded") throw error;
        await withdraw(job, octokit);
        await end(options, job, { conclusion: "cancelled", result: null, page: null });
      }
    },
  };
}

async function review(
  options: ReviewJobOptions,
  job: ClaimedJob,
  octokit: Octokit,
  signal: AbortSignal,
  onStage: (stage: string) => void,
): Promise<void> {
  const { store } = options;
  let rowsHashes: ReadonlyMap<string, string> = new Map();
  const { verdict, checkRunId } = await perform(job, {
    octokit,
    signal,
    reportUrl: (jobId) => options.reportUrl?.(jobId) ?? null,
    docsUrl: options.docsUrl,
    passed: passedReviews(store.cache, job),
    memory: contributorMemory(store, job),
    onPosted: (id) => store.reviews.posted(job.id, id),
    onStep: ({ stage }) => {
      onStage(stage);
    },
    review: async (input, onProgress) => {
      const result = await limited(options, input, onProgress, signal);
      rowsHashes = decisionHashes(result, options.rowHashKey);
      const acceptances = await acceptancesFor(store.decisions, job, rowsHashes);
      return withAccepted(result, acceptances, input.config.policy);
    },
  });
  // There was nothing to do, or an earlier attempt did it and could not record it: then the sweep asks the check.
  if (checkRunId === null) await store.reviews.discard(job.id);
  if (verdict !== null) await end(options, job, verdict, rowsHashes);
}

type Verdict = NonNullable<Awaited<ReturnType<typeof perform>>["verdict"]>;

/** Keeps the record of what was posted. */
async function end(
  { store, rowHashKey, onConclusion }: ReviewJobOptions,
  job: ClaimedJob,
  { conclusion, result, page }: Pick<Verdict, "conclusion" | "result" | "page">,
  rowsHashes: ReadonlyMap<string, string> = new Map(),
): Promise<void> {
  const kept =
    result === null
      ? { riskScore: null, riskLevel: null, changedRows: null, findings: [], report: null }
      : keptReview(result, { page, key: rowHashKey, rowsHashes });
  await store.reviews.complete(job.id, { ...kept, conclusion });
  onConclusion(conclusion);
}

/** A review that met a limit would meet it again: the check says so, and nobody retries. */
async function limited(
  { thread, limits }: ReviewJobOptions,
  input: ReviewInput,
  onProgress: Parameters<typeof reviewInThread>[3],
  signal: AbortSignal,
) {
  try {
    return await reviewInThread(thread, input, limits, onProgress, signal);
  } catch (error) {
    throw error instanceof ReviewLimitReached ? new CannotReview(error.message) : error;
  }
}
