/** Finds open pull requests that lack a review, and gives them one. */
import { checkRunsOn, isVerdict } from "../../github/check-run.ts";
import type { Octokit, RepositoryName } from "../../github/client/octokit.ts";
import { spentBudget } from "../../github/client/spent-budget.ts";
import type { Job } from "../../model/job.ts";
import type { History, Store } from "../../store/store.ts";
import { takeDue } from "../drill/due.ts";
import { listMerged } from "../reviewing/facts/contributor.ts";
import { learnRequirement } from "../reviewing/requirement-notice.ts";
import { oneByOne } from "./one-by-one.ts";

/** An installation of the App. */
export interface Installation {
  readonly id: number;
  readonly accountId: number;
}

/** The App's installations that may be read. `app` acts as the App. */
export async function listInstallations(app: Octokit): Promise<readonly Installation[]> {
  const all = await app.paginate("GET /app/installations", { per_page: 100 });
  return all.flatMap(({ id, account, suspended_at }) =>
    suspended_at === null && account !== null ? [{ id, accountId: account.id }] : [],
  );
}

/**
 * Finds open pull requests whose head has no completed run of ours and no job that will make one, whatever the cause
 * (an outage, a lost database), and gives them a job. `octokit` acts as the installation. `since` leaves out pull requests
 * not touched since that time (ms). A large organisation's sweep leaves the last fifth of its requests to the reviews: then
 * it is not `complete`.
 */
export async function reconcile(
  octokit: Octokit,
  { id, accountId }: Installation,
  store: Pick<Store, "queue" | "reviews" | "history" | "cache">,
  since: number,
) {
  const spent = spentBudget(octokit);
  const added = await oneByOne(repositoriesOf(octokit, spent), ({ id: repositoryId, owner, name: repo }) => {
    const place = { installationId: id, accountId, repositoryId, owner: owner.login, repo };
    return reconcileRepository(octokit, place, store, since);
  });
  return { added, complete: !spent() };
}

/** The repositories of an installation, as far as there are requests for them. */
async function* repositoriesOf(octokit: Octokit, spent: () => boolean): AsyncGenerator<Repository> {
  const pages = octokit.paginate.iterator("GET /installation/repositories", { per_page: 100 });
  for await (const { data } of pages) {
    // The paginating client flattens the answer, which its types do not say.
    for (const repository of data as unknown as Repository[]) {
      if (spent()) return;
      if (!repository.archived && !repository.disabled) yield repository;
    }
  }
}

/** Gives a job to the open pull requests of one repository that lack a review, and to its drill where that is due. Returns how many were added. */
export async function reconcileRepository(
  octokit: Octokit,
  place: Pick<Job, "installationId" | "accountId" | "owner" | "repo" | "repositoryId">,
  store: Pick<Store, "queue" | "reviews" | "history" | "cache">,
  since: number,
): Promise<number> {
  const drills = (await takeDue(store.cache, place)) ? await store.queue.enqueue([drillOf(place)]) : 0;
  const { owner, repo } = place;
  if (since === 0) await learnMerged(octokit, { owner, repo }, store.history);
  const pulls = await openPulls(octokit, { owner, repo }, since);
  const added = await oneByOne(pulls, async ({ number, headSha, updatedAt }) => {
    const work = { pullNumber: number, headSha, observedAt: updatedAt, baseSha: null, force: false };
    const job = { ...place, ...work, kind: "pull_request" as const };
    return (await isSettled(octokit, store, job)) ? 0 : store.queue.enqueue([job]);
  });
  for (const branch of new Set(pulls.map(({ baseRef }) => baseRef)))
    await learnRequirement({ owner, repo }, branch, { octokit, store });
  return drills + added;
}

const drillOf = (place: Parameters<typeof reconcileRepository>[1]): Job => ({
  ...place,
  kind: "drill",
  pullNumber: null,
  // The worker asks which one is the newest then.
  headSha: "HEAD",
  baseSha: null,
  force: false,
});

/** What contributors did here before is optional: reviews take it from the store, and a failure keeps nothing else from being done. */
async function learnMerged(
  octokit: Octokit,
  { owner, repo }: RepositoryName,
  history: History,
): Promise<void> {
  const merged = await listMerged(octokit, { owner, repo }).catch(() => []);
  for (const { login, number, mergedAt } of merged)
    await history.record(owner, repo, login, { number, mergedAt, changedRows: null });
}

interface Repository {
  readonly id: number;
  readonly name: string;
  readonly owner: { readonly login: string };
  readonly archived?: boolean;
  readonly disabled?: boolean;
}

interface OpenPull {
  readonly number: number;
  readonly headSha: string;
  readonly baseRef: string;
  readonly updatedAt: string;
}

async function openPulls(
  octokit: Octokit,
  name: { readonly owner: string; readonly repo: string },
  since: number,
): Promise<readonly OpenPull[]> {
  const pulls: OpenPull[] = [];
  const pages = octokit.paginate.iterator("GET /repos/{owner}/{repo}/pulls", {
    ...name,
    state: "open",
    sort: "updated",
    direction: "desc",
    // A pull request in the list is some 20 kB: a look at the recent ones takes few of them, and fits the cache of answers.
    per_page: since > 0 ? 20 : 100,
  });
  for await (const { data } of pages) {
    for (const { number, head, base, updated_at } of data) {
      if (Date.parse(updated_at) < since) return pulls;
      pulls.push({ number, headSha: head.sha, baseRef: base.ref, updatedAt: updated_at });
    }
  }
  return pulls;
}

/** Asks our own records first: they cost no request. */
async function isSettled(
  octokit: Octokit,
  { queue, reviews }: Pick<Store, "queue" | "reviews">,
  job: Job & { readonly pullNumber: number },
): Promise<boolean> {
  if (await queue.isLive(job)) return true;
  const ours = await reviews.list(job.owner, job.repo, job.pullNumber);
  if (ours.some((review) => review.headSha === job.headSha && isVerdict(review.conclusion))) return true;
  const runs = await checkRunsOn(octokit, { owner: job.owner, repo: job.repo }, job.headSha).list();
  return runs.some((run) => isVerdict(run.conclusion) && run.origin?.pullNumber === job.pullNumber);
}
