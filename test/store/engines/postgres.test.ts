import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, expect, test } from "@jest/globals";
import { sql } from "kysely";
import { openEngine } from "../../../src/store/engines/open-engine.ts";
import { findPostgres, startPostgres } from "../../support/postgres.ts";

const bin = findPostgres();
const server = bin === null ? null : startPostgres(bin, { durable: false });
afterAll(() => server?.remove());

// Without the package there is nothing to try; test/store/engines.ts says so.
(server ? test : test.skip)(
  "a connection cut between two queries of a transaction fails the next, not the process",
  async () => {
    const url = await server!.createDatabase();
    const [engine, other] = [openEngine(url), openEngine(url)];
    const cut = engine.db.transaction().execute(async (tx) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx);
      await sql`select pg_terminate_backend(${rows[0]!.pid})`.execute(other.db);
      await sleep(200);
      await sql`select 1`.execute(tx);
    });
    await expect(cut).rejects.toThrow();
    // The pool has another connection to give.
    expect((await sql<{ one: number }>`select 1 as one`.execute(engine.db)).rows).toEqual([{ one: 1 }]);
    await Promise.all([engine.db.destroy(), other.db.destroy()]);
  },
);
