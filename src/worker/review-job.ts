import { CannotReview } from "../github/cannot-review.ts";
import { type Octokit, retryAfterMs } from "../github/octokit.ts";
import type { ClaimedJob } from "../model/job.ts";
import { perform } from "../perform.ts";
import type { Store } from "../store/store.ts";
import { ReviewLimitReached, reviewInThread, type ThreadLimits } from "./in-thread.ts";
import { keptReview } from "./keep-review.ts";
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
  readonly onConclusion: (conclusion: string) => void;
}

/** What the worker does with a job: review it in a thread, post the result, and keep the record. */
export function reviewHandlers(options: ReviewJobOptions): Handlers {
  const { store } = options;
  return {
    retryAfterMs,
    perform: async (job, signal, onStage) => {
      let keepWords = false;
      await store.reviews.start({ ...job });
      const { verdict, checkRunId } = await perform(job, {
        octokit: await options.octokitFor(job.installationId),
        signal,
        reportUrl: (jobId) => options.reportUrl?.(jobId) ?? null,
        history: (login) => store.history.of(job.owner, job.repo, login),
        onPosted: (id) => store.reviews.posted(job.id, id),
        onStep: ({ stage }) => {
          onStage(stage);
        },
        review: (input, onProgress) => {
          keepWords = options.reportUrl !== null && input.config.reports && input.config.storeRowText;
          return limited(options, input, onProgress, signal);
        },
      });
      if (checkRunId === null) await store.reviews.discard(job.id);
      // An earlier attempt posted the end and was stopped before it could record it: the sweep reads it from the check.
      if (verdict === null) return;
      await keep(options, job, verdict, keepWords);
      options.onConclusion(verdict.conclusion);
    },
  };
}

type Verdict = NonNullable<Awaited<ReturnType<typeof perform>>["verdict"]>;

async function keep(
  { store, rowHashKey }: ReviewJobOptions,
  job: ClaimedJob,
  { conclusion, result }: Verdict,
  words: boolean,
): Promise<void> {
  const end =
    result === null
      ? { riskScore: null, riskLevel: null, changedRows: null, findings: [], report: null }
      : keptReview(result, { words, key: rowHashKey });
  await store.reviews.complete(job.id, { ...end, conclusion });
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
