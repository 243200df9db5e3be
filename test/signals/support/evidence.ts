import type { FeedbackRow } from "../../../examples/feedback/dataset.ts";
import { makeStory } from "../../../examples/feedback/dataset.ts";
import type { ReviewEvidence } from "../../../src/evidence/evidence.ts";
import { searchNeighbours } from "../../../src/evidence/near-duplicates.ts";
import { textStatistics } from "../../../src/evidence/text-statistics.ts";
import { yardstickSearch } from "../../../src/evidence/yardstick-search.ts";
import type { FilePair } from "../../../src/model/dataset.ts";
import type { Observation } from "../../../src/model/finding.ts";
import type { ContributorFacts } from "../../../src/model/pull-request.ts";
import type { Signal } from "../../../src/signals/signal.ts";
import { hashTokens } from "../../../src/text/token-hashes.ts";
import { always, compare, jsonl, pair } from "../../rows/support.ts";

/**
 * Evidence of a pull request, gathered from real files by the real parts, without the content models: none of
 * the signals tested with it reads them, and they take most of the time.
 */
export async function evidenceOf(
  pairs: readonly FilePair[],
  contributor: ContributorFacts | null = null,
): Promise<ReviewEvidence> {
  const comparison = await compare(pairs);
  const changes = comparison.files.flatMap((file) => file.changes);
  const referenceText = textStatistics();
  const changedText = textStatistics();
  for (const { after } of changes) if (after !== null) changedText.add(after.text);
  const sample: { text: string; labels: readonly string[] }[] = [];
  const rows = comparison.reference.reduce((sum, file) => sum + file.rows, 0);
  let seen = 0;
  for (const file of comparison.reference) {
    await file.visitSome(always, (text, labels) => {
      if ((seen++ * 1000) % rows < 1000) sample.push({ text, labels: [...labels] });
    });
  }
  const search = searchNeighbours(changes);
  const yardstick = yardstickSearch(sample);
  const hashes = new Uint32Array(1024);
  let order = 0;
  for (const file of comparison.reference) {
    await file.visitSome(always, (text, labels) => {
      referenceText.add(text);
      const count = hashTokens(text, hashes);
      search.visitHashes(hashes, count, () => text, labels, file.path, order++);
      yardstick.visitHashes(hashes, count, () => text, labels);
    });
  }
  return {
    comparison,
    contributor,
    changes,
    referenceText: referenceText.result(),
    changedText: changedText.result(),
    neighbours: search.result(),
    referenceDuplicates: yardstick.result(),
    groups: [],
  };
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
