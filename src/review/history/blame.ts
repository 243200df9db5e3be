/** Which changes of a history brought or removed the rows that hold a phrase: told by what rows say, not by where they stand. */
import { tally } from "../../collections/tally.ts";
import type { Blame, BlamedChange, BlamedRow, BlameQuery, NotBlamed } from "../../model/blame.ts";
import type { FilePair } from "../../model/dataset.ts";
import type { HistoryChange } from "../../model/history.ts";
import type { DatasetOptions } from "../../model/options.ts";
import { rowContent } from "../../model/row-content.ts";
import type { History } from "./history.ts";
import { type PhraseReader, phraseReader } from "./phrase-rows.ts";

/** The part of a history that is looked at. */
export interface BlameReach {
  readonly tip: string;
  /** The tree before the first commit. */
  readonly emptyTree: string;
  /** None before this moment, in milliseconds; null for the whole history. */
  readonly since: number | null;
}

/** Told of each change that was looked at: how many were, of how many. */
export type BlameListener = (done: number, total: number) => void;

/** Walks the changes of dataset files, oldest first. Throws `InputError` where the history cannot be read. */
export async function blame(
  history: History,
  { tip, emptyTree, since }: BlameReach,
  query: BlameQuery,
  options: DatasetOptions,
  onProgress: BlameListener = () => undefined,
): Promise<Blame> {
  const read = phraseReader(query, options);
  const all = await history.changes(tip, { last: Number.POSITIVE_INFINITY, since });
  const walk = walker(read);
  const walked: Omit<BlamedChange, "left">[] = [];
  for (const [done, change] of all.entries()) {
    onProgress(done, all.length);
    const { pairs, notAnalysed } = await history.compare(change.parent ?? emptyTree, change.commit, true);
    const { before, after } = await walk.step(change, pairs, notAnalysed);
    const [brought, removed] = [without(after, before), without(before, after)];
    if (brought.length + removed.length > 0) walked.push({ change, brought, removed });
  }
  const newest = await history.compare(emptyTree, tip, true);
  const commit = { commit: tip };
  const { rows, labels } = await walk.newest(commit, newest.pairs, newest.notAnalysed);
  const { changes, unplaced } = placed(walked, rows);
  return { ...query, tip, changes, rows, unplaced, labels, notRead: walk.notRead };
}

type Unread = readonly { readonly path: string; readonly reason: string }[];

/** Reads versions in the order of the history, and remembers what could not be read. */
function walker(read: PhraseReader) {
  const notRead: NotBlamed[] = [];
  /** By path, the rows of the last version that could be read. */
  const known = new Map<string, readonly BlamedRow[]>();
  const note = (commit: string, unread: Unread): void => {
    for (const { path, reason } of unread) notRead.push({ commit, path, reason });
  };

  async function step({ commit }: Pick<HistoryChange, "commit">, pairs: readonly FilePair[], unread: Unread) {
    note(commit, unread);
    const [before, after]: BlamedRow[][] = [[], []];
    for (const { base, head } of pairs) {
      const old = base && (await read(base));
      const was = old === null ? [] : "rows" in old ? old.rows : (known.get(base!.path) ?? []);
      const now = head && (await read(head));
      if (now && "reason" in now) note(commit, [{ path: head.path, ...now }]);
      // Of a version that cannot be read nothing is said: its rows are still those of the one before.
      const is = now === null ? [] : "rows" in now ? now.rows : was;
      if (base) known.delete(base.path);
      if (head) known.set(head.path, is);
      before!.push(...was);
      after!.push(...is);
    }
    return { before: before!, after: after! };
  }

  async function newest({ commit }: { commit: string }, pairs: readonly FilePair[], unread: Unread) {
    note(commit, unread);
    const rows: BlamedRow[] = [];
    const labels = new Map<string, number>();
    for (const { head } of pairs) {
      const found = await read(head!);
      if ("reason" in found) {
        note(commit, [{ path: head!.path, ...found }]);
        continue;
      }
      rows.push(...found.rows);
      for (const [label, count] of found.labels) labels.set(label, (labels.get(label) ?? 0) + count);
    }
    return { rows, labels };
  }

  return { step, newest, notRead };
}

/** The rows that others do not hold; of equal ones the last. A row that was moved or written anew is none of them. */
function without(rows: readonly BlamedRow[], others: readonly BlamedRow[]): BlamedRow[] {
  const held = tally(others.map(rowContent));
  return rows.filter((row) => !take(held, rowContent(row)));
}

/** Whether one is left, which then is one less. */
function take(left: Map<string, number>, content: string): boolean {
  const count = left.get(content) ?? 0;
  if (count > 0) left.set(content, count - 1);
  return count > 0;
}

/** Each row of the newest version goes to the newest change that brought it. */
function placed(
  walked: readonly Omit<BlamedChange, "left">[],
  rows: readonly BlamedRow[],
): Pick<Blame, "changes" | "unplaced"> {
  const open = tally(rows.map(rowContent));
  const changes = walked
    .toReversed()
    .map((one) => ({ ...one, left: one.brought.filter((row) => take(open, rowContent(row))).length }));
  const unplaced = [...open.values()].reduce((sum, count) => sum + count, 0);
  return { changes: changes.reverse(), unplaced };
}
