import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { isotonicCalibration } from "../../src/stats/isotonic.ts";

describe("isotonicCalibration", () => {
  test("pools violators: 1, 0 becomes two halves", () => {
    // By hand (Ayer et al. 1955): events 0, 1, 0, 1 in order of score pool to the steps 0, ½, ½, 1.
    const calibrate = isotonicCalibration([0.1, 0.2, 0.3, 0.4], [false, true, false, true], 0);
    expect([0.1, 0.2, 0.3, 0.4].map(calibrate)).toEqual([0, 0.5, 0.5, 1]);
    expect(calibrate(0.25)).toBe(0.5);
  });

  test("a step of few rows keeps some of what was claimed", () => {
    // One row, claimed 0.4, no event, one row of prior: (0 + 0.4) / (1 + 1).
    expect(isotonicCalibration([0.4], [false])(0.4)).toBeCloseTo(0.2, 12);
  });

  test("is the identity without rows", () => {
    expect(isotonicCalibration([], [])(0.3)).toBe(0.3);
  });

  test("never decreases, and keeps the number of events", () => {
    const rows = fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.boolean()), {
      minLength: 1,
    });
    fc.assert(
      fc.property(rows, (pairs) => {
        const scores = pairs.map(([score]) => score);
        const events = pairs.map(([, event]) => event);
        const calibrate = isotonicCalibration(scores, events, 0);
        const values = [...scores].sort((a, b) => a - b).map(calibrate);
        values.slice(1).forEach((value, i) => {
          expect(value).toBeGreaterThanOrEqual(values[i]!);
        });
        const total = scores.reduce((sum, score) => sum + calibrate(score), 0);
        expect(total).toBeCloseTo(events.filter(Boolean).length, 9);
      }),
    );
  });
});
