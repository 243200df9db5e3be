// What the check would have said of the newest merged changes of dataset files, for those who just installed it.

import { withWorkspace } from "../../github/blobs/workspace.ts";
import { CannotReview } from "../../github/cannot-review.ts";
import { spentBudget } from "../../github/client/spent-budget.ts";
import { readCommits } from "../../github/pull-request.ts";
import type { HistoryChange } from "../../model/history.ts";
import type { Replay, Replayed, ReplayOutcome } from "../../model/replay.ts";
import type { Reach } from "../../review/history/changes.ts";
import { notReviewed, outcomeOf, whyFailed } from "../../review/history/replay-change.ts";
import { reviewSince } from "../../review/history/review-since.ts";
import { InputError } from "../../versions/input-error.ts";
import type { StepListener, Tools } from "../tools.ts";
import { readChanges } from "./facts/read-changes.ts";

const REACH: Reach = { last: 50 };
/** A replay that takes longer ends with the changes that it has: other repositories wait. */
const LONGEST_MS = 8 * 60_000;

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
  const changes = (await mergedChanges(repository, tip, tools)).filter(({ parent }) => parent !== null);
  const replayed: Replayed[] = [];
  for (const change of changes.toReversed()) {
    if (spent() || Date.now() - started > LONGEST_MS) break;
    onStep({ stage: "replay", done: replayed.length, total: changes.length });
    const outcome = await outcomeOfChange(repository, change, tools).catch((error: unknown) => {
      tools.signal?.throwIfAborted();
      return notReviewed(error instanceof CannotReview ? error.message : whyFailed(error));
    });
    replayed.unshift({ change, ...outcome });
  }
  if (replayed.length === 0) return null;
  return { changes: replayed, suggestions: [], seconds: (Date.now() - started) / 1000, cutOff: null };
}

/** None where GitHub does not give the history: the replay is an extra. */
function mergedChanges(
  repository: { readonly owner: string; readonly repo: string },
  tip: string,
  { octokit, store: { cache }, signal }: Tools,
): Promise<readonly HistoryChange[]> {
  return withWorkspace(async (workspace) => {
    const commits = {
      mergeBase: tip,
      head: tip,
      baseTip: tip,
      changes: new Map<string, never>(),
      writers: null,
    };
    const { history } = await readChanges(commits, { octokit, repository, workspace, signal, cache });
    return history.changes(tip, REACH);
  }).catch((error: unknown) => {
    if (error instanceof InputError) return [];
    throw error;
  });
}

function outcomeOfChange(
  repository: { readonly owner: string; readonly repo: string },
  { parent, head }: HistoryChange,
  { octokit, store: { cache }, signal, review }: Tools,
): Promise<ReplayOutcome> {
  return withWorkspace(async (workspace) => {
    const started = performance.now();
    const commits = await readCommits(octokit, repository, parent!, head);
    const changes = await readChanges(commits, { octokit, repository, workspace, signal, cache });
    const dataset = await changes.download();
    const input = { dataset, config: changes.config, contributor: null };
    const result = await reviewSince(input, { ...commits, history: changes.history }, review);
    return { ...outcomeOf(result), seconds: (performance.now() - started) / 1000 };
  });
}
