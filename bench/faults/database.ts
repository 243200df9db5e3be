import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import Libsql from "libsql";
import type { PostgresServer } from "../../test/support/postgres.ts";

/** A database that can be taken away. */
export interface Database {
  readonly engine: "libsql" | "postgres";
  /** The URL of a new, empty database; `folder` is the scenario's. */
  create(folder: string): Promise<string>;
  /** Makes the database at `url` unusable for so long. */
  takeAway(url: string, ms: number): Promise<void>;
}

export function openDatabases(server: PostgresServer | null): readonly Database[] {
  const libsql: Database = {
    engine: "libsql",
    create: (folder) => Promise.resolve(path.join(folder, "store.db")),
    // A file does not go away; what happens to it is that something else (a backup, a full check) keeps it locked.
    takeAway: async (url, ms) => {
      const file = new Libsql(url);
      file.exec("pragma busy_timeout = 5000");
      file.exec("begin immediate");
      await sleep(ms);
      file.exec("rollback");
      file.close();
    },
  };
  if (!server) return [libsql];
  const postgres: Database = {
    engine: "postgres",
    create: () => server.createDatabase(),
    // As a crash does: without a checkpoint, connections cut.
    takeAway: async (_, ms) => {
      server.stop("immediate");
      await sleep(ms);
      server.start();
    },
  };
  return [libsql, postgres];
}
