import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { logChiSquaredUpperTail } from "../../src/stats/chi-squared.ts";
import { cramersV } from "../../src/stats/cramers-v.ts";
import { gTest } from "../../src/stats/g-test.ts";
import { jensenShannon } from "../../src/stats/jensen-shannon.ts";

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

describe("two count vectors", () => {
  test("G of a 2 × 2 table by its definition", () => {
    // Rows 10, 20 and 20, 10: every expected count is 15; G = 2·(2·10·ln(10/15) + 2·20·ln(20/15)) = 6.7961.
    const result = gTest([10, 20], [20, 10])!;
    expect(result.g).toBeCloseTo(4 * (10 * Math.log(2 / 3) + 20 * Math.log(4 / 3)), 10);
    expect(result.df).toBe(1);
    // χ² with 1 df: P = erfc(sqrt(G/2)) = 0.00914 (A&S table 26.8 brackets it between .01 and .005).
    expect(Math.exp(result.logP)).toBeCloseTo(0.00914, 4);
  });

  test("V of the same table is sqrt(χ²/n) = sqrt(6.6667/60) = 1/3", () => {
    expect(cramersV([10, 20], [20, 10])).toBeCloseTo(1 / 3, 10);
  });

  test("nothing in common is 1 for both measures", () => {
    expect(cramersV([5, 0], [0, 9])).toBeCloseTo(1, 10);
    expect(jensenShannon([5, 0], [0, 9])).toBeCloseTo(1, 10);
  });

  test("divergence of (1/2, 1/2) and (1, 0): 3/4·log2(4/3) = 0.311278 bits", () => {
    expect(jensenShannon([3, 3], [8, 0])).toBeCloseTo(0.75 * Math.log2(4 / 3), 10);
  });

  test("the guide's case: 40 rows among 55,000 hardly move the whole set", () => {
    // 50,000 rows 50/50, then 5,000 honest and 40 of one label: shares move by 0.0004, V stays under 0.003.
    expect(cramersV([25_000, 25_000], [27_540, 27_500])!).toBeLessThan(0.003);
  });

  test("an empty side or a single category cannot be compared", () => {
    expect(gTest([0, 0], [1, 2])).toBeNull();
    expect(gTest([3], [4])).toBeNull();
    expect(cramersV([3, 0], [4, 0])).toBeNull();
    expect(jensenShannon([0], [1])).toBeNull();
  });

  test("all three are symmetric, bounded and 0 for equal shares", () => {
    const counts = fc.array(fc.nat(1000), { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(counts, counts, fc.integer({ min: 1, max: 9 }), (x, y, times) => {
        const n = Math.min(x.length, y.length);
        const [a, b] = [x.slice(0, n), y.slice(0, n)];
        const g = gTest(a, b);
        const v = cramersV(a, b);
        const js = jensenShannon(a, b);
        if (g !== null) expect(g.g).toBeCloseTo(gTest(b, a)!.g, 6);
        if (v !== null) expect(v >= 0 && v <= 1).toBe(true);
        if (js !== null) expect(js).toBeCloseTo(jensenShannon(b, a)!, 10);
        const same = gTest(
          a,
          a.map((count) => count * times),
        );
        if (same !== null) expect(same.g).toBeCloseTo(0, 6);
      }),
    );
  });
});
