import { CannotReview } from "./github/cannot-review.ts";
import type { CheckOutput } from "./github/check-output.ts";
import { type CheckRun, checkRunsOn } from "./github/check-run.ts";
import { couldNotComplete, cannotReview, superseded } from "./github/notices.ts";
import type { Octokit } from "./github/octokit.ts";
import { retryAfterMs } from "./github/octokit.ts";
import type { ClaimedJob } from "./model/job.ts";
