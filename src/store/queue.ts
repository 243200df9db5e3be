/** Keeps the jobs: who may work on which, how long, and what follows a failure. */
import { randomUUID } from "node:crypto";
import {
  type Kysely,
  type RawBuilder,
  type Selectable,
  sql,
  type Transaction,
  type UpdateObject,
} from "kysely";
import type { Passing } from "../model/job.ts";
import type { Engine } from "./engines/engine.ts";
import { addJobs } from "./inbox.ts";
import { jobOf, queueViews } from "./queue-views.ts";
import type { Claim, Hold, Queue } from "./store.ts";
import { type JobTable, state, type Tables } from "./tables.ts";

export interface QueueOptions {
  /** Attempts before a job is exhausted. */
  readonly maxAttempts: number;
  /** Wait before the next attempt, in ms, after this many attempts. */
  readonly backoffMs: (attempts: number) => number;
}

/** Saying "could not be completed" may itself fail; it is tried this many times more, then the job is dead silently. */
const attemptsToSaySo = 20;
/** While a fault passes, a job is tried again after this time at the latest. */
const longestPauseMs = 300_000;

export function queueOn(engine: Engine, options: QueueOptions): Queue {
  const { db } = engine;
  const ending = (name: "done" | "superseded" | "dead") => finished(engine, name);
  return {
    enqueue: async (jobs) => db.transaction().execute(async (tx) => addJobs(engine, tx, jobs)),
    claim: async (worker, leaseMs, without = []) =>
      db.transaction().execute(async (tx) => claimNext(engine, tx, options, worker, leaseMs, without)),
    heartbeat: async (claim, leaseMs) => extendLease(engine, claim, leaseMs),
    complete: async (claim) =>
      settle(engine, claim, (job) => ({
        ...ending(job.superseded === 1 ? "superseded" : "done"),
        error: null,
      })),
    fail: async (claim, error, passing = null) => {
      const held = await settle(engine, claim, (job) => afterFailure(engine, options, job, error, passing));
      const waitMs = passing?.waitMs ?? 0;
      // All of the account's jobs would be refused like this one.
      if (held && waitMs > 0) await keepOf(db, claim.job.accountId, { closedUntil: later(engine, waitMs) });
      return held;
    },
    bury: async (claim) => settle(engine, claim, () => ending("dead")),
    release: async (claim) => {
      await settle(engine, claim, (job) =>
        job.superseded === 1 && job.again === 0
          ? ending("superseded")
          : { state: "waiting", superseded: 0, attempts: Math.max(0, job.attempts - 1) },
      );
    },
    reclaimExpired: async () =>
      db.transaction().execute(async (tx) => {
        const expired = await tx
          .updateTable("jobs")
          .set({ worker: null, token: null, leaseUntil: null })
          .where("state", "=", state("running"))
          .where("leaseUntil", "<", engine.now())
          .returningAll()
          .execute();
        for (const job of expired) {
          const why = "The worker stopped before it had finished.";
          await apply(engine, tx, job, afterFailure(engine, options, job, why));
        }
        return expired.length;
      }),
    ...queueViews(engine),
  };
}

/** Takes the next due job: accounts in turn, those with least running first, then by age. */
async function claimNext(
  engine: Engine,
  tx: Transaction<Tables>,
  options: QueueOptions,
  worker: string,
  leaseMs: number,
  without: readonly number[],
): Promise<Claim | null> {
  const token = randomUUID();
  const left = without.length > 0 ? sql`and j.installation_id not in (${sql.join(without)})` : sql``;
  const next = sql<string>`select j.id from jobs j
    left join accounts a on a.account_id = j.account_id
    left join (select account_id, count(*) as n from jobs where state = 'running' group by account_id) r
      on r.account_id = j.account_id
    where j.state = 'waiting' and j.run_at <= ${engine.now()}
      and (j.force = 1 or coalesce(a.closed_until, 0) <= ${engine.now()}) ${left}
    order by coalesce(r.n, 0), coalesce(a.served_at, 0), j.run_at, j.created_at, j.id
    limit 1 ${engine.passHeld}`;
  const row = await tx
    .updateTable("jobs")
    .set((e) => ({
      state: "running",
      attempts: e("attempts", "+", 1),
      worker,
      token,
      leaseUntil: later(engine, leaseMs),
    }))
    .where("id", "=", sql<string>`(${next})`)
    .returningAll()
    .executeTakeFirst();
  if (!row) return null;
  await keepOf(tx, row.accountId, { servedAt: engine.now() });
  return { job: claimedJob(row, options.maxAttempts), token };
}

const later = (engine: Engine, ms: number) => sql<number>`${engine.now()} + ${sql.lit(Math.round(ms))}`;

async function keepOf(
  db: Kysely<Tables>,
  accountId: number,
  change: Partial<Record<"servedAt" | "closedUntil", RawBuilder<number>>>,
): Promise<void> {
  await db
    .insertInto("accounts")
    .values({ accountId, servedAt: 0, closedUntil: 0, ...change })
    .onConflict((c) => c.column("accountId").doUpdateSet(change))
    .execute();
}

async function extendLease(engine: Engine, claim: Claim, leaseMs: number): Promise<Hold> {
  const row = await engine.db
    .updateTable("jobs")
    .set({ leaseUntil: later(engine, leaseMs) })
    .where("id", "=", claim.job.id)
    .where("token", "=", claim.token)
    .returning("superseded")
    .executeTakeFirst();
  if (!row) return "lost";
  return row.superseded === 1 ? "superseded" : "held";
}

/** Changes a job that is still held under the claim's token; false when it is not. */
async function settle(
  engine: Engine,
  claim: Claim,
  change: (row: Selectable<JobTable>) => UpdateObject<Tables, "jobs">,
): Promise<boolean> {
  return engine.db.transaction().execute(async (tx) => {
    const held = await tx
      .updateTable("jobs")
      .set({ worker: null, token: null, leaseUntil: null })
      .where("id", "=", claim.job.id)
      .where("token", "=", claim.token)
      .returningAll()
      .executeTakeFirst();
    if (!held) return false;
    await apply(engine, tx, held, change(held));
    return true;
  });
}

/** Gives a job that is no longer held its next state, and lets the job follow that was asked for meanwhile. */
async function apply(
  engine: Engine,
  tx: Transaction<Tables>,
  job: Selectable<JobTable>,
  change: UpdateObject<Tables, "jobs">,
): Promise<void> {
  await tx
    .updateTable("jobs")
    .set({ again: 0, ...change })
    .where("id", "=", job.id)
    .execute();
  if (job.again === 1 && change.state !== "waiting")
    await addJobs(engine, tx, [{ ...jobOf(job), force: job.force === 1 }]);
}

const finished = (engine: Engine, state: "done" | "superseded" | "dead") => ({
  state,
  finishedAt: engine.now(),
});

/** The state after an attempt that did not end well. */
function afterFailure(
  engine: Engine,
  options: QueueOptions,
  job: Selectable<JobTable>,
  error: string,
  passing: Passing | null = null,
) {
  if (job.superseded === 1 && job.again === 0) return finished(engine, "superseded");
  if (job.attempts >= options.maxAttempts + attemptsToSaySo) return { ...finished(engine, "dead"), error };
  const wait = Math.round(Math.max(options.backoffMs(job.attempts), passing?.waitMs ?? 0));
  const age = sql<number>`(${engine.now()} - created_at)`;
  const uncounted = sql<number>`case when ${age} < ${sql.lit(passing?.patienceMs ?? 0)} then attempts - 1 else attempts end`;
  // Without attempts to count, the age says how long it has been tried.
  const grown = sql<number>`case when ${age} > ${sql.lit(10 * longestPauseMs)} then ${sql.lit(Math.max(wait, longestPauseMs))}
    when ${age} > ${sql.lit(10 * wait)} then ${age} / 10 else ${sql.lit(wait)} end`;
  return {
    state: "waiting" as const,
    ...(passing === null ? {} : { attempts: uncounted }),
    superseded: 0,
    error: job.attempts > options.maxAttempts ? job.error : error,
    runAt: sql<number>`${engine.now()} + ${passing === null ? sql.lit(wait) : grown}`,
  };
}

function claimedJob(row: Selectable<JobTable>, maxAttempts: number): Claim["job"] {
  return {
    ...jobOf(row),
    id: row.id,
    attempt: row.attempts,
    exhausted: row.attempts > maxAttempts ? (row.error ?? "unknown") : null,
  };
}
