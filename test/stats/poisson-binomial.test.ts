import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { logBinomialUpperTail, logNormalUpperTail } from "../../src/stats/log-space.ts";
import {
  logPoissonBinomialUpperTail,
  logRandomEffectsBinomialTail,
  logRandomEffectsTail,
  shiftProbability,
  upperSemivariance,
} from "../../src/stats/poisson-binomial.ts";

describe("logPoissonBinomialUpperTail", () => {
  test("is the binomial tail when all probabilities are equal", () => {
    // Binomial(20, 0.3): P(X ≥ 12) = 0.005138 (R: pbinom(11, 20, 0.3, lower.tail = FALSE)).
    expect(Math.exp(logPoissonBinomialUpperTail(Array<number>(20).fill(0.3), 12))).toBeCloseTo(0.005138, 6);
  });

  test("equals the sum over all outcomes for a few unequal trials", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.01, max: 0.99, noNaN: true }), { minLength: 1, maxLength: 9 }),
        fc.nat(9),
        (p, k) => {
          let tail = 0;
          for (let outcome = 0; outcome < 2 ** p.length; outcome++) {
            const hits = p.filter((_, i) => (outcome >> i) & 1).length;
            if (hits >= k) tail += p.reduce((product, q, i) => product * ((outcome >> i) & 1 ? q : 1 - q), 1);
          }
          expect(Math.exp(logPoissonBinomialUpperTail(p, k))).toBeCloseTo(tail, 10);
        },
      ),
    );
  });

  test("the saddle point agrees with the exact binomial tail within a percent of its logarithm", () => {
    for (const [n, p, k] of [
      [400, 0.2, 120],
      [1000, 0.05, 90],
      [300, 0.5, 200],
    ] as const) {
      const exact = logBinomialUpperTail(n, p, k);
      expect(Math.abs(logPoissonBinomialUpperTail(Array<number>(n).fill(p), k) / exact - 1)).toBeLessThan(
        0.01,
      );
    }
  });

  test("does not underflow", () => {
    expect(logPoissonBinomialUpperTail(Array<number>(200).fill(1e-4), 200)).toBeCloseTo(
      200 * Math.log(1e-4),
      3,
    );
  });
});

describe("upperSemivariance", () => {
  test("is half of the variance where the law is symmetric", () => {
    // Binomial(4, 1/2) has the variance 4 · 1/2 · 1/2 = 1.
    expect(upperSemivariance([0.5, 0.5, 0.5, 0.5])).toBeCloseTo(0.5, 12);
  });

  test("is most of it where successes are rare", () => {
    // Two trials of 0.1, μ = 0.2: P(1) = 0.18, P(2) = 0.01, so 0.18 · 0.8² + 0.01 · 1.8² of 2 · 0.1 · 0.9 = 0.18.
    expect(upperSemivariance([0.1, 0.1])).toBeCloseTo(0.18 * 0.64 + 0.01 * 3.24, 12);
  });

  test("takes no more trials than are summed exactly", () => {
    expect(() => upperSemivariance(new Float64Array(257).fill(0.5))).toThrow(RangeError);
  });
});

test("trials of one probability are a special case, however many", () => {
  const equal = new Float64Array(40).fill(0.1);
  expect(logRandomEffectsBinomialTail(40, 0.1, 12, 0.3, 0.8, 0.7)).toBeCloseTo(
    logRandomEffectsTail(equal, 12, 0.3, 0.8, 0.7),
    9,
  );
  // Without an effect it is the binomial: P(X ≥ 1) = 1 − 0.999999^1000000 ≈ 1 − 1/e.
  expect(Math.exp(logRandomEffectsBinomialTail(1e6, 1e-6, 1, 0, 1e-9))).toBeCloseTo(1 - Math.exp(-1), 5);
});

describe("logRandomEffectsTail", () => {
  test("without an effect it is the plain tail", () => {
    const p = [0.1, 0.4, 0.7, 0.2, 0.5];
    expect(logRandomEffectsTail(p, 4, 0, 1e-9)).toBeCloseTo(logPoissonBinomialUpperTail(p, 4), 6);
  });

  test("one trial at one half keeps one half, whatever the spread: the shift is symmetric", () => {
    expect(Math.exp(logRandomEffectsTail([0.5], 1, 0, 2))).toBeCloseTo(0.5, 6);
  });

  test("rows that are copies of each other count as fewer, the shift in common as one", () => {
    const p = Array<number>(10).fill(0.25);
    // Without an effect a half of ten independent trials is five: ln 0.25⁵.
    expect(logRandomEffectsTail(p, 10, 0, 1e-9, 0.5)).toBeCloseTo(5 * Math.log(0.25), 4);
    expect(logRandomEffectsTail(p, 10, 0, 1, 0.5)).toBeLessThan(0.5 * logRandomEffectsTail(p, 10, 0, 1));
  });

  test("a wider effect makes the same count less surprising", () => {
    const p = Array<number>(10).fill(0.25);
    const tails = [0.1, 0.5, 1, 2].map((deviation) => logRandomEffectsTail(p, 10, 0, deviation));
    expect([...tails].sort((a, b) => a - b)).toEqual(tails);
  });
});

test("shiftProbability adds to the log-odds", () => {
  // logit(0.2) + ln 4 = 0, so that odds 1:4 become 1:1.
  expect(shiftProbability(0.2, Math.log(4))).toBeCloseTo(0.5, 12);
});

test("logNormalUpperTail holds in the far tail", () => {
  // Q(10) = 7.619853e-24 (Abramowitz & Stegun, table 26.2).
  expect(logNormalUpperTail(10)).toBeCloseTo(Math.log(7.61985302416e-24), 8);
});
