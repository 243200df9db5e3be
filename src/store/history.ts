/** Keeps the merged pull requests of authors, so that they are asked for once. */
import { sql } from "kysely";
import type { Engine } from "./engines/engine.ts";
import type { History } from "./store.ts";

export function historyOn(engine: Engine): History {
  return {
    record: async (owner, repo, login, merged) => {
      await engine.db
        .insertInto("merged_pull_requests")
        .values({
          owner,
          repo,
          pull_number: merged.number,
          login,
          merged_at: merged.mergedAt,
          changed_rows: merged.changedRows,
          learned_at: engine.now(),
        })
        .onConflict((c) =>
          c.columns(["owner", "repo", "pull_number"]).doUpdateSet({
            merged_at: sql`excluded.merged_at`,
            learned_at: sql`excluded.learned_at`,
            // A count of rows, once known, is not replaced by "unknown".
            changed_rows: sql`coalesce(excluded.changed_rows, merged_pull_requests.changed_rows)`,
          }),
        )
        .execute();
    },
    of: async (owner, repo, login) => {
      const rows = await engine.db
        .selectFrom("merged_pull_requests")
        .select(["pull_number", "merged_at", "changed_rows"])
        .where("owner", "=", owner)
        .where("repo", "=", repo)
        .where("login", "=", login)
        .orderBy("merged_at")
        .orderBy("pull_number")
        .execute();
      return rows.map((row) => ({
        number: row.pull_number,
        mergedAt: row.merged_at,
        changedRows: row.changed_rows,
      }));
    },
  };
}
