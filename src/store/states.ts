/** Names the states of a job for queries. */
import { sql } from "kysely";
import type { JobState } from "./tables.ts";

/** A job state as a literal: SQLite matches a partial index only by literals, never by bound parameters. */
export function state(name: JobState) {
  return sql.lit<JobState>(name);
}

/** States in which a job is still to be worked on. */
export const liveStates = [state("waiting"), state("running")] as const;
