/** Removes what was kept long enough, and remembers which process does what is done by one at a time. */
import { sql } from "kysely";
import type { Engine } from "./engines/engine.ts";
import type { Retention, Upkeep } from "./store.ts";
import { state } from "./tables.ts";

const dayMs = 86_400_000;
/** Delivery ids are kept to recognise redelivery, for which GitHub takes 3 days; and finished jobs. */
const [deliveryDays, jobDays] = [7, 30];
/** How long a cached value is kept that nobody uses, and how many characters of them in all. */
const cacheDays = 60;
const cacheRoom = 2 ** 30;

export function upkeepOn(engine: Engine): Upkeep {
  const { db } = engine;
  return {
    prune: (keep) => prune(engine, keep),

    lead: async (name, ms) => {
      const until = sql<number>`${engine.now()} + ${sql.lit(Math.round(ms))}`;
      const row = await db
        .insertInto("marks")
        .values({ name: `lead ${name}`, at: until })
        .onConflict((c) =>
          c.column("name").doUpdateSet({ at: sql`excluded.at` }).where("marks.at", "<=", engine.now()),
        )
        .returning("name")
        .executeTakeFirst();
      return row !== undefined;
    },

    mark: async (name) => {
      const row = await db.selectFrom("marks").select("at").where("name", "=", name).executeTakeFirst();
      return row?.at ?? null;
    },

    setMark: async (name, at) => {
      await db
        .insertInto("marks")
        .values({ name, at })
        .onConflict((c) => c.column("name").doUpdateSet({ at: sql`excluded.at` }))
        .execute();
    },
  };
}

async function prune(engine: Engine, keep: Retention): Promise<void> {
  const { db } = engine;
  const ago = (days: number) => sql<number>`${engine.now()} - ${sql.lit(Math.round(days * dayMs))}`;
  await db.deleteFrom("deliveries").where("receivedAt", "<", ago(deliveryDays)).execute();
  await db
    .deleteFrom("jobs")
    .where("state", "in", [state("done"), state("superseded"), state("dead")])
    .where("finishedAt", "<", ago(jobDays))
    .execute();
  await db
    .updateTable("reviews")
    .set({ report: null })
    .where("report", "is not", null)
    .where("startedAt", "<", ago(keep.reportDays))
    .execute();
  await db.deleteFrom("reviews").where("startedAt", "<", ago(keep.reviewDays)).execute();
  await db.deleteFrom("mergedPullRequests").where("learnedAt", "<", ago(keep.historyDays)).execute();
  await db.deleteFrom("cache").where("usedAt", "<", ago(cacheDays)).execute();
  await shrinkCache(engine, cacheRoom);
}

/** Drops the least recently used entries until the rest fits. */
export async function shrinkCache({ db }: Engine, room: number): Promise<void> {
  await sql`delete from cache where (kind, key) in (
    select kind, key from (
      select kind, key, sum(length(value)) over (order by used_at desc, kind, key) as so_far from cache
    ) as by_use where so_far > ${sql.lit(room)})`.execute(db);
}
