/** Puts right, on a timer, what could hang for ever. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Octokit } from "../../github/client/octokit.ts";
import type { Retention, Store } from "../../store/store.ts";
import { describeError } from "../describe-error.ts";
import { closeAbandoned } from "./abandoned.ts";
import { type Installation, listInstallations, reconcile } from "./reconcile.ts";
import { redeliverFailed } from "./redeliver.ts";

export interface SweepOptions {
  readonly store: Store;
  /** A client that acts as an installation; as the App for null. */
  readonly octokitFor: (installationId: number | null) => Promise<Octokit>;
  readonly intervalMs: number;
  /** A full look at every open pull request, however long untouched. */
  readonly fullIntervalMs: number;
  readonly retention: Retention;
  /** Jobs were added: no need to wait for the next look at the queue. */
  readonly onJobs: () => void;
  readonly onSwept: (task: string, found: number) => void;
  readonly onTrouble: (task: string, error: string) => void;
}

export type Sweeper = ReturnType<typeof startSweeper>;

/**
 * Looks at the start and on a timer for what could hang for ever and puts it right. Among many processes one sweeps
 * at a time; expired leases, which are cheap to find and urgent, are looked for by all.
 */
export function startSweeper(options: SweepOptions) {
  const { store, octokitFor } = options;
  let stopped = false;
  let current: Promise<void> = Promise.resolve();

  /** Runs one part; a failing one keeps no other from running. */
  async function part(task: string, run: () => Promise<number>): Promise<void> {
    if (stopped) return;
    try {
      const found = await run();
      options.onSwept(task, found);
      if (found > 0) options.onJobs();
    } catch (error) {
      options.onTrouble(task, describeError(error));
    }
  }

  async function sweepAll(): Promise<void> {
    await part("expired leases", () => store.queue.reclaimExpired());
    const leads = await store.upkeep.lead("sweep", options.intervalMs * 0.9).catch(() => false);
    if (!leads) return;
    await part("failed deliveries", async () => redeliverFailed(await octokitFor(null), store));
    await part("unreviewed heads", () => reconcileAll(options, () => stopped));
    await part("checks left in progress", () => closeAbandoned(octokitFor, store));
    await part("retention", async () => {
      await store.upkeep.prune(options.retention);
      return 0;
    });
  }

  const sweep = () => {
    current = current.then(sweepAll);
    return current;
  };
  const leases = setInterval(
    () => {
      void part("expired leases", () => store.queue.reclaimExpired());
    },
    Math.min(15_000, options.intervalMs),
  );
  const timer = setInterval(() => void sweep(), options.intervalMs);
  void sweep();
  return {
    /** Runs every part that is due, now. */
    sweep,
    /** Begins nothing more; waits for what runs, up to `graceMs`. A sweep that is left in the middle is done again. */
    stop: async (graceMs: number): Promise<void> => {
      stopped = true;
      clearInterval(leases);
      clearInterval(timer);
      const late = new AbortController();
      await Promise.race([current, sleep(graceMs, undefined, { signal: late.signal })]);
      late.abort();
    },
  };
}

/** How far each installation has come is remembered apart: one out of reach must not hold up the others. */
async function reconcileAll(options: SweepOptions, isStopped: () => boolean): Promise<number> {
  let added = 0;
  let failure: { readonly error: unknown } | null = null;
  for (const installation of await listInstallations(await options.octokitFor(null))) {
    if (isStopped()) break;
    try {
      added += await reconcileOne(options, installation);
    } catch (error) {
      failure = { error };
    }
  }
  if (added > 0) options.onJobs();
  if (failure) throw failure.error;
  return added;
}

async function reconcileOne(
  { store, octokitFor, intervalMs, fullIntervalMs }: SweepOptions,
  installation: Installation,
): Promise<number> {
  const startedAt = Date.now();
  const recently = `reconciled ${installation.id}`;
  const fully = `reconciled fully ${installation.id}`;
  const full = startedAt - ((await store.upkeep.mark(fully)) ?? 0) > fullIntervalMs;
  // What was touched shortly before the last sweep may have been lost after it.
  const since = full ? 0 : ((await store.upkeep.mark(recently)) ?? 0) - 2 * intervalMs;
  const { added, complete } = await reconcile(await octokitFor(installation.id), installation, store, since);
  if (complete) await store.upkeep.setMark(recently, startedAt);
  if (complete && full) await store.upkeep.setMark(fully, startedAt);
  return added;
}
