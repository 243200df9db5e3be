/** Chooses the database by its URL. */
import { existsSync } from "node:fs";
import type { Engine } from "./engine.ts";
import { openPostgres } from "./postgres.ts";
import { openSqlite } from "./sqlite.ts";

/** The SQLite file that a database URL means, with or without `file:`; null for PostgreSQL. */
function fileOf(url: string): string | null {
  return /^postgres(ql)?:\/\//.test(url) ? null : url.replace(/^file:(\/\/)?/, "");
}

/** Whether a database is a file that is not there yet: it is made when it is opened. */
export function isAbsent(url: string): boolean {
  const file = fileOf(url);
  return file !== null && !existsSync(file);
}

/** `now` replaces the clock in tests. */
export function openEngine(url: string, now?: () => number): Engine {
  const file = fileOf(url);
  return file === null ? openPostgres(url, now) : openSqlite(file, now);
}
