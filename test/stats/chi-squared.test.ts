import { describe, expect, test } from "@jest/globals";
import { logChiSquaredUpperTail } from "../../src/stats/chi-squared.ts";

describe("chi-squared upper tail", () => {
  // Critical values of Abramowitz & Stegun, table 26.8.
  test.each([
    [3.84146, 1, 0.05],
    [6.6349, 1, 0.01],
    [10.8276, 1, 0.001],
    [18.307, 10, 0.05],
    [2.70554, 1, 0.1],
    [9.34182, 10, 0.5],
    [124.342, 100, 0.05],
  ])("P(X >= %d) with %d degrees of freedom is %d", (x, df, p) => {
    expect(Math.exp(logChiSquaredUpperTail(x, df))).toBeCloseTo(p, 5);
  });

  test("two degrees of freedom is the exponential law: ln P = -x/2, far beyond what a double can hold", () => {
    for (const x of [0.5, 3, 40, 5000]) expect(logChiSquaredUpperTail(x, 2)).toBeCloseTo(-x / 2, 8);
  });

  test("four degrees of freedom: P = e^(-x/2) (1 + x/2)", () => {
    for (const x of [0.1, 1, 10, 200]) {
      expect(logChiSquaredUpperTail(x, 4)).toBeCloseTo(-x / 2 + Math.log1p(x / 2), 8);
    }
  });

  test("nothing observed is no evidence, and nonsense is refused", () => {
    expect(logChiSquaredUpperTail(0, 3)).toBe(0);
    expect(() => logChiSquaredUpperTail(Number.NaN, 3)).toThrow(RangeError);
    expect(() => logChiSquaredUpperTail(1, 0)).toThrow(RangeError);
  });
});
