/** Chooses the database by its URL. */
import type { Engine } from "./engine.ts";
import { openPostgres } from "./postgres.ts";
import { openSqlite } from "./sqlite.ts";

/** Whether a database URL means PostgreSQL. Anything else is the path of a SQLite file, with or without `file:`. */
export function isPostgresUrl(url: string): boolean {
  return /^postgres(ql)?:\/\//.test(url);
}

/** `now` replaces the clock in tests. */
export function openEngine(url: string, now?: () => number): Engine {
  return isPostgresUrl(url) ? openPostgres(url, now) : openSqlite(url.replace(/^file:(\/\/)?/, ""), now);
}
