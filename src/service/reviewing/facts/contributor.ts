/** What is known of who opened a pull request: from our own records and one list of a repository, never from a search. */
import type { Octokit, RepositoryName } from "../../../github/client/octokit.ts";
import type { PullRequest } from "../../../github/pull-request.ts";
import type { ContributorFacts, MergedPullRequest } from "../../../model/pull-request.ts";
import type { Store } from "../../../store/store.ts";

/** Of how many earlier pull requests the size is looked up, and who accepted findings in them. */
const sized = 10;

/** What is asked about: who opened which pull request, and when. */
export type PullRequestAuthor = Pick<PullRequest, "number" | "openedAt"> & {
  readonly author: Omit<PullRequest["author"], "id">;
};

/** A merged pull request, and whose it was. */
export type MergedBy = Pick<MergedPullRequest, "number" | "mergedAt"> & { readonly login: string };

/** The merged ones among the newest hundred closed pull requests of a repository, of all authors: one request. */
export async function listMerged(octokit: Octokit, repository: RepositoryName): Promise<MergedBy[]> {
  const { data } = await octokit.rest.pulls.list({
    ...repository,
    state: "closed",
    sort: "created",
    direction: "desc",
    per_page: 100,
  });
  return data.flatMap(({ number, merged_at, user }) =>
    merged_at !== null && user !== null ? [{ number, mergedAt: merged_at, login: user.login }] : [],
  );
}

/** What our records say; the list of merged ones is unknown where no record tells of any and GitHub says there are. */
export async function readContributor(
  { history, reviews, decisions }: Pick<Store, "history" | "reviews" | "decisions">,
  { owner, repo }: RepositoryName,
  pull: PullRequestAuthor,
): Promise<ContributorFacts> {
  const earlier = (await history.of(owner, repo, pull.author.login)).filter(
    ({ number }) => number !== pull.number,
  );
  const merged = await Promise.all(
    earlier.map(async (recorded, index) => {
      if (index < earlier.length - sized) return recorded;
      const decided = await decisions.latest(owner, repo, recorded.number);
      const acceptedBy = decided.flatMap(({ verdict, actorLogin }) =>
        verdict === "accepted" ? [actorLogin] : [],
      );
      const one = acceptedBy.length === 0 ? recorded : { ...recorded, acceptedBy: [...new Set(acceptedBy)] };
      if (one.changedRows !== null) return one;
      // The newest review may have been stopped; what an earlier one counted is near enough.
      const counted = (await reviews.list(owner, repo, one.number)).find(
        ({ changedRows }) => changedRows !== null,
      );
      return { ...one, changedRows: counted?.changedRows ?? null };
    }),
  );
  return contributorFacts(pull, merged);
}

/** The facts with these merged pull requests, oldest first; null where no list could be read. */
export function contributorFacts(
  { author: { login, isBot, association }, openedAt }: PullRequestAuthor,
  merged: readonly MergedPullRequest[] | null,
): ContributorFacts {
  const isNew = ["FIRST_TIME_CONTRIBUTOR", "FIRST_TIMER", "NONE"].includes(association);
  const known = merged?.length === 0 && !isNew ? null : merged;
  return { login, isBot, association, merged: known, openedAt };
}
