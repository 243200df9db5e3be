import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { logBinomialUpperTail } from "../../src/stats/log-space.ts";
import { logPoissonUpperTail } from "../../src/stats/poisson.ts";

test("tails that can be written down", () => {
  // P(X ≥ 1) = 1 − e^−m; P(X ≥ 2) = 1 − e^−m (1 + m).
  expect(logPoissonUpperTail(Math.log(0.1), 1)).toBeCloseTo(Math.log(-Math.expm1(-0.1)), 12);
  expect(logPoissonUpperTail(Math.log(2), 2)).toBeCloseTo(Math.log(1 - 3 * Math.exp(-2)), 12);
  expect(logPoissonUpperTail(Math.log(5), 3)).toBeCloseTo(Math.log(1 - 18.5 * Math.exp(-5)), 12);
  // For a tiny mean m the tail is m^k / k!.
  expect(logPoissonUpperTail(-800, 3)).toBeCloseTo(-2400 - Math.log(6), 6);
  expect(logPoissonUpperTail(0, 0)).toBe(0);
});

test("is the limit of the binomial law", () => {
  const trials = 1e7;
  fc.assert(
    fc.property(
      fc.double({ min: 0.01, max: 30, noNaN: true }),
      fc.integer({ min: 1, max: 60 }),
      (mean, k) => {
        const binomial = logBinomialUpperTail(trials, mean / trials, k);
        expect(logPoissonUpperTail(Math.log(mean), k)).toBeCloseTo(binomial, 3);
      },
    ),
  );
});
