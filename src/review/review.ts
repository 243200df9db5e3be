/** The review itself, as a recipe: compare two versions, gather evidence, measure signals, weigh what they saw. */
import { columnChooser } from "../config/columns.ts";
import type { Config } from "../config/schema.ts";
import { coverageOf } from "../evidence/coverage.ts";
import { withIntent } from "../evidence/declared-intent.ts";
import type { ReviewEvidence } from "../evidence/evidence.ts";
import { gatherEvidence } from "../evidence/gather.ts";
import { withNearestRows } from "../evidence/nearest-rows.ts";
import type { DatasetComparison, DatasetInput } from "../model/dataset.ts";
import type { Window } from "../model/memory.ts";
import type { ProgressListener } from "../model/progress.ts";
import type { ContributorFacts } from "../model/pull-request.ts";
import type { ReviewResult } from "../model/result.ts";
import { withoutCells } from "../report/hide-rows.ts";
import { asSpelt } from "../report/words/as-spelt.ts";
import { assess, type Measured } from "../risk/assess.ts";
import { mayJoin, type Weighed, withEarlier, withMemory } from "../risk/with-earlier.ts";
import { compareDataset } from "../rows/diff/compare.ts";
import { signals } from "../signals/index.ts";
import { detectionFloor } from "../trigger/phrases/detection-floor.ts";
import { rowThread } from "./threads/row-helper.ts";

/** Everything a review depends on. The same input gives the same result on every machine. */
export interface ReviewInput {
  readonly dataset: DatasetInput;
  readonly contributor: ContributorFacts | null;
  readonly config: Config;
  /** What earlier changes brought, to be looked at together with this one; absent where no history is known. */
  readonly window?: Window | null;
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
  const { config, window = null } = input;
  const own = await weighed(await compared(input.dataset, config, onProgress), input, config, onProgress);
  const found = window ? await lookBack(own, window, config, onProgress) : own.result;
  return config.output.rows === "hidden" ? withoutCells(found) : asSpelt(found);
}

/** The review together with everything since the trusted point. */
async function lookBack(
  own: Weighed,
  { memory, dataset }: Window,
  config: Config,
  onProgress: ProgressListener,
): Promise<ReviewResult> {
  if (dataset === null || own.changes.length === 0) return withMemory(own.result, memory, config.policy);
  const comparison = await compared(dataset, config, onProgress);
  const [lost] = comparison.notAnalysed;
  const notLooked = lost === undefined ? null : `${lost.path}, since the trusted commit: ${lost.reason}`;
  const looked = { ...memory, notLooked };
  const changes = comparison.files.flatMap((file) => file.changes);
  if (!mayJoin(own.changes, changes)) return withMemory(own.result, looked, config.policy);
  const since = await weighed(comparison, { contributor: null }, config, onProgress);
  return withMemory(withEarlier(own, since, config.policy), looked, config.policy);
}

function compared(dataset: DatasetInput, config: Config, onProgress: ProgressListener) {
  return compareDataset(dataset, { columnsFor: columnChooser(config), limits: config.limits }, onProgress);
}

async function weighed(
  comparison: DatasetComparison,
  { contributor, text }: Pick<ReviewInput, "contributor" | "text">,
  config: Config,
  onProgress: ProgressListener,
): Promise<Weighed> {
  const gathered = await gather(comparison, contributor, onProgress);
  const evidence =
    text === undefined ? gathered : await withIntent(gathered, text, config.intent === "required");
  const measured = measure(evidence, config, onProgress);
  const coverage = coverageOf(evidence, measured.leftOut);
  const result = assess(evidence, measured, coverage, evidence.groups.flatMap(detectionFloor), config.policy);
  const rows = withNearestRows(result.flaggedRows, evidence.groups);
  return { result: { ...result, flaggedRows: rows }, changes: evidence.changes };
}

/** Large files are counted by two threads. */
async function gather(
  comparison: DatasetComparison,
  contributor: ContributorFacts | null,
  onProgress: ProgressListener,
): Promise<ReviewEvidence> {
  const most = comparison.reference.reduce((most, { rows }) => Math.max(most, rows), 0);
  const helper = rowThread(most);
  helper?.start();
  const onRows = (done: number, total: number): void => {
    onProgress({ stage: "reference", done, total, unit: "rows" });
  };
  try {
    return await gatherEvidence(comparison, contributor, onRows, helper);
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
    } else notMeasured.push({ signal: signal.id, reason: measurement.reason });
  }
  return { observations, notMeasured, leftOut };
}
