/** The tables of the database as types. */

/**
 * The tables as both engines hold them. Times are milliseconds since 1970; flags are 0 or 1; structured values are
 * JSON text. Only types that mean the same on SQLite and on PostgreSQL are used.
 */
export interface Tables {
  schema_version: { version: number; applied_at: number };
  deliveries: {
    id: string;
    event: string;
    action: string | null;
    installation_id: number | null;
    received_at: number;
  };
  jobs: JobTable;
  /** The names of a repository, by GitHub's number, which stays. */
  repositories: { id: number; owner: string; repo: string };
  pushers: { repository: string; pull_number: number; actor_id: number };
  /** When an account had its last turn, and until when GitHub refuses it. */
  accounts: { account_id: number; served_at: number; closed_until: number };
  reviews: ReviewTable;
  findings: {
    review_id: string;
    ordinal: number;
    finding_id: string;
    signal: string;
    severity: string;
    contribution: number;
    rows_json: string;
    rows_hash: string | null;
    words_json: string | null;
  };
  decisions: {
    id: string;
    owner: string;
    repo: string;
    pull_number: number;
    finding_id: string;
    rows_hash: string;
    verdict: string;
    actor_id: number;
    actor_login: string;
    review_id: string;
    decided_at: number;
  };
  merged_pull_requests: {
    owner: string;
    repo: string;
    pull_number: number;
    login: string;
    merged_at: string;
    changed_rows: number | null;
    learned_at: number;
  };
  cache: {
    kind: string;
    key: string;
    version: number;
    value: string;
    used_at: number;
  };
  marks: { name: string; at: number };
}

/** `waiting` and `running` are live; at most one live row exists for a `live_key`. */
export type JobState = "waiting" | "running" | "done" | "superseded" | "dead";

export interface JobTable {
  id: string;
  kind: string;
  installation_id: number;
  account_id: number;
  owner: string;
  repo: string;
  pull_number: number | null;
  head_sha: string;
  base_sha: string | null;
  force: number;
  observed_at: number | null;
  live_key: string;
  /** The pull request that the job is about: a newer head supersedes the older. Null for other kinds. */
  pull_key: string | null;
  state: JobState;
  attempts: number;
  run_at: number;
  worker: string | null;
  token: string | null;
  lease_until: number | null;
  /** A newer head arrived while the job ran. */
  superseded: number;
  /** Asked for again while it ran: a new job follows. */
  again: number;
  stage: string | null;
  /** JSON of the button that was pressed, for decisions. */
  press: string | null;
  error: string | null;
  created_at: number;
  finished_at: number | null;
}

interface ReviewTable {
  id: string;
  owner: string;
  repo: string;
  installation_id: number;
  pull_number: number | null;
  head_sha: string;
  check_run_id: number | null;
  started_at: number;
  completed_at: number | null;
  conclusion: string | null;
  risk_score: number | null;
  risk_level: string | null;
  changed_rows: number | null;
  /** gzip of the report's text. */
  report: Uint8Array | null;
  /** JSON of what a drill measured; null for reviews. */
  rates: string | null;
}
