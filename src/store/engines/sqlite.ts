/** Opens a SQLite file as the database. */
import { CamelCasePlugin, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler, sql } from "kysely";
import type { Tables } from "../tables.ts";
import type { Engine } from "./engine.ts";
import { LibsqlDriver } from "./libsql-driver.ts";

/** One file, opened by any number of processes on one machine. */
export function openSqlite(path: string, now: () => number = Date.now): Engine {
  const db = new Kysely<Tables>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => new LibsqlDriver(path),
      createIntrospector: (kysely) => new SqliteIntrospector(kysely),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
    plugins: [new CamelCasePlugin()],
  });
  return {
    db,
    now: () => sql<number>`${now()}`,
    // A transaction of this engine (begin immediate) is alone on the file: it needs neither lock.
    passHeld: sql``,
    lock: () => Promise.resolve(),
    bytes: sql`blob`,
  };
}
