/** Keeps what can be worked out or asked again. */
import { sql } from "kysely";
import type { Engine } from "./engines/engine.ts";
import type { Cache } from "./store.ts";

export function cacheOn(engine: Engine): Cache {
  const { db } = engine;
  return {
    get: async (kind, version, key) => {
      const row = await db
        .updateTable("cache")
        .set({ usedAt: engine.now() })
        .where((e) => e.and({ kind, key, version }))
        .returning("value")
        .executeTakeFirst();
      return row?.value ?? null;
    },
    put: async (kind, version, key, value) => {
      await db
        .insertInto("cache")
        .values({ kind, key, version, value, usedAt: engine.now() })
        .onConflict((c) =>
          c.columns(["kind", "key"]).doUpdateSet({
            version: sql`excluded.version`,
            value: sql`excluded.value`,
            usedAt: sql`excluded.used_at`,
          }),
        )
        .execute();
    },
  };
}
