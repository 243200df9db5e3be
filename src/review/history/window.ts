/** The window of a review: from the trusted commit, which `memory.since` says, to the head. */

import type { Config } from "../../config/schema.ts";
import { boundsOf } from "../../config/since.ts";
import type { DatasetInput } from "../../model/dataset.ts";
import type { HistoryChange } from "../../model/history.ts";
import type { Memory, Window } from "../../model/memory.ts";
import { InputError } from "../../versions/input-error.ts";
import type { Reach } from "./changes.ts";
import { earlierWork } from "./earlier-work.ts";
import type { History } from "./history.ts";

const DAY = 24 * 60 * 60 * 1000;

/** A window with the changes in it as the history told them. */
export interface OpenWindow extends Window {
  readonly changes: readonly HistoryChange[];
}

/**
 * What is to be looked at together with the change from `mergeBase` to `head`. What of the history cannot be had is said
 * in `memory.notLooked`, and does not end the review.
 */
export async function openWindow(
  history: History,
  { mergeBase, head }: { readonly mergeBase: string; readonly head: string },
  config: Config,
): Promise<OpenWindow> {
  const { since } = config.memory;
  const nothing: Memory = { since, trusted: null, changes: [], notLooked: null };
  const bounds = boundsOf(since);
  if (bounds === null) return { memory: nothing, dataset: null, changes: [] };
  try {
    const all = await history.changes(mergeBase, await reachOf(bounds, history, mergeBase));
    // Before the first data there is nothing to compare with: what the first change brought is trusted.
    for (let first = 0; first < all.length; first++) {
      const [changes, trusted] = [all.slice(first), all[first]!.parent];
      const dataset = trusted === null ? null : await history.compare(trusted, head);
      if (trusted === null || dataset === null || isFirstData(dataset)) continue;
      const authors = await history.authors(mergeBase, head);
      const work = await earlierWork(changes, authors, history, config);
      return { memory: { ...nothing, trusted, changes: changes.map(remembered), work }, dataset, changes };
    }
    return { memory: nothing, dataset: null, changes: [] };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const notLooked = `${error.message}. ${error.remedy}`;
    return { memory: { ...nothing, notLooked }, dataset: null, changes: [] };
  }
}

/** Whether the trusted version holds no data at all. */
const isFirstData = ({ pairs, context }: DatasetInput): boolean =>
  context.length === 0 && pairs.every(({ base }) => base === null);

/** The nearest of all bounds. */
async function reachOf(
  bounds: NonNullable<ReturnType<typeof boundsOf>>,
  history: History,
  tip: string,
): Promise<Reach> {
  let [last, since, after]: [number, number, string | null] = [Number.POSITIVE_INFINITY, 0, null];
  for (const bound of bounds) {
    if (bound.kind === "changes") last = Math.min(last, bound.changes);
    else if (bound.kind === "date") since = Math.max(since, bound.date);
    else if (bound.kind === "days") since = Math.max(since, (await history.dateOf(tip)) - bound.days * DAY);
    else after = await trustedCommit(history, bound.name);
  }
  return { last, since, after };
}

async function trustedCommit(history: History, name: string): Promise<string> {
  try {
    return await history.commitOf(name);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(
      `The trusted point of memory.since is not found: ${error.message}`,
      "Correct the tag or commit in the configuration; a shallow clone has it after `git fetch --tags --unshallow`, a workflow's with `fetch-depth: 0`.",
    );
  }
}

const remembered = ({ commit, date, pull, authors }: HistoryChange) => ({
  commit,
  date,
  pull,
  authors: authors.map(({ name }) => name),
});
