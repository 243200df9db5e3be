/** Keeps what people decided on findings. */
import type { Engine } from "./engines/engine.ts";
import type { Decisions } from "./store.ts";

export function decisionsOn(engine: Engine): Decisions {
  return {
    record: async (decisions) => {
      if (decisions.length === 0) return;
      await engine.db
        .insertInto("decisions")
        .values(decisions.map((decision) => ({ ...decision, at: engine.now() })))
        .onConflict((c) => c.column("id").doNothing())
        .execute();
    },
    latest: async (owner, repo, pullNumber) => {
      const rows = await engine.db
        .selectFrom("decisions")
        .selectAll()
        .where((e) => e.and({ owner, repo, ...(pullNumber !== null && { pullNumber }) }))
        .orderBy("at")
        .orderBy("id")
        .execute();
      // Later ones replace earlier ones on the same finding and the same rows.
      return [...new Map(rows.map((row) => [`${row.findingId} ${row.rowsHash}`, row])).values()];
    },
  };
}
