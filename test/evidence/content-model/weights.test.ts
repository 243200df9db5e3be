import { expect, test } from "@jest/globals";
import { countTable } from "../../../src/collections/count-table.ts";
import { addWeights, weightsOf } from "../../../src/evidence/content-model/weights.ts";

test("a feature weighs ln(1 + n / π) for each label it was counted with, its own row left out where it was counted", () => {
  const table = countTable(2, 2);
  table.add(0, 0, 3);
  table.add(0, 1, 1);
  table.add(1, 0, 1);
  // The prior weighs one row: with a share of a half, n rows are ln(1 + 2n).
  const weights = weightsOf(table.freeze(2), Float64Array.of(0.5, 0.5), Float64Array.of(4, 1), [
    { priors: [{ rows: 1, weight: 1 }], squared: 0 },
  ]);
  const sums = new Float64Array(2);
  expect(addWeights(weights, 0, -1, sums)).toBe(1);
  expect([...sums]).toEqual([Math.log1p(6), Math.log1p(2)]);
  sums.fill(0);
  addWeights(weights, 0, 0, sums);
  expect([...sums]).toEqual([Math.log1p(4), Math.log1p(2)]);
  // Known by the very row that is left out alone, it is not known.
  expect(addWeights(weights, 1, 0, sums)).toBe(0);
});

test("squared, it weighs c|c| of the odds c against the other labels, and without the left-out row's whatever its label", () => {
  const table = countTable(2, 1);
  table.add(0, 0, 3);
  table.add(0, 1, 1);
  const weights = weightsOf(table.freeze(1), Float64Array.of(0.5, 0.5), Float64Array.of(4, 1), [
    { priors: [], squared: 1 },
  ]);
  const sums = new Float64Array(2);
  addWeights(weights, 0, -1, sums);
  // With a prior of ten rows, 1 + 3 / (10 · ½) = 8/5 against 1 + 1 / (10 · ½) = 6/5.
  expect(sums[0]).toBeCloseTo(Math.log(4 / 3) ** 2, 12);
  expect(sums[1]).toBeCloseTo(-(Math.log(4 / 3) ** 2), 12);
  sums.fill(0);
  addWeights(weights, 0, 1, sums);
  // 8/5 against 1; the label that only the left-out row had says nothing.
  expect(sums[0]).toBeCloseTo(Math.log(8 / 5) ** 2, 12);
  expect(sums[1]).toBe(0);
});
