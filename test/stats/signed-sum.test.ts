import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { logSignedSumTail } from "../../src/stats/signed-sum.ts";

describe("logSignedSumTail", () => {
  test("is exact where all signs are positive: 2⁻ⁿ", () => {
    expect(logSignedSumTail([1, 2, 3], 6)).toBeCloseTo(-3 * Math.LN2, 12);
  });

  test("no evidence where the sum is not positive, and none possible beyond the total", () => {
    expect(logSignedSumTail([1, 2], 0)).toBe(0);
    expect(logSignedSumTail([1, 2], 4)).toBe(Number.NEGATIVE_INFINITY);
  });

  test("is Chernoff's bound of the binomial for equal weights", () => {
    // 15 of 20 heads, sum 10: −20 · KL(¾ ‖ ½) = −20 (¾ ln 1.5 + ¼ ln 0.5) (Hoeffding 1963, theorem 1).
    expect(logSignedSumTail(Array<number>(20).fill(1), 10)).toBeCloseTo(
      -20 * (0.75 * Math.log(1.5) + 0.25 * Math.log(0.5)),
      6,
    );
  });

  test("keeps its digits one rounding step below the total", () => {
    const weights = [4.39507195121954, 0.030353228889525408, 0.014979557722564874, 0.2204653827111911];
    const sum = 0.9999999999999998 * weights.reduce((total, weight) => total + weight, 0);
    // Only all signs positive reach it: P = 2⁻⁴.
    expect(logSignedSumTail(weights, sum)).toBeCloseTo(-4 * Math.LN2, 6);
  });

  test("is never below the exact tail", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.01, max: 5, noNaN: true }), { minLength: 1, maxLength: 9 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (weights, share) => {
          const sum = share * weights.reduce((total, weight) => total + weight, 0);
          let tail = 0;
          for (let signs = 0; signs < 2 ** weights.length; signs++) {
            const value = weights.reduce((s, weight, i) => s + ((signs >> i) & 1 ? weight : -weight), 0);
            if (value >= sum - 1e-12) tail += 2 ** -weights.length;
          }
          expect(logSignedSumTail(weights, sum)).toBeGreaterThanOrEqual(Math.log(tail) - 1e-6);
        },
      ),
    );
  });
});
