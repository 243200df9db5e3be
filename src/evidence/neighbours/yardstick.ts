/** What is usual in the base: how many near-duplicates sampled rows have there, and whether their labels agree. */
import type { ReferenceDuplicates } from "../../model/evidence.ts";

/** A reference row drawn as a yardstick: drawn evenly over all files, it shows what is usual there. */
export interface SampledRow {
  readonly text: string;
  readonly labels: readonly string[];
}

/** A sampled row and what was found of its near-duplicates so far. */
export interface Sample extends SampledRow {
  /** Whether the row has met itself: its first equal is no duplicate. */
  itself: boolean;
  duplicates: number;
  equal: number;
  /** Highest similarity so far, and whether the rows at it share a label with this one. */
  closest: number;
  agrees: boolean;
  disagrees: boolean;
}

export function startSample({ text, labels }: SampledRow): Sample {
  return {
    text,
    labels,
    itself: false,
    duplicates: 0,
    equal: 0,
    closest: 0,
    agrees: false,
    disagrees: false,
  };
}

/** Whether two rows both carry labels and share none. */
export function labelsConflict(a: readonly string[], b: readonly string[]): boolean {
  return a.length > 0 && b.length > 0 && !a.some((label) => b.includes(label));
}

/** Takes a near-duplicate of the sampled row into account. */
export function compareSample(
  sample: Sample,
  text: string,
  labels: readonly string[],
  similarity: number,
): void {
  const same = similarity === 1 && text === sample.text && String(labels) === String(sample.labels);
  if (same && !sample.itself) {
    sample.itself = true;
    return;
  }
  sample.duplicates++;
  if (similarity === 1) sample.equal++;
  if (similarity > sample.closest) {
    sample.closest = similarity;
    sample.agrees = sample.disagrees = false;
  }
  if (similarity < sample.closest) return;
  if (labelsConflict(labels, sample.labels)) sample.disagrees = true;
  else sample.agrees = true;
}

/** Adds what another thread found for the same row. */
export function mergeSample(sample: Sample, other: Sample): void {
  sample.duplicates += other.duplicates;
  sample.equal += other.equal;
  if (other.closest > sample.closest) {
    sample.closest = other.closest;
    sample.agrees = other.agrees;
    sample.disagrees = other.disagrees;
  } else if (other.closest === sample.closest) {
    sample.agrees ||= other.agrees;
    sample.disagrees ||= other.disagrees;
  }
  if (!other.itself) return;
  // Both met an equal row: one of the two was a duplicate.
  if (sample.itself) compareSample(sample, sample.text, sample.labels, 1);
  sample.itself = true;
}

export function summarise(samples: readonly Sample[]): ReferenceDuplicates {
  return {
    sampled: samples.length,
    duplicated: samples.filter((sample) => sample.duplicates > 0).length,
    conflicting: samples.filter((sample) => sample.disagrees && !sample.agrees).length,
    largest: samples.reduce((most, sample) => Math.max(most, sample.duplicates), 0),
    largestEqual: samples.reduce((most, sample) => Math.max(most, sample.equal), 0),
  };
}
