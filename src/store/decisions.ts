/** Keeps what people decided on findings. */
import type { Engine } from "./engines/engine.ts";
import type { Decision, Decisions } from "./store.ts";

export function decisionsOn(engine: Engine): Decisions {
  return {
    record: async (decisions) => {
      if (decisions.length === 0) return;
      const rows = decisions.map((decision) => ({
        id: decision.id,
        review_id: decision.reviewId,
        owner: decision.owner,
        repo: decision.repo,
        pull_number: decision.pullNumber,
        finding_id: decision.findingId,
        rows_hash: decision.rowsHash,
        verdict: decision.verdict,
        actor_id: decision.actorId,
        actor_login: decision.actorLogin,
        decided_at: engine.now(),
      }));
      await engine.db
        .insertInto("decisions")
        .values(rows)
        .onConflict((c) => c.column("id").doNothing())
        .execute();
    },
    latest: async (owner, repo, pullNumber) => {
      let query = engine.db
        .selectFrom("decisions")
        .selectAll()
        .where("owner", "=", owner)
        .where("repo", "=", repo);
      if (pullNumber !== null) query = query.where("pull_number", "=", pullNumber);
      const rows = await query.orderBy("decided_at").orderBy("id").execute();
      // Later ones replace earlier ones on the same finding and the same rows.
      const latest = new Map<string, Decision & { readonly at: number }>();
      for (const row of rows) {
        latest.set(`${row.finding_id} ${row.rows_hash}`, {
          id: row.id,
          reviewId: row.review_id,
          owner: row.owner,
          repo: row.repo,
          pullNumber: row.pull_number,
          findingId: row.finding_id,
          rowsHash: row.rows_hash,
          verdict: row.verdict as Decision["verdict"],
          actorId: row.actor_id,
          actorLogin: row.actor_login,
          at: row.decided_at,
        });
      }
      return [...latest.values()];
    },
  };
}
