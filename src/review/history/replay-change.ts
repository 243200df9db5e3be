/** Reviews one change of a history as the App reviews a pull request that brings it. */
import type { Config } from "../../config/schema.ts";
import type { HistoryChange } from "../../model/history.ts";
import type { ReplayLeft, ReplayOutcome, ReplayVerdict } from "../../model/replay.ts";
import type { ReviewResult } from "../../model/result.ts";
import { placeInProgram } from "../../place.ts";
import { counted } from "../../report/clip.ts";
import { mainPoint } from "../../report/words.ts";
import { commitConfig } from "../../versions/git/base-config.ts";
import { readGit } from "../../versions/git/git.ts";
import { InputError } from "../../versions/input-error.ts";
import type { LfsPlaces } from "../../versions/lfs/lfs.ts";
import { review } from "../review.ts";
import { gitHistory } from "./history.ts";
import { reviewSince } from "./review-since.ts";

/** Where a history is replayed, and by which rules. */
export interface ReplaySetup {
  readonly repo: string;
  /** What holds for all changes; null means what stood on the branch before each. */
  readonly config: Config | null;
  /** Content in Git LFS that is on this machine. */
  readonly lfs: LfsPlaces;
  /** The changes of the history as it was walked. */
  readonly known?: readonly HistoryChange[];
}

/** Settings on top of a configuration, to see what they would have changed. */
export interface Trial extends Pick<Config, "include" | "exclude" | "columns"> {
  readonly atMost: Config["policy"]["atMost"];
}

export interface ReplayPiece {
  readonly change: HistoryChange;
  readonly trial: Trial | null;
}

/** Reviews pieces and returns their outcomes in the same order. */
export type ReviewPieces = (pieces: readonly ReplayPiece[]) => Promise<ReplayOutcome[]>;

/** Reviews what a change brought. What cannot be read is an outcome too, and never ends the replay. */
export async function replayChange(
  { change, trial }: ReplayPiece,
  setup: ReplaySetup,
): Promise<ReplayOutcome> {
  const started = performance.now();
  const outcome = await reviewed(change, trial, setup).catch((error: unknown) =>
    notReviewed(whyFailed(error)),
  );
  return { ...outcome, seconds: (performance.now() - started) / 1000 };
}

/** The outcome of a change that could not be reviewed at all. */
export function notReviewed(reason: string): ReplayOutcome {
  const nothing = { changedRows: 0, comparedFiles: 0, findings: [], left: [], seconds: 0 };
  return { verdict: "not analysed", reason, ...nothing };
}

async function reviewed(
  { mergeBase, head, parent }: HistoryChange,
  trial: Trial | null,
  { repo, config, lfs, known = [] }: ReplaySetup,
): Promise<ReplayOutcome> {
  const own = config ?? (await commitConfig(repo, parent!));
  const used = trial === null ? own : withTrial(own, trial);
  const dataset = await readGit({ repo, base: parent!, mergeBase: mergeBase!, head }, used, lfs);
  // What the author brought before is in no outcome.
  const history = gitHistory({ repo, config: used, lfs, known, countsRows: false });
  const place = { history, mergeBase: mergeBase!, head };
  return outcomeOf(await reviewSince({ dataset, config: used, contributor: null }, place, review));
}

/** What a review comes to; the time that it took is the caller's to tell. */
export function outcomeOf(result: ReviewResult): ReplayOutcome {
  return {
    verdict: verdictOf(result),
    reason: reasonOf(result),
    changedRows: result.coverage.changed,
    comparedFiles: result.files.length,
    findings: result.findings
      .filter(({ severity }) => severity !== "info")
      .map(({ signal, severity }) => ({ signal, severity })),
    left: leftIn(result),
    seconds: 0,
  };
}

/** A rule for columns stands before the others: of them the first that matches decides. */
export function withTrial(config: Config, { include, exclude, columns, atMost }: Trial): Config {
  return {
    ...config,
    include: [...config.include, ...include],
    exclude: [...config.exclude, ...exclude],
    columns: [...columns, ...config.columns],
    policy: { ...config.policy, atMost: { ...config.policy.atMost, ...atMost } },
  };
}

/** A review in the mode `observe` blocks nothing; what it would block is what a replay asks for. */
function verdictOf({ conclusion, findings, notAnalysed }: ReviewResult): ReplayVerdict {
  const has = (severity: string): boolean => findings.some((finding) => finding.severity === severity);
  if (notAnalysed.length > 0 && !has("failure")) return "not analysed";
  if (conclusion === "failure" || has("failure")) return "blocked";
  if (conclusion === "success") return "passed";
  return has("warning") ? "warned" : "not tested";
}

/** The point of the headline; of files that could not be analysed also why. */
function reasonOf(result: ReviewResult): string {
  const [lost, ...more] = result.notAnalysed;
  if (lost === undefined || verdictOf(result) !== "not analysed") return mainPoint(result);
  const others = more.length === 0 ? "" : ` (and ${counted(more.length, "more file")})`;
  return `${lost.path}: ${lost.reason}${others}`;
}

function leftIn({ notAnalysed, coverage: { untested, notReviewed: beside } }: ReviewResult): ReplayLeft[] {
  const lacks = (configuration: string | null): ReplayLeft["lacks"] =>
    (/^ +(label|text): /m.exec(configuration ?? "")?.[1] as "label" | "text" | undefined) ?? "content";
  const weighs = ({ grade }: { readonly grade: string }): boolean => grade === "suspicious";
  return [
    ...notAnalysed.map(({ path }) => ({ path, lacks: "content" as const })),
    ...untested.filter(weighs).map(({ path, configuration }) => ({ path, lacks: lacks(configuration) })),
    ...beside.filter(weighs).map(({ path }) => ({ path, lacks: "pattern" as const })),
  ];
}

/** Of an unexpected error only its kind and place are told: its message can quote the data. */
export function whyFailed(error: unknown): string {
  if (error instanceof InputError) return error.message.replace(/\s*\n\s*/g, " ");
  const place = error instanceof Error ? (placeInProgram(error) ?? error.name) : "unknown";
  return `internal error at ${place}: please report it`;
}
