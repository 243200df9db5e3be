/** Works on one job to its end: keeps its lease, counts its time, records how it ended. */
import { setTimeout as sleep } from "node:timers/promises";
import { Interrupted, type Interruption, interruptionOf } from "../../model/interrupted.ts";
import type { ClaimedJob, Passing } from "../../model/job.ts";
import type { Claim, Queue } from "../../store/store.ts";
import { describeError } from "../describe-error.ts";

/** What a worker does with jobs; the parts that talk to GitHub. All of it must be idempotent. */
export interface Handlers {
  /**
   * Does the job. Rejects when it may succeed later; what can never succeed is told in the check, and resolves.
   * An exhausted job is only told about. Once `signal` fires, its `reason` says why (`interruptionOf`): superseded
   * work withdraws what it has posted, other work just ends; neither is waited for beyond `cleanUpMs`.
   */
  readonly perform: (job: ClaimedJob, signal: AbortSignal, onStage: (stage: string) => void) => Promise<void>;
  /** What of an error is the other side's and passes; null where it is not. */
  readonly passing: (error: unknown) => Passing | null;
}

export interface JobTimes {
  readonly leaseMs: number;
  /** Longest time for a job; beyond it the attempt has failed. */
  readonly timeoutMs: number;
  /** How long an interrupted job may clean up before it is left behind. */
  readonly cleanUpMs: number;
}

/** How a held job ended, for logs and metrics. */
export type Ending = "done" | "failed" | "dead" | "superseded" | "released" | "lost";

export interface JobReport {
  readonly ending: Ending;
  readonly error: string | null;
}

/**
 * Works on a held job to its end, keeping the lease meanwhile; `stop` hands it back. Rejects only when the store
 * cannot be told how it ended: then the lease runs out, and the job is done again.
 */
export async function runJob(
  queue: Queue,
  claim: Claim,
  handlers: Handlers,
  times: JobTimes,
  stop: AbortSignal,
  onStage: (stage: string) => void,
): Promise<JobReport> {
  const controller = new AbortController();
  const interrupt = (why: Interruption) => controller.abort(new Interrupted(why));
  const onStop = () => interrupt("shutdown");
  stop.addEventListener("abort", onStop, { once: true });
  if (stop.aborted) onStop();
  const deadline = setTimeout(() => interrupt("deadline"), times.timeoutMs);
  const lease = keepLease(queue, claim, times.leaseMs, interrupt);
  try {
    const failure = await attempt(claim.job, handlers, times.cleanUpMs, controller.signal, onStage);
    const why = interruptionOf(controller.signal);
    return await persistently(times.leaseMs, () => settle(queue, claim, handlers, failure, why));
  } finally {
    clearTimeout(deadline);
    lease.stop();
    stop.removeEventListener("abort", onStop);
  }
}

/** One attempt; null when it went well. */
async function attempt(
  job: ClaimedJob,
  handlers: Handlers,
  cleanUpMs: number,
  signal: AbortSignal,
  onStage: (stage: string) => void,
): Promise<{ readonly error: unknown } | null> {
  try {
    await Promise.race([handlers.perform(job, signal, onStage), afterInterruption(signal, cleanUpMs)]);
    return null;
  } catch (error) {
    return { error };
  }
}

/** Tells the queue how the job ended. */
async function settle(
  queue: Queue,
  claim: Claim,
  handlers: Handlers,
  failure: { readonly error: unknown } | null,
  why: Interruption | null,
): Promise<JobReport> {
  const report = (held: boolean, ending: Ending, error: string | null = null): JobReport =>
    held ? { ending, error } : { ending: "lost", error };
  if (why === "lost") return report(false, "lost");
  // What it may have left in progress, the sweep closes.
  if (why === "superseded") return report(await queue.complete(claim), "superseded");
  if (failure === null) {
    const { exhausted } = claim.job;
    return exhausted === null
      ? report(await queue.complete(claim), "done")
      : report(await queue.bury(claim), "dead", exhausted);
  }
  if (why === "shutdown") {
    await queue.release(claim);
    return report(true, "released");
  }
  const words = describeError(failure.error);
  return report(await queue.fail(claim, words, handlers.passing(failure.error)), "failed", words);
}

/** Repeats what the store refuses, for as long as the lease may last: work that is done should not be done again. */
async function persistently<T>(leaseMs: number, action: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + leaseMs;
  for (;;) {
    try {
      return await action();
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
    await sleep(Math.min(1_000, leaseMs / 10));
  }
}

/** Rejects some time after the signal fired. */
function afterInterruption(signal: AbortSignal, cleanUpMs: number): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener(
      "abort",
      () => setTimeout(() => reject(signal.reason as Error), cleanUpMs).unref(),
      { once: true },
    );
  });
}

/** Extends the lease at a third of its length; one that could not be extended in time is given up. */
function keepLease(
  queue: Queue,
  claim: Claim,
  leaseMs: number,
  interrupt: (why: Interruption) => void,
): { stop: () => void } {
  let extendedAt = Date.now();
  let beating = false;
  const beat = async () => {
    if (beating) return;
    beating = true;
    try {
      const askedAt = Date.now();
      const hold = await queue.heartbeat(claim, leaseMs);
      if (hold === "held") extendedAt = askedAt;
      else interrupt(hold);
    } catch {
      // The database may be away for a moment; the lease says for how long that does no harm.
    } finally {
      beating = false;
    }
  };
  const timer = setInterval(() => {
    if (Date.now() - extendedAt > leaseMs) interrupt("lost");
    else void beat();
  }, leaseMs / 3);
  return {
    stop: () => clearInterval(timer),
  };
}
