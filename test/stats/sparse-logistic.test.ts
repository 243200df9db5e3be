import { describe, expect, test } from "@jest/globals";
import { fitSparseLogistic, predictSparse, sparseRows } from "../../src/stats/sparse-logistic.ts";

const all = (n: number) => Uint32Array.from({ length: n }, (_, i) => i);

describe("fitSparseLogistic", () => {
  test("without features, the intercept is the log-odds of the share", () => {
    // 3 of 10: ln(0.3 / 0.7).
    const data = sparseRows(Array<number[]>(10).fill([]), 0);
    const positive = Array.from({ length: 10 }, (_, i) => (i < 3 ? 1 : 0));
    const weights = fitSparseLogistic({ data, members: all(10), positive, ridge: 1 }, new Float64Array(1));
    expect(weights[0]).toBeCloseTo(Math.log(3 / 7), 2);
  });

  test("with hardly a prior, a feature's weight is the log odds ratio of its table", () => {
    // 30 of 40 with the feature and 20 of 60 without it: ln((30/10) / (20/40)) = ln 6.
    const rows = Array.from({ length: 100 }, (_, i) => (i < 40 ? [0] : []));
    const positive = Array.from({ length: 100 }, (_, i) => (i < 30 || (i >= 40 && i < 60) ? 1 : 0));
    const data = sparseRows(rows, 1);
    const weights = fitSparseLogistic(
      { data, members: all(100), positive, ridge: 1e-9 },
      new Float64Array(2),
    );
    expect(weights[0]).toBeCloseTo(Math.log(6), 1);
    expect(predictSparse(data, 0, weights)).toBeCloseTo(Math.log(3), 1);
  });

  test("the gradient vanishes at the solution, with shares between 0 and 1 and members left out", () => {
    const rows = Array.from({ length: 60 }, (_, i) => [i % 3, 3 + (i % 5)]);
    const positive = rows.map((_, i) => ((i * 7) % 11) / 10);
    const data = sparseRows(rows, 8);
    const members = all(60).filter((i) => i % 4 !== 0);
    let weights: Float64Array = new Float64Array(9);
    // Each call stops when the gain is small; a few calls go to the end.
    for (let i = 0; i < 20; i++)
      weights = fitSparseLogistic({ data, members, positive, ridge: 0.5 }, weights);
    const gradient = Array.from(weights, (weight, f) => (f < 8 ? 0.5 * weight : 0));
    for (const i of members) {
      const excess = 1 / (1 + Math.exp(-predictSparse(data, i, weights))) - positive[i]!;
      for (const f of [...rows[i]!, 8]) gradient[f]! += excess;
    }
    for (const slope of gradient) expect(Math.abs(slope)).toBeLessThan(0.02);
  });
});
