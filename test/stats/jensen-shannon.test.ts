import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { jensenShannon } from "../../src/stats/jensen-shannon.ts";

test("of (1/2, 1/2) and (1, 0): 3/4·log2(4/3) = 0.311278 bits", () => {
  // The middle is (3/4, 1/4): ½(½ log2(2/3) + ½ log2 2) + ½ log2(4/3).
  const bits = (Math.log2(2 / 3) / 2 + 1 / 2) / 2 + Math.log2(4 / 3) / 2;
  expect(bits).toBeCloseTo(0.311278, 6);
  expect(jensenShannon([3, 3], [8, 0])).toBeCloseTo(bits, 10);
});

test("nothing in common is 1, the same shares are 0", () => {
  expect(jensenShannon([5, 0], [0, 9])).toBeCloseTo(1, 10);
  expect(jensenShannon([2, 4], [3, 6])).toBeCloseTo(0, 10);
});

test("an empty side cannot be compared", () => {
  expect(jensenShannon([0], [1])).toBeNull();
});

test("symmetric and between 0 and 1", () => {
  const counts = fc.array(fc.nat(1000), { minLength: 3, maxLength: 3 });
  fc.assert(
    fc.property(counts, counts, (a, b) => {
      const divergence = jensenShannon(a, b);
      if (divergence === null) return;
      expect(divergence >= 0 && divergence <= 1).toBe(true);
      expect(divergence).toBeCloseTo(jensenShannon(b, a)!, 10);
    }),
  );
});
