/** Lists the steps by which the schema of the database came about. */
import { type Kysely, sql } from "kysely";
import type { Engine } from "./engines/engine.ts";
import type { Tables } from "./tables.ts";

/** A step of the schema. Steps are only ever appended: a released one is never edited. */
export type Migration = (db: Kysely<Tables>, engine: Pick<Engine, "bytes">) => Promise<void>;

const createInbox: Migration = async (db) => {
  await sql`create table deliveries (
    id text primary key, event text not null, action text, installation_id bigint, received_at bigint not null
  )`.execute(db);
  await sql`create index deliveries_age on deliveries (received_at)`.execute(db);
  await sql`create table jobs (
    id text primary key, kind text not null, installation_id bigint not null, account_id bigint not null,
    owner text not null, repo text not null, pull_number bigint, head_sha text not null, base_sha text,
    force integer not null, observed_at bigint, live_key text not null, pull_key text, state text not null,
    attempts integer not null, run_at bigint not null, worker text, token text, lease_until bigint,
    superseded integer not null, again integer not null, stage text, error text,
    created_at bigint not null, finished_at bigint
  )`.execute(db);
  await sql`create unique index jobs_one_live on jobs (live_key) where state in ('waiting', 'running')`.execute(
    db,
  );
  await sql`create index jobs_due on jobs (run_at) where state = 'waiting'`.execute(db);
  await sql`create index jobs_leased on jobs (lease_until) where state = 'running'`.execute(db);
  await sql`create index jobs_pull on jobs (pull_key) where state in ('waiting', 'running')`.execute(db);
  await sql`create index jobs_finished on jobs (state, finished_at)`.execute(db);
  await sql`create table accounts (account_id bigint primary key, served_at bigint not null)`.execute(db);
  await sql`create table marks (name text primary key, at bigint not null)`.execute(db);
};

const createRecords: Migration = async (db, { bytes }) => {
  await sql`create table reviews (
    id text primary key, owner text not null, repo text not null, installation_id bigint not null,
    pull_number bigint, head_sha text not null, check_run_id bigint, started_at bigint not null,
    completed_at bigint, conclusion text, risk_score double precision, risk_level text, changed_rows bigint,
    report ${bytes}
  )`.execute(db);
  await sql`create index reviews_of on reviews (owner, repo, pull_number, started_at)`.execute(db);
  await sql`create index reviews_open on reviews (started_at) where completed_at is null`.execute(db);
  await sql`create table findings (
    review_id text not null references reviews (id) on delete cascade, ordinal integer not null,
    finding_id text not null, signal text not null, severity text not null,
    contribution double precision not null, rows_json text not null, words_json text,
    primary key (review_id, ordinal)
  )`.execute(db);
  await sql`create table decisions (
    id text primary key, owner text not null, repo text not null, pull_number bigint not null,
    finding_id text not null, rows_hash text not null, verdict text not null, actor_id bigint not null,
    actor_login text not null, reason text, decided_at bigint not null
  )`.execute(db);
  await sql`create index decisions_of on decisions (owner, repo, pull_number, decided_at)`.execute(db);
  await sql`create table merged_pull_requests (
    owner text not null, repo text not null, pull_number bigint not null, login text not null,
    merged_at text not null, changed_rows bigint, primary key (owner, repo, pull_number)
  )`.execute(db);
  await sql`create index merged_by on merged_pull_requests (owner, repo, login, merged_at)`.execute(db);
  await sql`create table cache (
    kind text not null, blob_sha text not null, version integer not null, checksum text not null,
    value ${bytes} not null, size bigint not null, used_at bigint not null, primary key (kind, blob_sha)
  )`.execute(db);
  await sql`create index cache_age on cache (used_at)`.execute(db);
};

const addDecisions: Migration = async (db) => {
  await sql`alter table jobs add column press text`.execute(db);
  await sql`alter table findings add column rows_hash text`.execute(db);
  await sql`alter table decisions drop column reason`.execute(db);
  await sql`alter table decisions add column review_id text not null default ''`.execute(db);
  await sql`alter table merged_pull_requests add column learned_at bigint not null default 0`.execute(db);
};

/** Profiles and copies of data files are no longer made: nothing of the data may stay behind, nor work on pushes. */
const dropPrepared: Migration = async (db) => {
  await sql`delete from cache where kind in ('profile', 'bytes')`.execute(db);
  await sql`delete from jobs where kind = 'push'`.execute(db);
};

const addPushers: Migration = async (db) => {
  await sql`create table pushers (
    repository text not null, pull_number bigint not null, actor_id bigint not null,
    primary key (repository, pull_number, actor_id)
  )`.execute(db);
};

const addRepositories: Migration = async (db) => {
  await sql`create table repositories (
    id bigint primary key, owner text not null, repo text not null
  )`.execute(db);
  await sql`create index repositories_named on repositories (owner, repo)`.execute(db);
};

const addRates: Migration = async (db) => {
  await sql`alter table reviews add column rates text`.execute(db);
};

const addClosed: Migration = async (db) => {
  await sql`alter table accounts add column closed_until bigint not null default 0`.execute(db);
};

/** What is cached is text now, and was bytes. All of it comes again. */
const cacheTexts: Migration = async (db) => {
  await sql`drop table cache`.execute(db);
  await sql`create table cache (
    kind text not null, key text not null, version integer not null, value text not null, used_at bigint not null,
    primary key (kind, key)
  )`.execute(db);
  await sql`create index cache_age on cache (used_at)`.execute(db);
};

/** The schema's history in order; the version of a database is how many of these it has seen. */
export const migrations: readonly Migration[] = [
  createInbox,
  createRecords,
  addDecisions,
  dropPrepared,
  addPushers,
  addRepositories,
  addRates,
  addClosed,
  cacheTexts,
];
