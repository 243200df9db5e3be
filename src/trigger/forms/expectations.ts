/** How probable each label is for each row by its content, calibrated on the base. */
import type { SampleRow } from "../../evidence/label-group.ts";
import { isotonicCalibration } from "../../stats/isotonic.ts";
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
 */
export function expectations({ group, probabilities }: Scanned, base: readonly SampleRow[]): Expectations {
  const labels = group.space.names.length;
  const model = group.model!;
  const out = new Float64Array(labels);
  const known = Float64Array.from(
    base.flatMap((row) =>
      Array.from(model.probabilities({ ids: row.ids, pairs: row.pairs, own: row.label }, out)),
    ),
  );
  const labelled = base.flatMap((row, index) => (row.label < 0 ? [] : [index]));
  const calibrations = group.space.names.map((_, label) =>
    isotonicCalibration(
      labelled.map((index) => known[index * labels + label]!),
      labelled.map((index) => base[index]!.label === label),
    ),
  );
  return {
    changed: (at, label) => clamp(calibrations[label]!(probabilities[at * labels + label]!)),
    base: (index, label) => clamp(calibrations[label]!(known[index * labels + label]!)),
  };
}
