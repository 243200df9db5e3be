/** Takes jobs from the queue and works on several at a time, until the process stops. */
import { setTimeout as sleep } from "node:timers/promises";
import type { ClaimedJob } from "../../model/job.ts";
import type { Claim, Queue } from "../../store/store.ts";
import { describeError } from "../describe-error.ts";
import { type Handlers, type JobReport, type JobTimes, runJob } from "./run-job.ts";

export interface LoopOptions extends JobTimes {
  /** Names this process in the queue, for people. */
  readonly name: string;
  readonly concurrency: number;
  /** Pause between looks at an empty queue. */
  readonly pollMs: number;
  /** Installations whose jobs are left waiting now; `running` names the installation of each job that runs. */
  readonly without?: (running: readonly number[]) => readonly number[];
  readonly onStart?: (job: ClaimedJob) => void;
  readonly onStage?: (job: ClaimedJob, stage: string) => void;
  readonly onEnd?: (job: ClaimedJob, report: JobReport, seconds: number) => void;
  /** The queue could not be reached; the worker goes on trying. */
  readonly onTrouble?: (error: string) => void;
}

export type Loop = ReturnType<typeof startLoop>;

/** Works on jobs, `concurrency` at a time, until stopped. */
export function startLoop(queue: Queue, handlers: Handlers, options: LoopOptions) {
  const noMore = new AbortController();
  const handBack = new AbortController();
  let alarm = new AbortController();
  const jobs = new Set<ClaimedJob>();
  /** What waits for room gets it by the second: the next look comes sooner then. */
  let leftOut = false;

  const wake = () => {
    alarm.abort();
    alarm = new AbortController();
  };

  async function slot(): Promise<void> {
    while (!noMore.signal.aborted) {
      const claim = await claimInTurn();
      if (claim)
        await work(queue, claim, handlers, options, handBack.signal).finally(() => jobs.delete(claim.job));
      else await pause((leftOut ? options.pollMs / 4 : options.pollMs) * (0.75 + Math.random() / 2));
    }
  }

  async function nextClaim(): Promise<Claim | null> {
    if (noMore.signal.aborted) return null;
    try {
      const without = options.without?.([...jobs].map(({ installationId }) => installationId)) ?? [];
      leftOut = without.length > 0;
      const claim = await queue.claim(options.name, options.leaseMs, without);
      if (claim) jobs.add(claim.job);
      return claim;
    } catch (error) {
      options.onTrouble?.(describeError(error));
      return null;
    }
  }

  /** What a claim leaves out follows from the jobs that run, so that two at once would take what only one may. */
  const claimInTurn = inTurn(nextClaim);

  const pause = (ms: number) =>
    sleep(ms, undefined, { signal: AbortSignal.any([alarm.signal, noMore.signal]) }).catch(() => undefined);

  const slots = Promise.all(Array.from({ length: options.concurrency }, slot));
  return {
    /** Looks at the queue now: called when a job was added in this process. */
    wake,
    get running() {
      return jobs.size;
    },
    /** Takes no more jobs; waits for those that run, up to `graceMs`; hands back the rest. */
    stop: async (graceMs: number): Promise<void> => {
      noMore.abort();
      const timer = setTimeout(() => handBack.abort(), graceMs);
      await slots;
      clearTimeout(timer);
    },
  };
}

async function work(
  queue: Queue,
  claim: Claim,
  handlers: Handlers,
  options: LoopOptions,
  handBack: AbortSignal,
): Promise<void> {
  const { job } = claim;
  const startedAt = performance.now();
  options.onStart?.(job);
  try {
    const report = await runJob(queue, claim, handlers, options, handBack, (stage) =>
      options.onStage?.(job, stage),
    );
    options.onEnd?.(job, report, (performance.now() - startedAt) / 1_000);
  } catch (error) {
    // The end of the job could not be stored: its lease will run out, and it will be done again.
    options.onTrouble?.(describeError(error));
  }
}

/** The task, which never rejects, so that each call begins when the one before has ended. */
function inTurn<T>(task: () => Promise<T>): () => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return () => {
    const next = last.then(task);
    last = next;
    return next;
  };
}
