import { randomUUID } from "node:crypto";
import type { Engine } from "./engine.ts";
import type { Decision, Decisions } from "./store.ts";

export function decisionsOn(engine: Engine): Decisions {
  return {
    record: async (decision) => {
      await engine.db
        .insertInto("decisions")
        .values({
          id: randomUUID(),
          owner: decision.owner,
          repo: decision.repo,
          pull_number: decision.pullNumber,
          finding_id: decision.findingId,
          rows_hash: decision.rowsHash,
          verdict: decision.verdict,
          actor_id: decision.actorId,
          actor_login: decision.actorLogin,
          reason: decision.reason,
          decided_at: engine.now(),
        })
        .execute();
    },
    forPullRequest: async (owner, repo, pullNumber) => {
      const rows = await engine.db
        .selectFrom("decisions")
        .selectAll()
        .where("owner", "=", owner)
        .where("repo", "=", repo)
        .where("pull_number", "=", pullNumber)
        .orderBy("decided_at")
        .execute();
      // Later ones replace earlier ones on the same finding and the same rows.
      const latest = new Map<string, Decision & { readonly at: number }>();
      for (const row of rows) {
        latest.set(`${row.finding_id} ${row.rows_hash}`, {
          owner: row.owner,
          repo: row.repo,
          pullNumber: row.pull_number,
          findingId: row.finding_id,
          rowsHash: row.rows_hash,
          verdict: row.verdict as Decision["verdict"],
          actorId: row.actor_id,
          actorLogin: row.actor_login,
          reason: row.reason,
          at: row.decided_at,
        });
      }
      return [...latest.values()];
    },
  };
}
