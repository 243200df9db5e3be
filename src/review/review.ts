/** The review itself, as a recipe: compare two versions, gather evidence, measure signals, weigh what they saw. */
import { columnChooser } from "../config/columns.ts";
import type { Config } from "../config/schema.ts";
import { coverageOf } from "../evidence/coverage.ts";
import { withIntent } from "../evidence/declared-intent.ts";
import type { ReviewEvidence } from "../evidence/evidence.ts";
import { type BothEvidence, gatherBoth } from "../evidence/gather.ts";
import type { KnownBase } from "../evidence/known-base.ts";
import { withNearestRows } from "../evidence/nearest-rows.ts";
import type { DatasetComparison, DatasetInput, FilePair } from "../model/dataset.ts";
import type { Memory, Window } from "../model/memory.ts";
import type { ProgressListener } from "../model/progress.ts";
import type { ContributorFacts } from "../model/pull-request.ts";
import type { ReviewResult } from "../model/result.ts";
import { withoutCells } from "../report/hide-rows.ts";
import { asSpelt } from "../report/words/as-spelt.ts";
import { assess, type Measured } from "../risk/assess.ts";
import { mayJoin, mayRepeat, type Weighed, withEarlier, withMemory } from "../risk/with-earlier.ts";
import { compareDataset } from "../rows/diff/compare.ts";
import { signals } from "../signals/index.ts";
import { beneathFloor, detectionFloor } from "../trigger/phrases/floor/detection-floor.ts";
import { untoldRows } from "../trigger/untold-rows.ts";
import { rowThread } from "./threads/row-helper.ts";

/** Everything a review depends on. The same input gives the same result on every machine. */
export interface ReviewInput {
  readonly dataset: DatasetInput;
  readonly contributor: ContributorFacts | null;
  readonly config: Config;
  /** What earlier changes brought, to be looked at together with this one; absent where no history is known. */
  readonly window?: Window | null;
  /** What was read of the base in earlier reviews, to be shared by this one; absent where there are no others. */
  readonly known?: KnownBase;
  /** Text of the pull request, in which its author may say what it does; absent where there is none. */
  readonly text?: string;
}

/**
 * The recipe: compare the two versions, collect the evidence, measure every signal, weigh what they saw; the same once
 * more from the trusted version on, where there is one.
 */
export async function review(
  input: ReviewInput,
  onProgress: ProgressListener = () => undefined,
): Promise<ReviewResult> {
  const under = await reviewUnder(input, onProgress);
  return under(input.config);
}

/**
 * The first steps alone, for the results under several configurations that differ in `signals` and `policy`: rows are
 * read and counted once.
 */
export async function reviewUnder(
  input: ReviewInput,
  onProgress: ProgressListener = () => undefined,
): Promise<(config: Config) => Promise<ReviewResult>> {
  const { window = null } = input;
  const compare = comparer(input.config, onProgress);
  const comparison = await compare(input.dataset);
  const since = window && (await lookBack(comparison, window, compare));
  const evidence = await gather(comparison, since?.comparison ?? null, input, onProgress);
  return async (config) => {
    const own = weighed(await withClaim(evidence.own, input), config, onProgress);
    const found = since
      ? await joined(own, since, evidence.since, { ...input, config }, compare, onProgress)
      : own.result;
    return config.output.rows === "hidden" ? withoutCells(found) : asSpelt(found);
  };
}

/** What is remembered, and what came in since the trusted point: null where nothing of it can join with this change. */
interface LookedBack {
  readonly memory: Memory;
  readonly comparison: DatasetComparison | null;
}

async function lookBack(
  own: DatasetComparison,
  { memory, dataset }: Window,
  compare: Compare,
): Promise<LookedBack> {
  const changes = changesOf(own);
  if (dataset === null || changes.length === 0) return { memory, comparison: null };
  const comparison = await compare(dataset);
  const [lost] = comparison.notAnalysed;
  const notLooked = lost === undefined ? null : `${lost.path}, since the trusted commit: ${lost.reason}`;
  const joins = mayJoin(changes, changesOf(comparison));
  return { memory: { ...memory, notLooked }, comparison: joins ? comparison : null };
}

/** The review together with everything since the trusted point. */
async function joined(
  own: Weighed,
  { memory, comparison }: LookedBack,
  gathered: ReviewEvidence | null,
  { config, dataset, window }: ReviewInput,
  compare: Compare,
  onProgress: ProgressListener,
): Promise<ReviewResult> {
  const { policy } = config;
  if (comparison === null) return withMemory(own.result, memory, policy);
  const alone = async (one: DatasetComparison): Promise<ReviewEvidence> =>
    (await gather(one, null, { contributor: null }, onProgress)).own;
  const since = weighed(gathered ?? (await alone(comparison)), config, onProgress);
  const found = withEarlier(own, since, policy);
  if (!mayRepeat(found)) return withMemory(found, memory, policy);
  const base = await compare(toBase(window!.dataset!, dataset));
  const before = weighed(await alone(base), config, onProgress);
  return withMemory(withEarlier(own, since, policy, before), memory, policy);
}

/** The trusted version against the base of the change: what was there to see before it. */
function toBase(window: DatasetInput, { pairs }: DatasetInput): DatasetInput {
  const of = ({ base, head }: FilePair): string => (head ?? base)!.path;
  const changed = new Map(pairs.map((pair) => [of(pair), pair.base]));
  const earlier = window.pairs.map((pair) => {
    const path = of(pair);
    return { base: pair.base, head: changed.has(path) ? changed.get(path)! : pair.head };
  });
  return { ...window, pairs: earlier.filter(({ base, head }) => base !== null || head !== null) };
}

const changesOf = ({ files }: DatasetComparison) => files.flatMap(({ changes }) => changes);

type Compare = (dataset: DatasetInput) => Promise<DatasetComparison>;

/** Compares the versions of one review, each of which is counted once. */
function comparer(config: Config, onProgress: ProgressListener): Compare {
  const options = { columnsFor: columnChooser(config), limits: config.limits, known: new Map() };
  return (dataset) => compareDataset(dataset, options, onProgress);
}

/** The evidence with what the author says of the change, where there is a text. */
async function withClaim(evidence: ReviewEvidence, { text, config }: ReviewInput): Promise<ReviewEvidence> {
  return text === undefined ? evidence : withIntent(evidence, text, config.intent === "required");
}

function weighed(evidence: ReviewEvidence, config: Config, onProgress: ProgressListener): Weighed {
  const measured = measure(evidence, config, onProgress);
  const beneath = [...evidence.groups.flatMap(beneathFloor), ...untoldRows(evidence)];
  const coverage = coverageOf(evidence, [...measured.leftOut, ...beneath]);
  const result = assess(evidence, measured, coverage, evidence.groups.flatMap(detectionFloor), config.policy);
  const rows = withNearestRows(result.flaggedRows, evidence.groups);
  return { result: { ...result, flaggedRows: rows }, changes: evidence.changes };
}

/** Large files are counted by two threads. */
async function gather(
  comparison: DatasetComparison,
  since: DatasetComparison | null,
  { contributor, known }: Pick<ReviewInput, "contributor" | "known">,
  onProgress: ProgressListener,
): Promise<BothEvidence> {
  const most = comparison.reference.reduce((most, { rows }) => Math.max(most, rows), 0);
  const helper = rowThread(most);
  helper?.start();
  const onRows = (done: number, total: number): void =>
    onProgress({ stage: "reference", done, total, unit: "rows" });
  try {
    return await gatherBoth(comparison, since, contributor, onRows, helper, known);
  } finally {
    await helper?.close();
  }
}

function measure(evidence: ReviewEvidence, config: Config, onProgress: ProgressListener): Measured {
  const observations = [];
  const notMeasured = [];
  const leftOut = [];
  for (const [index, signal] of signals.entries()) {
    onProgress({ stage: "measure", done: index, total: signals.length, unit: "signals" });
    const measurement = signal.measure(evidence, config.signals[signal.id]);
    if (measurement.measured) {
      observations.push(...measurement.observations);
      leftOut.push(...(measurement.leftOut ?? []));
    } else {
      const { reason, applies } = measurement;
      notMeasured.push({ signal: signal.id, reason, ...(applies === false && { applies }) });
    }
  }
  return { observations, notMeasured, leftOut };
}
