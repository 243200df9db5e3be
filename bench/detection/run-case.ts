import { type Config, defaultConfig } from "../../src/config/schema.ts";
import type { DatasetInput } from "../../src/model/dataset.ts";
import type { ReviewResult } from "../../src/model/result.ts";
import { type ReviewInput, review } from "../../src/review/review.ts";
import { compareBaselines } from "./baselines/compare.ts";
import type {
  Alarm,
  BenchCase,
  CaseResult,
  DripCase,
  HistoryCase,
  InstructCase,
  LabelledCase,
  SplitCase,
} from "./case.ts";
import { type Corpus, openCorpus } from "./corpus.ts";
import { byWindow, dripInput, dripVersions } from "./drip.ts";
import { historyConfig, readHistory } from "./histories.ts";
import {
  isLowerCase,
  lowerCased,
  type SimulatedPullRequest,
  toDatasetInput,
} from "./pull-requests/pull-request.ts";
import { simulate } from "./pull-requests/simulate.ts";
import { reviewedRows, scoreRows } from "./score-rows.ts";
import { readSplit } from "./splits.ts";

/** Where the data lies. */
export interface Folders {
  readonly corpus: string;
  readonly unseen: string | null;
  readonly histories: string;
}

/** How the cases are run. */
export interface Setting {
  readonly folders: Folders;
}

/** Null: the case would repeat another one (lower-casing it changes nothing). */
export type CaseRunner = (of: BenchCase) => Promise<CaseResult | null>;

export function caseRunner({ folders }: Setting): CaseRunner {
  const corpus = openCorpus(folders.corpus, folders.unseen);
  return async (of) => {
    if (of.kind === "history") return runReal(of, await readHistory(folders.histories, of), historyConfig);
    if (of.kind === "split") return runReal(of, readSplit(folders.histories, of), defaultConfig);
    if (of.kind === "drip") return runDrip(corpus, of);
    return runSimulated(corpus, of);
  };
}

async function runSimulated(corpus: Corpus, of: LabelledCase | InstructCase): Promise<CaseResult | null> {
  const pullRequest = simulatedPullRequest(corpus, of);
  if (pullRequest === null) return null;
  const timed = await timedReview({
    dataset: toDatasetInput(pullRequest),
    contributor: null,
    config: defaultConfig,
  });
  const { changes } = pullRequest;
  const { ranking, flagged, strays } = reviewedRows(timed.result, changes);
  const baselines =
    of.kind === "labelled" && pullRequest.base.length > 0
      ? compareBaselines(pullRequest)
      : { skew: null, filter: null };
  return {
    ...common(of, timed),
    changed: changes.length,
    planted: changes.filter(({ planted }) => planted).length,
    flipped: changes.filter(isFlippedPoison).length,
    flippedHits: changes.filter((change, at) => isFlippedPoison(change) && flagged[at]).length,
    rows: scoreRows(ranking, flagged, strays),
    floor: floorFor(timed.result, pullRequest),
    ...baselines,
  };
}

/** The pull request of a case; null where the set has no such work, or lower-casing changes nothing. */
export function simulatedPullRequest(
  corpus: Corpus,
  of: LabelledCase | InstructCase,
): SimulatedPullRequest | null {
  const raw = simulate(corpus, of);
  const lower = of.kind === "labelled" && of.lowerCase;
  if (raw === null || !lower) return raw;
  return isLowerCase(raw) ? null : lowerCased(raw);
}

const isFlippedPoison = (change: SimulatedPullRequest["changes"][number]): boolean =>
  change.planted && change.flipped === true;

function floorFor({ detectionFloor }: ReviewResult, { changes }: SimulatedPullRequest): number | null {
  const target = changes.find(({ planted, side }) => planted && side === "head")?.record["label"];
  return detectionFloor.find(({ label }) => label === target)?.rows ?? null;
}

/** Real data without poison. */
async function runReal(
  of: HistoryCase | SplitCase,
  dataset: DatasetInput,
  config: Config,
): Promise<CaseResult> {
  return withoutRows(of, await timedReview({ dataset, contributor: null, config }));
}

/**
 * A pull request of a sequence: only what earlier ones decide counts. Poison is found where this one or one before it is
 * seen, which is looked at the newest first.
 */
async function runDrip(corpus: Corpus, of: DripCase): Promise<CaseResult> {
  for (let { pull } = of; ; pull--) {
    const one = { ...of, pull };
    const timed = await timedReview(dripInput(corpus, one));
    const result = byWindow(timed.result, dripVersions(corpus, one).at(-1)!, of.pool !== null);
    if (of.pool === null || pull <= 2 || result.conclusion !== "success")
      return withoutRows(of, { ...timed, result });
  }
}

/** A result whose rows nobody scores. */
function withoutRows(of: HistoryCase | SplitCase | DripCase, timed: TimedReview): CaseResult {
  const { files, flaggedRows } = timed.result;
  return {
    ...common(of, timed),
    changed: files.reduce((sum, { rows }) => sum + rows.added + rows.removed + rows.edited, 0),
    planted: 0,
    flipped: 0,
    flippedHits: 0,
    rows: {
      flagged: flaggedRows.length,
      hits: 0,
      averagePrecision: null,
      auroc: null,
      precisionAt100: null,
    },
    floor: null,
    skew: null,
    filter: null,
  };
}

interface TimedReview {
  readonly result: ReviewResult;
  readonly milliseconds: number;
  readonly cpuMilliseconds: number;
}

async function timedReview(input: ReviewInput): Promise<TimedReview> {
  const started = performance.now();
  const used = process.cpuUsage();
  const result = await review(input);
  const { user, system } = process.cpuUsage(used);
  return {
    result,
    milliseconds: Math.round(performance.now() - started),
    cpuMilliseconds: Math.round((user + system) / 1000),
  };
}

type Common = Pick<
  CaseResult,
  "case" | "conclusion" | "alarms" | "notAnalysed" | "malformed" | "milliseconds" | "cpuMilliseconds"
>;

function common(of: BenchCase, { result, milliseconds, cpuMilliseconds }: TimedReview): Common {
  return {
    case: of,
    conclusion: result.conclusion,
    alarms: result.findings.flatMap(({ signal, severity, title }): Alarm[] =>
      severity === "info" ? [] : [{ signal, severity, title }],
    ),
    notAnalysed: result.notAnalysed,
    malformed: result.problems.filter(({ kind, introduced }) => kind === "malformed" && introduced).length,
    milliseconds,
    cpuMilliseconds,
  };
}
