/** Looks whether a database answers. */
import { sql } from "kysely";
import { isAbsent, openEngine } from "./engines/open-engine.ts";

/**
 * Whether a database answers, without bringing its schema up to date; `absent` for a SQLite file that is not there yet.
 * Rejects when it cannot be opened.
 */
export async function probeDatabase(url: string): Promise<"answers" | "absent"> {
  if (isAbsent(url)) return "absent";
  const { db } = openEngine(url);
  try {
    await sql`select 1`.execute(db);
    return "answers";
  } finally {
    await db.destroy();
  }
}
