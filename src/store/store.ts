/** Defines what the service remembers. */
import type { Side } from "../model/dataset.ts";
import type { Severity } from "../model/finding.ts";
import type { ClaimedJob, Inbox, Job, Passing, Press } from "../model/job.ts";
import type { MergedPullRequest } from "../model/pull-request.ts";
import type { Conclusion } from "../model/result.ts";

/**
 * What the service remembers. The same interface stands on libsql (one file, the default) and on PostgreSQL;
 * one contract suite runs on both. Times are milliseconds since 1970, by the clock of the database server on
 * PostgreSQL, so that workers on machines with differing clocks agree on leases. Every method rejects when the
 * database cannot be reached; nothing is kept in memory meanwhile.
 */
export interface Store {
  /** Webhook hand-off: delivery and jobs in one transaction. */
  readonly inbox: Inbox & {
    /** Which of these delivery ids are stored. */
    known(ids: readonly string[]): Promise<ReadonlySet<string>>;
    /** Accounts that pushed to a pull request while it was open, by GitHub's id. Kept for as long as decisions are. */
    pushers(owner: string, repo: string, pullNumber: number): Promise<readonly number[]>;
  };
  readonly queue: Queue;
  readonly reviews: Reviews;
  readonly decisions: Decisions;
  readonly history: History;
  readonly cache: Cache;
  readonly upkeep: Upkeep;
  /** Resolves when the database answers a query. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** A held job; `token` proves the holder, so that a worker whose lease ran out cannot finish another's work. */
export interface Claim {
  readonly job: ClaimedJob;
  readonly token: string;
}

/**
 * What became of a held job: `held` goes on; `superseded` means that a newer head of the same pull request is
 * known (or a person cancelled it) and the work should stop; `lost` means that somebody else holds it now.
 */
export type Hold = "held" | "superseded" | "lost";

export interface QueueDepth {
  readonly waiting: number;
  readonly running: number;
  readonly dead: number;
  /** Age in ms of the oldest job that could run now; 0 when there is none. */
  readonly oldestWaitingMs: number;
}

/** Jobs. Delivered at least once: what a job does must be idempotent. */
export interface Queue {
  /**
   * Adds jobs. A job whose live twin waits is merged into it; with `force` beside a running twin, it runs again
   * afterwards. A newer head of a pull request supersedes the older ones. Returns how many were new.
   */
  enqueue(jobs: readonly Job[]): Promise<number>;
  /**
   * Takes the next due job: accounts in turn, those with least running first, then by age. Left out are the installations
   * `without`, and accounts that were told to come back later.
   */
  claim(worker: string, leaseMs: number, without?: readonly number[]): Promise<Claim | null>;
  /** Extends the lease; call it well within `leaseMs`. */
  heartbeat(claim: Claim, leaseMs: number): Promise<Hold>;
  /** Ends the job well (or as superseded). False when the lease was lost. */
  complete(claim: Claim): Promise<boolean>;
  /**
   * Records a failed attempt: the job waits again with backoff. After the last attempt it is handed out once more
   * as `exhausted`, so that somebody says so in the check before it is `dead`. `error` must not hold row text.
   * What is the other side's and passes (`Passing`) does not count as an attempt; a time that it names holds for all jobs of
   * the account. False when the lease was lost.
   */
  fail(claim: Claim, error: string, passing?: Passing | null): Promise<boolean>;
  /** Ends an exhausted job as `dead`, its error kept. False when the lease was lost. */
  bury(claim: Claim): Promise<boolean>;
  /** Hands a job back without counting the attempt (shutdown). */
  release(claim: Claim): Promise<void>;
  /** Hands back jobs whose lease ran out (a killed worker), counting the attempt. Returns how many. */
  reclaimExpired(): Promise<number>;
  /** Whether a live job exists for this work. */
  isLive(job: Job): Promise<boolean>;
  depth(): Promise<QueueDepth>;
}

/** A finding as kept: what it is about, in no words of the dataset. */
export interface KeptFinding {
  /** As in the report: `<signal>-<8 hex>`. */
  readonly id: string;
  readonly severity: Severity;
  readonly rows: readonly { readonly path: string; readonly line: number; readonly side: Side }[];
  /** Names what a decision on the finding is about: a keyed hash of its rows, or of its words where it has none. */
  readonly rowsHash: string | null;
}

export interface ReviewStart {
  /** The job's id: retries of a job are one review. */
  readonly id: string;
  readonly owner: string;
  readonly repo: string;
  readonly installationId: number;
  readonly pullNumber: number | null;
  readonly headSha: string;
}

/** What is kept of what a review found. */
export interface KeptReview {
  readonly changedRows: number;
  readonly findings: readonly KeptFinding[];
  /** The rendered result for the report page, or null where row text is not kept. Stored compressed. */
  readonly report: string | null;
}

export interface ReviewRecord extends ReviewStart {
  readonly checkRunId: number | null;
  readonly startedAt: number;
  /** Null while in progress. */
  readonly completedAt: number | null;
  readonly conclusion: Conclusion | "cancelled" | null;
  readonly changedRows: number | null;
}

/** What a drill measured: of each family by name, the share of its reviews that blocked. */
export type DrillRates = Readonly<Record<string, number>>;

/** Our own record of reviews: check data at GitHub lasts 400 days, and answers must not need the API. */
export interface Reviews {
  /** Idempotent: a retry finds its record. Whether there was none before. */
  start(review: ReviewStart): Promise<boolean>;
  /** Remembers the check run that shows this review. */
  posted(id: string, checkRunId: number): Promise<void>;
  /**
   * Keeps what a started review found, before a check shows it: a person decides on what is kept here. Idempotent.
   */
  keep(id: string, review: KeptReview): Promise<void>;
  /** Ends a review; what it found stays. */
  complete(id: string, conclusion: Conclusion | "cancelled"): Promise<void>;
  /** Forgets a started review for which nothing was posted. */
  discard(id: string): Promise<void>;
  get(id: string): Promise<ReviewRecord | null>;
  findings(id: string): Promise<readonly KeptFinding[]>;
  report(id: string): Promise<string | null>;
  /** Those of a pull request, newest first. */
  list(owner: string, repo: string, pullNumber: number): Promise<readonly ReviewRecord[]>;
  /** Reviews in progress whose job is no longer live: their check runs would stay in progress for ever. */
  abandoned(limit: number): Promise<readonly ReviewRecord[]>;
  /** Keeps with a started review that it was a drill, and what that measured. */
  keepRates(id: string, rates: DrillRates): Promise<void>;
  /** The newest drills of a repository, oldest first. */
  rates(owner: string, repo: string, limit: number): Promise<readonly DrillRates[]>;
}

export interface Decision {
  /** The press and the finding: recording the same again changes nothing. */
  readonly id: string;
  /** The review that the person looked at. */
  readonly reviewId: string;
  readonly owner: string;
  readonly repo: string;
  readonly pullNumber: number;
  /** What was decided on: the finding, and the hash of exactly the rows that it named. */
  readonly findingId: string;
  readonly rowsHash: string;
  readonly verdict: Exclude<Press["verdict"], "fix">;
  readonly actorId: number;
  readonly actorLogin: string;
}

/** What people decided. Never changed or deleted by retention; a later decision on the same rows counts. */
export interface Decisions {
  /** All of them, or none. */
  record(decisions: readonly Decision[]): Promise<void>;
  /** The latest decision on each finding and its rows, of one pull request or (null) of the repository. */
  latest(
    owner: string,
    repo: string,
    pullNumber: number | null,
  ): Promise<readonly (Decision & { readonly at: number })[]>;
}

/** Rows per merged pull request, by author: what GitHub need not be asked again. */
export interface History {
  record(owner: string, repo: string, login: string, merged: MergedPullRequest): Promise<void>;
  /** Oldest first. */
  of(owner: string, repo: string, login: string): Promise<readonly MergedPullRequest[]>;
}

/** What was worked out or asked before, by what it is of; losing one costs time only. */
export interface Cache {
  /** Null when absent or of another version. */
  get(kind: string, version: number, key: string): Promise<string | null>;
  put(kind: string, version: number, key: string, value: string): Promise<void>;
}

/** How long things are kept. */
export interface Retention {
  readonly reviewDays: number;
  /** Reports, the only place that may hold row text. */
  readonly reportDays: number;
  /** Sizes of merged pull requests, by author. */
  readonly historyDays: number;
}

export interface Upkeep {
  /** Deletes what is older than it may be, and cached values that nobody used for long or that are too many. */
  prune(retention: Retention): Promise<void>;
  /** One process at a time gets `true` for a name, for `ms`: periodic work among many workers. */
  lead(name: string, ms: number): Promise<boolean>;
  /** A remembered time (how far a sweep has come); null at first. */
  mark(name: string): Promise<number | null>;
  setMark(name: string, at: number): Promise<void>;
}
