/** What a history suggests for the configuration, each with what it would have changed: the changes are reviewed with it. */
import { columnChooser } from "../../config/columns.ts";
import { patternOf } from "../../config/glob.ts";
import { datasetMatcher } from "../../config/paths.ts";
import { defaultConfig } from "../../config/schema.ts";
import type { Replayed, ReplayLeft, ReplaySuggestion } from "../../model/replay.ts";
import { lookAtColumns } from "../../rows/diff/look-at-columns.ts";
import { commitConfig } from "../../versions/git/base-config.ts";
import { readGit } from "../../versions/git/git.ts";
import type { ReplaySetup, ReviewPieces, Trial } from "./replay-change.ts";

/** A setting to try, and the changes that it could touch. */
interface Candidate extends Pick<ReplaySuggestion, "because" | "testsMore" | "configuration"> {
  readonly trial: Trial;
  readonly touches: readonly Replayed[];
}

/** How often something must have come up before it is worth a setting: twice may be chance. */
const OFTEN = 3;
const NOTHING: Trial = { include: [], exclude: [], columns: [], atMost: {} };

/** Suggestions, each tried on the changes that it touches; those that change no verdict are left out. */
export async function suggestionsFor(
  changes: readonly Replayed[],
  setup: ReplaySetup,
  reviewPieces: ReviewPieces,
): Promise<ReplaySuggestion[]> {
  const candidates = [
    ...(await missingColumns(changes, setup)),
    ...unreadFiles(changes),
    ...unreadable(changes),
    ...noisySignals(changes),
  ];
  const pieces = candidates.flatMap(({ trial, touches }) => touches.map(({ change }) => ({ change, trial })));
  const outcomes = pieces.length === 0 ? [] : await reviewPieces(pieces);
  let next = 0;
  return candidates.flatMap(({ because, testsMore, configuration, touches }) => {
    const changed = touches.flatMap(({ change: { commit }, verdict: from }) => {
      const to = outcomes[next++]!.verdict;
      return from === to ? [] : [{ commit, from, to }];
    });
    return changed.length === 0 ? [] : [{ because, testsMore, configuration, changed }];
  });
}

/** Files in which a column was not found, again and again: the next best one, or word that there is none. */
async function missingColumns(changes: readonly Replayed[], setup: ReplaySetup): Promise<Candidate[]> {
  const found: Candidate[] = [];
  for (const role of ["label", "text"] as const) {
    for (const [path, touches] of leftOften(changes, role)) {
      const column = await nextBest(path, role, touches.at(-1)!, setup);
      if (column === undefined || (column === null && role === "text")) continue;
      const files = patternOf(path);
      found.push({
        because: `${times(touches)} no ${role} was found in ${path}${column === null ? "; if its rows carry none, say so" : `; perhaps it is ${JSON.stringify(column)}`}`,
        testsMore: column !== null,
        configuration: `columns:\n  - files: ${JSON.stringify(files)}\n    ${role}: ${column === null ? "none" : JSON.stringify(column)}\n`,
        trial: { ...NOTHING, columns: [{ files, [role]: role === "text" ? [column] : (column ?? "none") }] },
        touches,
      });
    }
  }
  return found;
}

/**
 * The column that would be looked at next, in the file as its last change left it; null where there is none. Undefined
 * where the configuration has a rule for the file already: a second one would take its place.
 */
async function nextBest(
  path: string,
  role: "label" | "text",
  { change: { mergeBase, head, parent } }: Replayed,
  { repo, config, lfs }: ReplaySetup,
): Promise<string | null | undefined> {
  const used = config ?? (await commitConfig(repo, parent!));
  const columnsFor = columnChooser(used);
  if (Object.keys(columnsFor(path)).length > 0) return undefined;
  const { pairs } = await readGit({ repo, base: parent!, mergeBase: mergeBase!, head }, used, lfs);
  const file = pairs.find((pair) => pair.head?.path === path)?.head;
  if (file == null) return null;
  // What cannot be read has no columns to choose from.
  const look = await lookAtColumns(file, { columnsFor, limits: used.limits }, 0).catch(() => null);
  return look?.alternatives[role][0] ?? null;
}

/** Data files that `include` leaves out, and that are of a kind which is read. */
function unreadFiles(changes: readonly Replayed[]): Candidate[] {
  const isReadable = datasetMatcher(defaultConfig);
  return leftOften(changes, "pattern")
    .filter(([path]) => isReadable(path))
    .map(([path, touches]) => ({
      because: `${times(touches)} ${path} changed, which looks like data and is not read`,
      testsMore: true,
      configuration: `include:\n  - ${JSON.stringify(patternOf(path))}\n`,
      trial: { ...NOTHING, include: [patternOf(path)] },
      touches,
    }));
}

/** Files that no rule for columns helps. */
function unreadable(changes: readonly Replayed[]): Candidate[] {
  return leftOften(changes, "content").map(([path, touches]) => ({
    because: `${times(touches)} ${path} could not be analysed or tested; if no model learns from it, leave it out`,
    testsMore: false,
    configuration: `exclude:\n  - ${JSON.stringify(patternOf(path))}\n`,
    trial: { ...NOTHING, exclude: [patternOf(path)] },
    touches,
  }));
}

/** Signals that alone held up merged changes, again and again. Merged is not proven honest: the words say so. */
function noisySignals(changes: readonly Replayed[]): Candidate[] {
  const alone = new Map<string, Replayed[]>();
  for (const change of changes) {
    const [signal, ...others] = new Set(change.findings.map((finding) => finding.signal));
    if (signal !== undefined && others.length === 0)
      alone.set(signal, [...(alone.get(signal) ?? []), change]);
  }
  return often(alone).map(([signal, touches]) => {
    const cap = touches.some(({ verdict }) => verdict === "blocked") ? "warning" : "info";
    return {
      because: `${times(touches)} ${signal} alone held up a change that was merged; cap it only if you have read them and they were right`,
      testsMore: false,
      configuration: `policy:\n  atMost:\n    ${signal}: ${cap}\n`,
      trial: { ...NOTHING, atMost: { [signal]: cap } },
      touches,
    };
  });
}

const times = (touches: readonly Replayed[]): string => `${touches.length} times`;

/** Files that were left for the same reason again and again, with their changes. */
function leftOften(changes: readonly Replayed[], lacks: ReplayLeft["lacks"]): [string, Replayed[]][] {
  const paths = new Map<string, Replayed[]>();
  for (const change of changes) {
    const own = change.left.filter((left) => left.lacks === lacks).map(({ path }) => path);
    for (const path of new Set(own)) paths.set(path, [...(paths.get(path) ?? []), change]);
  }
  return often(paths);
}

const often = (found: ReadonlyMap<string, Replayed[]>): [string, Replayed[]][] =>
  [...found].filter(([, changes]) => changes.length >= OFTEN);
