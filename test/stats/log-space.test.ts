import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { seededRandom } from "../../examples/feedback/random.ts";
import { logBinomialUpperTail, logJointTail } from "../../src/stats/log-space.ts";

test("the joint tail of two p-values is Fisher's: chi-squared with four degrees of freedom at −2 ln of their product", () => {
  // P(χ²₄ ≥ x) = e^(−x/2) (1 + x/2), and 9.488 is its 95 % point.
  expect(logJointTail(-9.488 / 4, -9.488 / 4)).toBeCloseTo(Math.log(0.05), 3);
  expect(logJointTail(0, 0)).toBe(0);
  expect(logJointTail(-700, -300)).toBeCloseTo(-1000 + Math.log(1001), 9);
});

test("it holds for uniform p-values", () => {
  const { next } = seededRandom(3);
  const rounds = 20_000;
  let below = 0;
  for (let i = 0; i < rounds; i++) {
    if (logJointTail(Math.log(1 - next()), Math.log(1 - next())) <= Math.log(0.1)) below++;
  }
  // Standard error: 0.0021.
  expect(Math.abs(below / rounds - 0.1)).toBeLessThan(0.0085);
});

test("the binomial tail is the exact sum, on both sides of the mean", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 300 }),
      fc.integer({ min: 1, max: 63 }),
      fc.integer({ min: 0, max: 300 }),
      (n, parts, k) => {
        const exact = exactTail(n, BigInt(parts), Math.min(k, n));
        const found = logBinomialUpperTail(n, parts / 64, Math.min(k, n));
        expect(Math.abs(found - exact)).toBeLessThanOrEqual(1e-10 + 1e-11 * Math.abs(exact));
      },
    ),
  );
});

test("far below the mean it is 0, and no number runs over", () => {
  expect(logBinomialUpperTail(1_000_000, 0.5, 10)).toBeCloseTo(0, 12);
  expect(logBinomialUpperTail(1_000_000, 1e-9, 900_000)).toBeLessThan(-1e6);
});

/** ln P(X ≥ k) for X binomial(n, parts/64), from whole numbers: the sum of C(n, i) partsⁱ (64 − parts)ⁿ⁻ⁱ over 64ⁿ. */
function exactTail(n: number, parts: bigint, k: number): number {
  let choose = 1n;
  let sum = 0n;
  for (let i = 0; i <= n; i++) {
    if (i >= k) sum += choose * parts ** BigInt(i) * (64n - parts) ** BigInt(n - i);
    choose = (choose * BigInt(n - i)) / BigInt(i + 1);
  }
  // As many leading digits as a number holds, and what was cut off as a power of two.
  const digits = sum.toString(2);
  return (
    Math.log(Number(`0b${digits.slice(0, 60)}`)) +
    (digits.length - Math.min(60, digits.length)) * Math.LN2 -
    n * Math.log(64)
  );
}
