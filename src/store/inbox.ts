/** Keeps webhook deliveries and the jobs that they ask for, each once. */
import { randomUUID } from "node:crypto";
import { type InsertObject, sql, type Transaction } from "kysely";
import type { Job } from "../model/job.ts";
import type { Engine } from "./engines/engine.ts";
import { followNames, repositoryKey } from "./repositories.ts";
import type { Store } from "./store.ts";
import { liveStates, state, type Tables } from "./tables.ts";

/** Hand-off from webhooks: what is acknowledged is stored. */
export function inboxOn(engine: Engine): Store["inbox"] {
  return {
    accept: async (delivery, jobs) =>
      engine.db.transaction().execute(async (tx) => {
        const inserted = await tx
          .insertInto("deliveries")
          .values({ ...delivery, receivedAt: engine.now() })
          .onConflict((c) => c.doNothing())
          .returning("id")
          .executeTakeFirst();
        if (!inserted) return "duplicate";
        await addJobs(engine, tx, jobs);
        for (const job of jobs) await rememberPusher(tx, job);
        return "accepted";
      }),
    pushers: async (owner, repo, pullNumber) => {
      const rows = await engine.db
        .selectFrom("pushers")
        .select("actorId")
        .where("repository", "=", repositoryKey({ owner, repo }))
        .where("pullNumber", "=", pullNumber)
        .execute();
      return rows.map((row) => row.actorId);
    },
    known: async (ids) => {
      if (ids.length === 0) return new Set();
      const rows = await engine.db.selectFrom("deliveries").select("id").where("id", "in", ids).execute();
      return new Set(rows.map((row) => row.id));
    },
  };
}

async function rememberPusher(tx: Transaction<Tables>, job: Job): Promise<void> {
  if (job.pushedBy === undefined || job.pullNumber === null) return;
  await tx
    .insertInto("pushers")
    .values({ repository: repositoryKey(job), pullNumber: job.pullNumber, actorId: job.pushedBy })
    .onConflict((c) => c.doNothing())
    .execute();
}

/** The identity of a piece of work while it is live. */
export function liveKey(job: Job): string {
  const { press } = job;
  const by = press ? [press.verdict, press.reviewId, press.actorId] : [];
  return [job.kind, repositoryKey(job), job.pullNumber ?? "", job.headSha, ...by].join(" ");
}

function pullKey(job: Job): string | null {
  return job.kind === "pull_request" && job.pullNumber !== null
    ? `${repositoryKey(job)} ${job.pullNumber}`
    : null;
}

/** Adds jobs within a transaction; returns how many were new. */
export async function addJobs(
  engine: Engine,
  tx: Transaction<Tables>,
  jobs: readonly Job[],
): Promise<number> {
  let added = 0;
  for (const job of jobs) {
    await followNames(tx, job);
    await lockPull(engine, tx, job);
    await supersedeOlderHeads(engine, tx, job);
    if (await insertOrMerge(engine, tx, job)) added += 1;
  }
  return added;
}

/** Two heads of one pull request that arrive together take turns, or each would miss the other. */
async function lockPull(engine: Engine, tx: Transaction<Tables>, job: Job): Promise<void> {
  const key = pullKey(job);
  if (key !== null) await engine.lock(tx, key);
}

async function supersedeOlderHeads(engine: Engine, tx: Transaction<Tables>, job: Job): Promise<void> {
  const key = pullKey(job);
  const observed = observedAt(job);
  if (key === null || observed === null) return;
  const older = sql<boolean>`pull_key = ${key} and live_key <> ${liveKey(job)}
    and (observed_at is null or observed_at < ${observed})`;
  await tx
    .updateTable("jobs")
    .set({ state: "superseded", finishedAt: engine.now() })
    .where("state", "=", state("waiting"))
    .where(older)
    .execute();
  await tx
    .updateTable("jobs")
    .set({ superseded: 1 })
    .where("state", "=", state("running"))
    .where(older)
    .execute();
}

/**
 * A waiting twin takes over what is new in the request. A running one may have read too early for a forced
 * request (the base changed, a person asked), or may be stopping for a head that has since been replaced by this
 * one again, and it may have seen that other one: then it is to follow afresh. Where it ended well all the same, what
 * follows finds that and ends at once.
 */
async function insertOrMerge(engine: Engine, tx: Transaction<Tables>, job: Job): Promise<boolean> {
  const id = randomUUID();
  const row = await tx
    .insertInto("jobs")
    .values(newJob(engine, id, job))
    .onConflict((conflict) =>
      conflict
        .column("liveKey")
        .where("state", "in", liveStates)
        .doUpdateSet({
          force: sql`case when excluded.force = 1 then 1 else jobs.force end`,
          // The repository may have been transferred since.
          installationId: sql`excluded.installation_id`,
          accountId: sql`excluded.account_id`,
          owner: sql`excluded.owner`,
          repo: sql`excluded.repo`,
          // Somebody who asks does not wait for the pause after a failure.
          runAt: sql`case when excluded.force = 1 and jobs.state = 'waiting' then excluded.run_at else jobs.run_at end`,
          baseSha: sql`coalesce(excluded.base_sha, jobs.base_sha)`,
          observedAt: sql`case when excluded.observed_at > coalesce(jobs.observed_at, 0)
            then excluded.observed_at else jobs.observed_at end`,
          again: sql`case when jobs.state = 'running' and (excluded.force = 1 or jobs.superseded = 1
              or excluded.observed_at >= jobs.observed_at) then 1 else jobs.again end`,
        }),
    )
    .returning("id")
    .executeTakeFirstOrThrow();
  return row.id === id;
}

function newJob(engine: Engine, id: string, job: Job): InsertObject<Tables, "jobs"> {
  const { kind, installationId, accountId, owner, repo, pullNumber, headSha, baseSha } = job;
  return {
    ...{ id, kind, installationId, accountId, owner, repo, pullNumber, headSha, baseSha },
    force: job.force ? 1 : 0,
    observedAt: observedAt(job),
    liveKey: liveKey(job),
    pullKey: pullKey(job),
    state: "waiting",
    attempts: 0,
    runAt: engine.now(),
    superseded: 0,
    again: 0,
    press: job.press === undefined ? null : JSON.stringify(job.press),
    createdAt: engine.now(),
  };
}

function observedAt(job: Job): number | null {
  const at = job.observedAt === undefined ? Number.NaN : Date.parse(job.observedAt);
  return Number.isFinite(at) ? at : null;
}
