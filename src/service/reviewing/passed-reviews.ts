/** Which content passed its review in a repository, so that a merge group of the same content need not be reviewed. */
import type { Job } from "../../model/job.ts";
import type { Cache } from "../../store/store.ts";

/** Remembers which content passed, by fingerprint. */
const kind = "passed review";
/** To be raised when reviews become stricter: what passed before is then reviewed again. */
const version = 1;

/**
 * Remembers passed reviews of a repository in the cache: losing one costs a merge group another review, and nothing
 * else. What passed elsewhere does not count: there its author may have had the say.
 */
export function passedReviews(cache: Cache, { owner, repo }: Pick<Job, "owner" | "repo">) {
  const keyOf = (fingerprint: string) => `${fingerprint} ${owner}/${repo}`.toLowerCase();
  return {
    async get(fingerprint: string): Promise<"success" | "neutral" | null> {
      const conclusion = await cache.get(kind, version, keyOf(fingerprint));
      return conclusion === "success" || conclusion === "neutral" ? conclusion : null;
    },
    add: (fingerprint: string, conclusion: "success" | "neutral"): Promise<void> =>
      cache.put(kind, version, keyOf(fingerprint), conclusion),
  };
}
