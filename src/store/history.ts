/** Keeps the merged pull requests of authors, so that they are asked for once. */
import { sql } from "kysely";
import type { Engine } from "./engines/engine.ts";
import type { History } from "./store.ts";

export function historyOn(engine: Engine): History {
  return {
    record: async (owner, repo, login, { number, mergedAt, changedRows }) => {
      await engine.db
        .insertInto("mergedPullRequests")
        .values({ owner, repo, login, number, mergedAt, changedRows, learnedAt: engine.now() })
        .onConflict((c) =>
          c.columns(["owner", "repo", "number"]).doUpdateSet({
            mergedAt: sql`excluded.merged_at`,
            learnedAt: sql`excluded.learned_at`,
            // A count of rows, once known, is not replaced by "unknown".
            changedRows: sql`coalesce(excluded.changed_rows, merged_pull_requests.changed_rows)`,
          }),
        )
        .execute();
    },
    of: (owner, repo, login) =>
      engine.db
        .selectFrom("mergedPullRequests")
        .select(["number", "mergedAt", "changedRows"])
        .where((e) => e.and({ owner, repo, login }))
        .orderBy("mergedAt")
        .orderBy("number")
        .execute(),
  };
}
