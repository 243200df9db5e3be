/** Whether a head can have a check run of ours already: where our own records rule it out, GitHub need not be asked. */
import type { ClaimedJob } from "../../model/job.ts";
import type { Reviews } from "../../store/store.ts";

/** Records may be younger than what stands at GitHub (a lost database): they are believed about what just happened. */
const recentMs = 10 * 60_000;

/**
 * Whether a job is the first that anybody here works on for its head. `neverBegun` says that no attempt at the job itself
 * was made. What this should miss, the list before the verdict is posted still finds and ends.
 */
export async function isFirstRun(
  { kind, force, observedAt, owner, repo, pullNumber, headSha, id }: ClaimedJob,
  reviews: Pick<Reviews, "list">,
  neverBegun: boolean,
): Promise<boolean> {
  if (!neverBegun || kind !== "pull_request" || pullNumber === null || force) return false;
  const ageMs = Date.now() - Date.parse(observedAt ?? "");
  if (!(Math.abs(ageMs) < recentMs)) return false;
  const known = await reviews.list(owner, repo, pullNumber);
  return known.every((review) => review.id === id || review.headSha !== headSha);
}
