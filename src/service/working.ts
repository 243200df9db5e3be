/** Starts what takes jobs and what sweeps, in one process. */
import { withoutRoom } from "../github/client/octokit.ts";
import type { Retention } from "../store/store.ts";
import { jobHandlers } from "./do-job.ts";
import type { Environment } from "./environment.ts";
import type { Service } from "./open-service.ts";
import { type Loop, startLoop } from "./queue/loop.ts";
import { type Sweeper, startSweeper } from "./sweep/sweep.ts";
import { threadProgram } from "./thread/in-thread.ts";

const pollMs = 1_000;
/** Room around the review itself for downloads and posting, which wait for rate limits. */
const aroundReviewMs = 600_000;
/** Withdrawing a check run takes two requests. */
const cleanUpMs = 15_000;
const fullIntervalMs = 3_600_000;

/** A process's share in the work: its job loop and its sweeper. */
export function startWorking(service: Service) {
  const loop = startJobs(service);
  const sweeper = startSweeping(service, loop);
  return {
    wake: () => loop.wake(),
    stop: async (): Promise<void> => {
      const graceMs = service.environment.SHUTDOWN_SECONDS * 1_000;
      await Promise.all([sweeper.stop(graceMs), loop.stop(graceMs)]);
    },
  };
}

function startJobs({ environment, store, metrics, log, octokitFor, name }: Service): Loop {
  const handlers = jobHandlers({
    store,
    octokitFor,
    limits: {
      memoryMb: environment.REVIEW_MEMORY_MB,
      timeoutMs: environment.REVIEW_TIMEOUT_SECONDS * 1_000,
    },
    thread: threadProgram,
    rowHashKey: environment.WEBHOOK_SECRET,
    reportUrl: reportUrl(environment),
    docsUrl: environment.PUBLIC_URL === undefined ? null : new URL("/docs", environment.PUBLIC_URL).href,
    onConclusion: metrics.concluded,
    onRequests: (job, requests) => {
      metrics.requests(job, requests);
      log.info({ review: job.id, kind: job.kind, attempt: job.attempt, requests }, "requests to GitHub");
    },
  });
  return startLoop(store.queue, handlers, {
    name,
    concurrency: environment.WORKER_CONCURRENCY,
    pollMs,
    without: withoutRoom,
    leaseMs: environment.JOB_LEASE_SECONDS * 1_000,
    timeoutMs: environment.REVIEW_TIMEOUT_SECONDS * 1_000 + aroundReviewMs,
    cleanUpMs,
    onStart: (job) => {
      metrics.jobStarted(job);
      log.info({ review: job.id, kind: job.kind, attempt: job.attempt }, "review begins");
    },
    onStage: metrics.stage,
    onEnd: (job, report, seconds) => {
      metrics.jobEnded(job, report, seconds);
      const level = report.error === null ? "info" : "warn";
      log[level]({ review: job.id, kind: job.kind, attempt: job.attempt, ...report, seconds }, "review ends");
    },
    onTrouble: (error) => log.error({ trouble: error }, "the queue cannot be reached"),
  });
}

function startSweeping({ environment, store, metrics, log, octokitFor }: Service, loop: Loop): Sweeper {
  return startSweeper({
    store,
    octokitFor,
    intervalMs: environment.SWEEP_INTERVAL_SECONDS * 1_000,
    fullIntervalMs,
    retention: retentionOf(environment),
    onJobs: () => loop.wake(),
    onSwept: (task, found) => {
      metrics.swept(task, found);
      if (found > 0) log.info({ task, found }, "sweep");
    },
    onTrouble: (task, error) => log.error({ task, trouble: error }, "a part of the sweep failed"),
  });
}

function reportUrl({ REPORTS, PUBLIC_URL }: Environment): ((jobId: string) => string) | null {
  if (REPORTS === "off" || PUBLIC_URL === undefined) return null;
  return (jobId) => new URL(`/reports/${jobId}`, PUBLIC_URL).href;
}

function retentionOf(environment: Environment): Retention {
  return {
    reviewDays: environment.KEEP_REVIEWS_DAYS,
    reportDays: environment.KEEP_REPORTS_DAYS,
    historyDays: environment.KEEP_HISTORY_DAYS,
  };
}
