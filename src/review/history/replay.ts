/** A replay from changes to report: review every change on all cores, and see which settings would have helped. */
import { createHash } from "node:crypto";
import type { HistoryChange } from "../../model/history.ts";
import type { Replay, ReplayOutcome } from "../../model/replay.ts";
import { type Journal, noJournal } from "../../versions/journal.ts";
import { inThreads } from "../threads/in-threads.ts";
import { cutOff } from "./history.ts";
import {
  notReviewed,
  type ReplayPiece,
  type ReplaySetup,
  type ReviewPieces,
  replayChange,
} from "./replay-change.ts";
import { suggestionsFor } from "./suggest.ts";

/** Told of each review that ends: how many have, of how many that were to be done. */
export type ReplayListener = (done: number, total: number) => void;

/** Replays the changes that have a version before them. Nothing but time depends on the number of cores. */
export async function replay(
  all: readonly HistoryChange[],
  setup: ReplaySetup,
  onProgress: ReplayListener = () => undefined,
  journal: Journal<ReplayOutcome> = noJournal,
): Promise<Replay> {
  const started = performance.now();
  const changes = all.filter(({ mergeBase }) => mergeBase !== null);
  const reviewPieces: ReviewPieces = (pieces) =>
    reviewAll(pieces, { ...setup, known: all }, onProgress, journal);
  const outcomes = await reviewPieces(changes.map((change) => ({ change, trial: null })));
  const replayed = outcomes.map((outcome, i) => ({ change: changes[i]!, ...outcome })).filter(isOfData);
  const suggestions = await suggestionsFor(replayed, setup, reviewPieces);
  const cut = await cutOff(setup.repo, all);
  return {
    changes: replayed,
    suggestions,
    seconds: (performance.now() - started) / 1000,
    cutOff: cut && `${cut.message}. ${cut.remedy}`,
  };
}

/** By the history alone a text may hold rows, which its review then knows to be none: that is no change of a dataset. */
export const isOfData = ({ verdict, comparedFiles }: ReplayOutcome): boolean =>
  verdict !== "passed" || comparedFiles > 0;

/** Of what outcomes depend on beside the commits: a journal is kept for one of these. */
export function settingOf({ config }: ReplaySetup, version: string): string {
  return createHash("sha256")
    .update(JSON.stringify([version, config]))
    .digest("hex");
}

/** What the journal knows is not done again. */
async function reviewAll(
  pieces: readonly ReplayPiece[],
  setup: ReplaySetup,
  onProgress: ReplayListener,
  journal: Journal<ReplayOutcome>,
): Promise<ReplayOutcome[]> {
  const keyOf = ({ change: { commit }, trial }: ReplayPiece): string => JSON.stringify([commit, trial]);
  const outcomes = new Map(pieces.map((piece) => [piece, journal.known(keyOf(piece))]));
  const open = pieces.filter((piece) => outcomes.get(piece) === undefined);
  let ready = 0;
  onProgress(0, open.length);
  await inThreads(
    open,
    {
      entry: new URL("./replay-thread.js", import.meta.url),
      setting: setup,
      run: replayChange,
      mostThreads: Infinity,
      died: () => notReviewed("its review needed more memory than a thread may have"),
    },
    (piece, outcome) => {
      outcomes.set(piece, outcome);
      journal.add(keyOf(piece), outcome);
      onProgress(++ready, open.length);
    },
  );
  return pieces.map((piece) => outcomes.get(piece)!);
}
