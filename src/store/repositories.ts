/** Records are kept by a repository's names, which change and change hands: they follow its number. */
import { sql, type Transaction } from "kysely";
import type { Job } from "../model/job.ts";
import { liveStates, type Tables } from "./tables.ts";

interface Name {
  readonly owner: string;
  readonly repo: string;
}

/**
 * Moves what is kept under a repository's former names to those of this job, before anybody reads it for the job, and
 * what another repository left under these out of the way.
 */
export async function followNames(
  tx: Transaction<Tables>,
  { repositoryId: id, owner, repo }: Job,
): Promise<void> {
  if (id === undefined) return;
  const known = await tx.selectFrom("repositories").selectAll().where("id", "=", id).executeTakeFirst();
  if (known?.owner === owner && known.repo === repo) return;
  const others = await tx
    .selectFrom("repositories")
    .select("id")
    .where((e) => e.and({ owner, repo }))
    .where("id", "<>", id)
    .execute();
  for (const other of others) await rename(tx, other.id, { owner, repo }, nameless(other.id));
  await rename(tx, id, known ?? { owner, repo }, { owner, repo });
}

/** No name at GitHub holds this sign: what is kept under it waits until its repository is heard of again. */
const nameless = (id: number): Name => ({ owner: "#", repo: String(id) });

async function rename(tx: Transaction<Tables>, id: number, from: Name, to: Name): Promise<void> {
  const { owner, repo } = to;
  await tx
    .insertInto("repositories")
    .values({ id, owner, repo })
    .onConflict((c) => c.column("id").doUpdateSet({ owner, repo }))
    .execute();
  if (from.owner === owner && from.repo === repo) return;
  // Sizes of merged pull requests are read from GitHub again.
  for (const table of ["decisions", "reviews"] as const)
    await tx
      .updateTable(table)
      .set({ owner, repo })
      .where((e) => e.and({ owner: from.owner, repo: from.repo }))
      .execute();
  const [before, after] = [repositoryKey(from), repositoryKey(to)];
  await sql`insert into pushers (repository, pull_number, actor_id)
    select ${after}, pull_number, actor_id from pushers where repository = ${before}
    on conflict do nothing`.execute(tx);
  if (before !== after) await tx.deleteFrom("pushers").where("repository", "=", before).execute();
  // Work under way goes on under the old names, from which GitHub leads to the new ones; a twin finds it by these.
  const key = sql<string>`replace(jobs.live_key, ${` ${before} `}, ${` ${after} `})`;
  await tx
    .updateTable("jobs")
    .set({ liveKey: key, pullKey: sql`replace(pull_key, ${`${before} `}, ${`${after} `})` })
    .where("state", "in", liveStates)
    .where((e) => e.and({ owner: from.owner, repo: from.repo }))
    .where(
      sql<boolean>`not exists (select 1 from jobs twin where twin.live_key = ${key} and twin.state in ('waiting', 'running'))`,
    )
    .execute();
}

/** Names are case-insensitive at GitHub. */
export function repositoryKey({ owner, repo }: Name): string {
  return `${owner}/${repo}`.toLowerCase();
}
