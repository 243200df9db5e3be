/** Looks whether a database answers. */
import { existsSync } from "node:fs";
import { sql } from "kysely";
import { isPostgresUrl, openEngine } from "./engines/open-engine.ts";

/**
 * Whether a database answers, without bringing its schema up to date; `absent` for a SQLite file that is not there yet.
 * Rejects when it cannot be opened.
 */
export async function probeDatabase(url: string): Promise<"answers" | "absent"> {
  if (!isPostgresUrl(url) && !existsSync(url.replace(/^file:(\/\/)?/, ""))) return "absent";
  const { db } = openEngine(url);
  try {
    await sql`select 1`.execute(db);
    return "answers";
  } finally {
    await db.destroy();
  }
}
