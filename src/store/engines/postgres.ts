/** Opens PostgreSQL as the database. */
import { CamelCasePlugin, Kysely, PostgresDialect, sql } from "kysely";
import pg from "pg";
import type { Tables } from "../tables.ts";
import type { Engine } from "./engine.ts";

/** bigint columns hold times in ms and GitHub's ids, all below 2^53: numbers, not strings. */
const types = new pg.TypeOverrides();
types.setTypeParser(pg.types.builtins.INT8, Number);

export function openPostgres(url: string, now?: () => number): Engine {
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    // A webhook must be answered within 10 s: waiting longer for a connection only hides the outage.
    connectionTimeoutMillis: 5_000,
    statement_timeout: 30_000,
    idle_in_transaction_session_timeout: 30_000,
    keepAlive: true,
    application_name: "dataset-review",
    types,
  });
  // Without a listener, a connection that the server closes would end the process: an idle one (the pool tells) as
  // well as one between two queries of a transaction (it tells itself). The next query reports.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  const db = new Kysely<Tables>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin()],
  });
  return {
    db,
    passHeld: sql`for update of j skip locked`,
    bytes: sql`bytea`,
    lock: async (tx, name) => {
      await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(tx);
    },
    now: () =>
      now
        ? sql<number>`${now()}::bigint`
        : sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`,
  };
}
