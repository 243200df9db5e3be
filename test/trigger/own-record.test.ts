import { describe, expect, test } from "@jest/globals";
import { shiftProbability } from "../../src/stats/poisson-binomial.ts";
import { posterior } from "../../src/trigger/phrases/own-record.ts";

describe("what the base says of a phrase's own effect", () => {
  test("is the prior without base rows", () => {
    expect(posterior([], 0.8)).toEqual({ mean: 0, deviation: 0.8, dispersion: 1 });
  });

  test("is no effect where half of even rows have the label, and the more certain the more rows", () => {
    const seen = [true, false, true, false].map((hit) => ({ p: 0.5, hit }));
    const { mean, deviation, dispersion } = posterior(seen, 1);
    expect(mean).toBeCloseTo(0, 12);
    // Precision of a Student t with 3 degrees of freedom at its middle, (3 + 1) / 3, and ¼ for each row.
    expect(deviation).toBeCloseTo(Math.sqrt(1 / (4 / 3 + 4 / 4)), 12);
    // Pearson's statistic is 1 a row: no excess.
    expect(dispersion).toBe(1);
  });

  test("lies where the rows' pull and the prior's are equal", () => {
    const seen = Array.from({ length: 30 }, (_, i) => ({ p: 0.2, hit: i < 24 }));
    const { mean } = posterior(seen, 0.5);
    const pull = seen.reduce((sum, { p, hit }) => sum + (hit ? 1 : 0) - shiftProbability(p, mean), 0);
    // The slope of a Student t: (ν + 1) m / (ν s² + m²).
    expect(pull).toBeCloseTo((4 * mean) / (3 * 0.25 + mean * mean), 3);
    // The record alone would say logit 0.8 − logit 0.2 = 2.77; the prior draws a little.
    expect(mean).toBeGreaterThan(2);
    expect(mean).toBeLessThan(2.773);
  });

  test("says where labels vary more than one effect explains", () => {
    // Half of the rows are sure of the label and have it not, half the other way round: Pearson's statistic is 9 a row.
    const seen = Array.from({ length: 10 }, (_, i) => ({ p: i % 2 === 0 ? 0.9 : 0.1, hit: i % 2 === 1 }));
    expect(posterior(seen, 1).dispersion).toBeCloseTo((10 * 9 + 10) / 20, 6);
  });
});
