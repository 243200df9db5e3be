/** What the check would have said of the newest merged changes of dataset files, for those who just installed it. */

import { withWorkspace } from "../../github/blobs/workspace.ts";
import { CannotReview } from "../../github/cannot-review.ts";
import { spentBudget } from "../../github/client/spent-budget.ts";
import { type Commits, readCommits } from "../../github/pull-request.ts";
import type { HistoryChange } from "../../model/history.ts";
import type { Replay, Replayed, ReplayOutcome } from "../../model/replay.ts";
import type { Reach } from "../../review/history/changes.ts";
import { isOfData } from "../../review/history/replay.ts";
import { notReviewed, outcomeOf, whyFailed } from "../../review/history/replay-change.ts";
import { reviewSince } from "../../review/history/review-since.ts";
import { InputError } from "../../versions/input-error.ts";
import type { StepListener, Tools } from "../tools.ts";
import { type Changes, readChanges } from "./facts/read-changes.ts";

const REACH: Reach = { last: 50 };
/** A replay that takes longer ends with the changes that it has: other repositories wait. */
const LONGEST_MS = 8 * 60_000;

/** Reads what changes between commits, and lets go of what was downloaded for it. */
type ReadChanges = <T>(commits: Commits, use: (changes: Changes) => Promise<T>) => Promise<T>;

/**
 * Reviews the changes that led to `tip`, newest first, each by the configuration of its time, one after the other. It
 * ends early where time or requests run out; null where there is no history to review.
 */
export async function replayMerged(
  repository: { readonly owner: string; readonly repo: string },
  tip: string,
  tools: Tools,
  onStep: StepListener,
): Promise<Replay | null> {
  const started = Date.now();
  const spent = spentBudget(tools.octokit);
  const { octokit, signal } = tools;
  const read: ReadChanges = (commits, use) =>
    withWorkspace(async (workspace) => {
      const reading = { octokit, repository, workspace, signal, cache: tools.store.cache };
      return use(await readChanges(commits, reading));
    });
  const changes = (await mergedChanges(tip, read)).filter(({ parent }) => parent !== null);
  const replayed: Replayed[] = [];
  for (const [done, change] of changes.toReversed().entries()) {
    if (spent() || Date.now() - started > LONGEST_MS) break;
    onStep({ stage: "replay", done, total: changes.length });
    const outcome = await readCommits(octokit, repository, change.parent!, change.head)
      .then((commits) => outcomeOfChange(commits, read, tools))
      .catch((error: unknown) => {
        signal?.throwIfAborted();
        return notReviewed(error instanceof CannotReview ? error.message : whyFailed(error));
      });
    if (isOfData(outcome)) replayed.unshift({ change, ...outcome });
  }
  if (replayed.length === 0) return null;
  return { changes: replayed, suggestions: [], seconds: (Date.now() - started) / 1000, cutOff: null };
}

/** None where GitHub does not give the history: the replay is an extra. */
function mergedChanges(tip: string, read: ReadChanges): Promise<readonly HistoryChange[]> {
  const commits = { mergeBase: tip, head: tip, baseTip: tip, changes: new Map(), writers: null };
  return read(commits, ({ history }) => history.changes(tip, REACH)).catch((error: unknown) => {
    if (error instanceof InputError) return [];
    throw error;
  });
}

async function outcomeOfChange(
  commits: Commits,
  read: ReadChanges,
  { review }: Tools,
): Promise<ReplayOutcome> {
  const started = performance.now();
  return read(commits, async (changes) => {
    const input = { dataset: await changes.download(), config: changes.config, contributor: null };
    const result = await reviewSince(input, { ...commits, history: changes.history }, review);
    return { ...outcomeOf(result), seconds: (performance.now() - started) / 1000 };
  });
}
