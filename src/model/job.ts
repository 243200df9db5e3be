/** What a webhook asks for, in the form in which it is stored and worked on later. */
export type JobKind = "pull_request" | "merge_group" | "push" | "installation";

/** One piece of work. At most one live job exists for a `(kind, repository, pullNumber, headSha)`. */
export interface Job {
  readonly kind: JobKind;
  readonly installationId: number;
  readonly owner: string;
  readonly repo: string;
  /** GitHub's id of the account that owns the installation: the unit of fairness between tenants. */
  readonly accountId: number;
  /** Null for jobs that have no pull request (merge group, push, installation). */
  readonly pullNumber: number | null;
  readonly headSha: string;
  /** The base commit named by the event, where there is one (merge group: the group's base). */
  readonly baseSha: string | null;
  /** Run again even if this head has a completed run of ours (a person asked for it). */
  readonly force: boolean;
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
