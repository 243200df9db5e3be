/** What can be seen of the queue without changing it. */
import { type Selectable, sql } from "kysely";
import type { Job, JobKind, Press } from "../model/job.ts";
import type { Engine } from "./engines/engine.ts";
import { liveKey } from "./inbox.ts";
import type { Queue } from "./store.ts";
import { type JobTable, liveStates, state } from "./tables.ts";

export function queueViews(engine: Engine): Pick<Queue, "isLive" | "depth"> {
  const { db } = engine;
  return {
    isLive: async (job) => {
      const row = await db
        .selectFrom("jobs")
        .select("id")
        .where("liveKey", "=", liveKey(job))
        .where("state", "in", liveStates)
        .executeTakeFirst();
      return row !== undefined;
    },

    depth: async () => {
      const due = sql<number>`min(case when state = 'waiting' and run_at <= ${engine.now()} then run_at end)`;
      const row = await db
        .selectFrom("jobs")
        .select([
          sql<number>`count(case when state = 'waiting' then 1 end)`.as("waiting"),
          sql<number>`count(case when state = 'running' then 1 end)`.as("running"),
          sql<number>`count(case when state = 'dead' then 1 end)`.as("dead"),
          sql<number>`coalesce(${engine.now()} - ${due}, 0)`.as("oldestWaitingMs"),
        ])
        .where("state", "in", [...liveStates, state("dead")])
        .executeTakeFirstOrThrow();
      return row;
    },
  };
}

/** A stored job as it was asked for. */
export function jobOf(row: Selectable<JobTable>): Job {
  const { kind, installationId, owner, repo, accountId, pullNumber, headSha, baseSha } = row;
  return {
    ...{ kind: kind as JobKind, installationId, owner, repo, accountId, pullNumber, headSha, baseSha },
    force: row.force === 1,
    observedAt: row.observedAt === null ? undefined : new Date(row.observedAt).toISOString(),
    press: row.press === null ? undefined : (JSON.parse(row.press) as Press),
  };
}
