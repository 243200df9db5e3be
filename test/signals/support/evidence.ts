import type { FeedbackRow } from "../../../examples/feedback/dataset.ts";
import { makeStory } from "../../../examples/feedback/dataset.ts";
import type { ReviewEvidence } from "../../../src/evidence/evidence.ts";
import { gatherEvidence } from "../../../src/evidence/gather.ts";
import type { FilePair } from "../../../src/model/dataset.ts";
import type { Observation } from "../../../src/model/finding.ts";
import type { ContributorFacts } from "../../../src/model/pull-request.ts";
import type { Signal } from "../../../src/signals/signal.ts";
import { compare, jsonl, pair } from "../../rows/support.ts";

/** Evidence of a pull request, gathered from real files as a review gathers it. */
export async function evidenceOf(
  pairs: readonly FilePair[],
  contributor: ContributorFacts | null = null,
): Promise<ReviewEvidence> {
  return gatherEvidence(await compare(pairs), contributor);
}

/** Evidence of one JSON Lines file to which rows are added. */
export function adding(base: readonly unknown[], added: readonly unknown[]): Promise<ReviewEvidence> {
  return evidenceOf([pair("data.jsonl", jsonl(base), jsonl([...base, ...added]))]);
}

/** What a signal observes with its default options; fails where it says that it could not measure. */
export function observe(signal: Signal, evidence: ReviewEvidence): readonly Observation[] {
  const measurement = signal.measure(evidence, signal.options.parse({}));
  if (!measurement.measured) throw new Error(`not measured: ${measurement.reason}`);
  return measurement.observations;
}

/** Why a signal could not measure. */
export function reason(signal: Signal, evidence: ReviewEvidence): string {
  const measurement = signal.measure(evidence, signal.options.parse({}));
  if (measurement.measured) throw new Error("it was measured");
  return measurement.reason;
}

/** Observations that would warn or block. */
export function alarms(signal: Signal, evidence: ReviewEvidence): readonly Observation[] {
  return observe(signal, evidence).filter((observation) => observation.grade !== "informative");
}

/** Honest feedback: `base` rows, then `added` ones, from the demo's seeded generator. */
export function honest(base: number, added: number): { base: FeedbackRow[]; added: FeedbackRow[] } {
  const { head } = makeStory(7, { base, added, corrected: 0, planted: 0 });
  return { base: head.slice(0, base), added: head.slice(base) };
}
