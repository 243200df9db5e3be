import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { cramersV } from "../../src/stats/cramers-v.ts";

test("a 2 × 2 table by its definition", () => {
  // Rows 10, 20 and 20, 10: every expected count is 15, χ² = 4·25/15 = 6.6667, V = sqrt(6.6667/60) = 1/3.
  expect(cramersV([10, 20], [20, 10])).toBeCloseTo(1 / 3, 10);
});

test("nothing in common is 1, the same shares are 0", () => {
  expect(cramersV([5, 0], [0, 9])).toBeCloseTo(1, 10);
  expect(cramersV([2, 4], [3, 6])).toBeCloseTo(0, 10);
});

test("forty rows among 55,000 hardly move the whole set", () => {
  // 50,000 rows half and half, then 5,000 more and 40 of one label: p moves from 1/2 to 27,540/55,040.
  // χ² = n·(ad − bc)² / (the four margins), V = sqrt(χ²/n) = 0.00036.
  const [a, b, c, d] = [25_000, 25_000, 27_540, 27_500];
  const v = Math.abs(a * d - b * c) / Math.sqrt((a + b) * (c + d) * (a + c) * (b + d));
  expect(cramersV([a, b], [c, d])).toBeCloseTo(v, 10);
  expect(v).toBeLessThan(0.001);
});

test("an empty side or a single category cannot be compared", () => {
  expect(cramersV([3, 0], [4, 0])).toBeNull();
  expect(cramersV([0, 0], [4, 1])).toBeNull();
});

test("symmetric and between 0 and 1", () => {
  const counts = fc.array(fc.nat(1000), { minLength: 3, maxLength: 3 });
  fc.assert(
    fc.property(counts, counts, (a, b) => {
      const v = cramersV(a, b);
      if (v === null) return;
      expect(v >= 0 && v <= 1).toBe(true);
      expect(v).toBeCloseTo(cramersV(b, a)!, 10);
    }),
  );
});
