/** The tables of the database, as they are created and brought to the schema of this program. */
import { type Kysely, sql } from "kysely";
import type { Engine } from "./engines/engine.ts";
import type { Tables } from "./tables.ts";

/** The database was brought further by a newer program. */
export class NewerSchema extends Error {
  override readonly name = "NewerSchema";

  constructor(version: number) {
    super(
      `The database is at schema version ${version}, newer than this program's ${migrations.length}. ` +
        "Run the newer program, or restore the backup made before the upgrade.",
    );
  }
}

/**
 * Brings the database to this program's schema, in one transaction under a lock, so that processes starting
 * together do not both migrate. Running on a schema that it does not know could lose data.
 * @throws {NewerSchema}
 */
export async function migrate(engine: Engine): Promise<void> {
  await engine.db.transaction().execute(async (tx) => {
    await engine.lock(tx, "dataset-review schema");
    await sql`create table if not exists schema_version (version integer primary key, applied_at bigint not null)`.execute(
      tx,
    );
    const { version } = await tx
      .selectFrom("schemaVersion")
      .select((e) => e.fn.coalesce(e.fn.max("version"), sql<number>`0`).as("version"))
      .executeTakeFirstOrThrow();
    if (version > migrations.length) throw new NewerSchema(version);
    for (const [index, step] of migrations.entries()) {
      if (index < version) continue;
      await step(tx, engine);
      await tx
        .insertInto("schemaVersion")
        .values({ version: index + 1, appliedAt: engine.now() })
        .execute();
    }
  });
}

/** A step of the schema. Steps are only ever appended: a released one is never edited. */
type Migration = (db: Kysely<Tables>, engine: Pick<Engine, "bytes">) => Promise<void>;

const createTables: Migration = async (db, { bytes }) => {
  for (const statement of [
    sql`create table deliveries (
      id text primary key, event text not null, action text, installation_id bigint, received_at bigint not null
    )`,
    sql`create index deliveries_age on deliveries (received_at)`,
    sql`create table jobs (
      id text primary key, kind text not null, installation_id bigint not null, account_id bigint not null,
      owner text not null, repo text not null, pull_number bigint, head_sha text not null, base_sha text,
      force integer not null, observed_at bigint, live_key text not null, pull_key text, state text not null,
      attempts integer not null, run_at bigint not null, worker text, token text, lease_until bigint,
      superseded integer not null, again integer not null, press text, error text,
      created_at bigint not null, finished_at bigint
    )`,
    sql`create unique index jobs_one_live on jobs (live_key) where state in ('waiting', 'running')`,
    sql`create index jobs_due on jobs (run_at) where state = 'waiting'`,
    sql`create index jobs_leased on jobs (lease_until) where state = 'running'`,
    sql`create index jobs_pull on jobs (pull_key) where state in ('waiting', 'running')`,
    sql`create index jobs_finished on jobs (state, finished_at)`,
    sql`create table accounts (account_id bigint primary key, served_at bigint not null, closed_until bigint not null)`,
    sql`create table marks (name text primary key, at bigint not null)`,
    sql`create table reviews (
      id text primary key, owner text not null, repo text not null, installation_id bigint not null,
      pull_number bigint, head_sha text not null, check_run_id bigint, started_at bigint not null,
      completed_at bigint, conclusion text, changed_rows bigint,
      findings text, report ${bytes}, rates text
    )`,
    sql`create index reviews_of on reviews (owner, repo, pull_number, started_at)`,
    sql`create index reviews_open on reviews (started_at) where completed_at is null`,
    sql`create table decisions (
      id text primary key, owner text not null, repo text not null, pull_number bigint not null,
      review_id text not null, finding_id text not null, rows_hash text not null, verdict text not null,
      actor_id bigint not null, actor_login text not null, at bigint not null
    )`,
    sql`create index decisions_of on decisions (owner, repo, pull_number, at)`,
    sql`create table merged_pull_requests (
      owner text not null, repo text not null, number bigint not null, login text not null,
      merged_at text not null, changed_rows bigint, learned_at bigint not null, primary key (owner, repo, number)
    )`,
    sql`create index merged_by on merged_pull_requests (owner, repo, login, merged_at)`,
    sql`create table pushers (
      repository text not null, pull_number bigint not null, actor_id bigint not null,
      primary key (repository, pull_number, actor_id)
    )`,
    sql`create table repositories (id bigint primary key, owner text not null, repo text not null)`,
    sql`create index repositories_named on repositories (owner, repo)`,
    sql`create table cache (
      kind text not null, key text not null, version integer not null, value text not null, used_at bigint not null,
      primary key (kind, key)
    )`,
    sql`create index cache_age on cache (used_at)`,
  ])
    await statement.execute(db);
};

/** The schema's history in order; the version of a database is how many of these it has seen. */
const migrations: readonly Migration[] = [createTables];
