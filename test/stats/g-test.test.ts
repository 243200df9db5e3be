import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { gTest } from "../../src/stats/g-test.ts";

test("G of a 2 × 2 table by its definition", () => {
  // Rows 10, 20 and 20, 10: every expected count is 15; G = 2·(2·10·ln(10/15) + 2·20·ln(20/15)) = 6.7961.
  const result = gTest([10, 20], [20, 10])!;
  expect(result.g).toBeCloseTo(4 * (10 * Math.log(2 / 3) + 20 * Math.log(4 / 3)), 10);
  expect(result.df).toBe(1);
  // χ² with 1 df: P = erfc(sqrt(G/2)) = 0.00914 (A&S table 26.8 brackets it between .01 and .005).
  expect(Math.exp(result.logP)).toBeCloseTo(0.00914, 4);
});

test("categories that are empty on both sides are left out", () => {
  expect(gTest([10, 0, 20], [20, 0, 10])).toEqual(gTest([10, 20], [20, 10]));
});

test("an empty side or a single category cannot be compared", () => {
  expect(gTest([0, 0], [1, 2])).toBeNull();
  expect(gTest([3], [4])).toBeNull();
});

test("symmetric, and 0 for equal shares", () => {
  const counts = fc.array(fc.nat(1000), { minLength: 2, maxLength: 6 });
  fc.assert(
    fc.property(counts, counts, fc.integer({ min: 1, max: 9 }), (x, y, times) => {
      const n = Math.min(x.length, y.length);
      const [a, b] = [x.slice(0, n), y.slice(0, n)];
      const g = gTest(a, b);
      if (g !== null) expect(g.g).toBeCloseTo(gTest(b, a)!.g, 6);
      const same = gTest(
        a,
        a.map((count) => count * times),
      );
      if (same !== null) expect(same.g).toBeCloseTo(0, 6);
    }),
  );
});
