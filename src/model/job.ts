/** What a webhook asks for, in the form in which it is stored and worked on later. */
export type JobKind = "pull_request" | "merge_group" | "installation" | "drill" | "decision";

/** What a person asks for by a button of a check run, before anybody asked whether they may. */
export interface Press {
  /** A decision about what was found, or (`fix`) the commands that take it out. */
  readonly verdict: "accepted" | "withdrawn" | "fix";
  /** The review whose check run they looked at: its job's id. */
  readonly reviewId: string;
  readonly actorId: number;
  readonly actorLogin: string;
}

/** One piece of work. At most one live job exists for a `(kind, repository, pullNumber, headSha)` and press. */
export interface Job {
  readonly kind: JobKind;
  readonly installationId: number;
  readonly owner: string;
  readonly repo: string;
  /** GitHub's number of the repository, which stays when its names change; where the event says. */
  readonly repositoryId?: number | undefined;
  /** GitHub's id of the account that owns the installation: the unit of fairness between tenants. */
  readonly accountId: number;
  /** Null for jobs that have no pull request (merge group, installation, drill). */
  readonly pullNumber: number | null;
  readonly headSha: string;
  /** The base commit named by the event, where there is one (merge group: the group's base). */
  readonly baseSha: string | null;
  /** Run again even if this head has a completed run of ours (a person asked for it). */
  readonly force: boolean;
  /**
   * ISO 8601 time of what the event saw (the pull request's `updated_at`). Deliveries arrive out of order and
   * are redelivered late: an event older than a waiting job must not cancel it. Absent where the event does not say
   * (somebody asks for a re-run, maybe of an old head): it cancels nothing.
   */
  readonly observedAt?: string | undefined;
  /** GitHub's id of the account that pushed this head, where the event says: it does not accept what it brought. */
  readonly pushedBy?: number | undefined;
  /** Only for `decision`. */
  readonly press?: Press | undefined;
}

/** A job that a worker holds. Retries of one job keep its `id`; a re-run that a person asks for is a new job. */
export interface ClaimedJob extends Job {
  /** A UUID: fit to be part of a check run's `external_id`, by which posting is made idempotent. */
  readonly id: string;
  /** From 1. */
  readonly attempt: number;
  /**
   * Null while the job may be tried. Otherwise all attempts are used up and this is the last one's error: what is
   * left to do is to say in the check that the review could not be completed.
   */
  readonly exhausted: string | null;
}

/** A fault of the other side that passes: a limit, an outage. Tries come the more seldom the older the job is. */
export interface Passing {
  /** The least time in ms before the next attempt. */
  readonly waitMs: number;
  /** The age of the job in ms up to which the attempt is not counted. */
  readonly patienceMs: number;
}

/** A webhook delivery as GitHub names it. `id` is the `X-GitHub-Delivery` header. */
export interface Delivery {
  readonly id: string;
  readonly event: string;
  readonly action: string | null;
  readonly installationId: number | null;
}

/**
 * Where deliveries are handed off. The promise resolves once delivery and jobs are stored (in one transaction),
 * so that the webhook may be answered; it rejects when they are not, so that GitHub records a failed delivery.
 */
export interface Inbox {
  accept(delivery: Delivery, jobs: readonly Job[]): Promise<"accepted" | "duplicate">;
}
