/** The tables of the database as types, and the states of a job as queries name them. */
import { sql } from "kysely";
import type { Delivery } from "../model/job.ts";
import type { MergedPullRequest } from "../model/pull-request.ts";
import type { Decision, ReviewRecord } from "./store.ts";

/**
 * The tables as both engines hold them; their names and those of their columns are written with underscores there. Times
 * are milliseconds since 1970; flags are 0 or 1; structured values are JSON text. Only types that mean the same on SQLite
 * and on PostgreSQL are used.
 */
export interface Tables {
  schemaVersion: { version: number; appliedAt: number };
  deliveries: Delivery & { readonly receivedAt: number };
  jobs: JobTable;
  /** The names of a repository, by GitHub's number, which stays. */
  repositories: { id: number; owner: string; repo: string };
  pushers: { repository: string; pullNumber: number; actorId: number };
  /** When an account had its last turn, and until when GitHub refuses it. */
  accounts: { accountId: number; servedAt: number; closedUntil: number };
  reviews: ReviewRecord & {
    /** JSON of what it found; null until then. */
    readonly findings: string | null;
    /** gzip of the report's text. */
    readonly report: Uint8Array | null;
    /** JSON of what a drill measured; null for reviews. */
    readonly rates: string | null;
  };
  decisions: Decision & { readonly at: number };
  mergedPullRequests: Pick<MergedPullRequest, "number" | "mergedAt" | "changedRows"> & {
    readonly owner: string;
    readonly repo: string;
    readonly login: string;
    readonly learnedAt: number;
  };
  cache: { kind: string; key: string; version: number; value: string; usedAt: number };
  marks: { name: string; at: number };
}

/** `waiting` and `running` are live; at most one live row exists for a `liveKey`. */
export type JobState = "waiting" | "running" | "done" | "superseded" | "dead";

export interface JobTable {
  id: string;
  kind: string;
  installationId: number;
  accountId: number;
  owner: string;
  repo: string;
  pullNumber: number | null;
  headSha: string;
  baseSha: string | null;
  force: number;
  observedAt: number | null;
  liveKey: string;
  /** The pull request that the job is about: a newer head supersedes the older. Null for other kinds. */
  pullKey: string | null;
  state: JobState;
  attempts: number;
  runAt: number;
  worker: string | null;
  token: string | null;
  leaseUntil: number | null;
  /** A newer head arrived while the job ran. */
  superseded: number;
  /** Asked for again while it ran: a new job follows. */
  again: number;
  /** JSON of the button that was pressed, for decisions. */
  press: string | null;
  error: string | null;
  createdAt: number;
  finishedAt: number | null;
}

/** A job state as a literal: SQLite matches a partial index only by literals, never by bound parameters. */
export function state(name: JobState) {
  return sql.lit<JobState>(name);
}

/** States in which a job is still to be worked on. */
export const liveStates = [state("waiting"), state("running")] as const;
