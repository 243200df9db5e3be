import { expect, test } from "@jest/globals";
import { wilsonInterval, wilsonUpperLimit } from "../../src/stats/wilson.ts";

test("is where the score test of the rate is at its limit", () => {
  // Wilson 1927: the limit p solves (p − x/n)² = z² p (1 − p) / n, with z = 1.645.
  for (const [events, trials] of [
    [0, 10],
    [5, 31],
    [20, 40],
  ] as const) {
    const p = wilsonUpperLimit(events, trials);
    expect(p).toBeGreaterThan(events / trials);
    expect((p - events / trials) ** 2).toBeCloseTo((1.645 ** 2 * p * (1 - p)) / trials, 12);
  }
  // Without an event it is z² / (n + z²).
  expect(wilsonUpperLimit(0, 10)).toBeCloseTo(2.706025 / 12.706025, 12);
});

test("both limits solve the same equation, and stay within 0 and 1", () => {
  for (const p of wilsonInterval(5, 31))
    expect((p - 5 / 31) ** 2).toBeCloseTo((1.96 ** 2 * p * (1 - p)) / 31, 12);
  expect(wilsonInterval(0, 10)[0]).toBe(0);
  expect(wilsonInterval(10, 10)[1]).toBe(1);
});
