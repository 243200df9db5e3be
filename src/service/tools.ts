/** What the work on a job has at hand: made for each attempt, and handed on as it is. */
import type { KeptBlobs } from "../github/blobs/kept-blobs.ts";
import type { Octokit } from "../github/client/octokit.ts";
import type { ProgressListener } from "../model/progress.ts";
import type { ReviewResult } from "../model/result.ts";
import type { ReviewInput } from "../review/review.ts";
import type { Store } from "../store/store.ts";
import type { DrillWork, HeldDrill } from "./drill/hold.ts";
import type { Step } from "./reviewing/progress.ts";

export type StepListener = (step: Step) => void;

export interface Tools {
  /** Acts as the installation. */
  readonly octokit: Octokit;
  readonly store: Pick<Store, "reviews" | "decisions" | "history" | "cache">;
  /** The review itself, which is pure, and the drill: each in a thread of its own, as a rule. */
  readonly review: (input: ReviewInput, onProgress: ProgressListener) => Promise<ReviewResult>;
  readonly drill: (work: DrillWork, onProgress: ProgressListener) => Promise<HeldDrill>;
  /** Key of the hashes that name what a decision is about. */
  readonly rowHashKey: string;
  /** Page of the full report of a job; null where no words of the dataset may be stored. */
  readonly reportUrl: ((jobId: string) => string) | null;
  /** Where the documentation of this version can be read; null where people do not reach the service. */
  readonly docsUrl?: string | null | undefined;
  /** Aborts when the work is no longer wanted. */
  readonly signal?: AbortSignal | undefined;
  readonly onStep?: StepListener | undefined;
  /** Whether this is the very first attempt at the job. */
  readonly neverBegun?: boolean | undefined;
  /** What this process has read before. */
  readonly keptBlobs?: KeptBlobs | undefined;
}
