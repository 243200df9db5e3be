import type { Job } from "../../model/job.ts";
import type { Store } from "../../store/store.ts";
import type { ContributorMemory } from "./contributor.ts";

/** What the store remembers of a repository's contributors: each size costs a request only once. */
export function contributorMemory(
  { history, reviews }: Pick<Store, "history" | "reviews">,
  { owner, repo }: Pick<Job, "owner" | "repo">,
): ContributorMemory {
  return {
    known: (login) => history.of(owner, repo, login),
    learn: (login, merged) => history.record(owner, repo, login, merged),
    reviewedRows: async (pullNumber) => {
      const earlier = await reviews.list(owner, repo, pullNumber);
      // The newest review may have been stopped; what an earlier one counted is near enough.
      return earlier.find(({ changedRows }) => changedRows !== null)?.changedRows ?? null;
    },
  };
}
