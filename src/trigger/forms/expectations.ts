/** How probable each label is for each row by its content, calibrated on the base. */
import { isotonicCalibration } from "../../stats/isotonic.ts";
import { sampleProbabilities } from "../sample-probabilities.ts";
import type { Scanned } from "../scanned.ts";

/** The calibrated probability of a label: of a changed row by its place, of a base row by its place among those compared. */
export interface Expectations {
  changed(at: number, label: number): number;
  base(index: number, label: number): number;
}

/** Even the cleanest set has a label in two hundred that its text does not explain. */
const LEAST_NOISE = 0.005;

const clamp = (p: number): number => Math.min(1 - LEAST_NOISE, Math.max(LEAST_NOISE, p));

/**
 * The content model's probabilities, calibrated for each label on the base rows left out of their own counts: a label
 * that the base hands out at random now and then must not look impossible.
 * @param base indices of the sampled rows that are compared
 */
export function expectations({ group, probabilities }: Scanned, base: readonly number[]): Expectations {
  const labels = group.space.names.length;
  const known = sampleProbabilities(group);
  const labelled = base.filter((index) => group.sample[index]!.label >= 0);
  const calibrations = group.space.names.map((_, label) =>
    isotonicCalibration(
      labelled.map((index) => known[index * labels + label]!),
      labelled.map((index) => group.sample[index]!.label === label),
    ),
  );
  return {
    changed: (at, label) => clamp(calibrations[label]!(probabilities[at * labels + label]!)),
    base: (index, label) => clamp(calibrations[label]!(known[base[index]! * labels + label]!)),
  };
}
