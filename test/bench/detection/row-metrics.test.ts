import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import {
  auroc,
  averagePrecision,
  precisionAt,
  type RankedRow,
} from "../../../bench/detection/row-metrics.ts";

const ranked = (...rows: [score: number, planted: boolean][]): RankedRow[] =>
  rows.map(([score, planted]) => ({ score, planted }));
// The example of scikit-learn's documentation of both metrics: y_true = [0, 0, 1, 1], scores = [0.1, 0.4, 0.35, 0.8].
const documented = ranked([0.1, false], [0.4, false], [0.35, true], [0.8, true]);

describe("ranking metrics", () => {
  test("agree with the example in scikit-learn's documentation", () => {
    // average_precision_score → 0.83…, roc_auc_score → 0.75
    expect(averagePrecision(documented)).toBeCloseTo(0.8333, 4);
    expect(auroc(documented)).toBe(0.75);
  });

  test("count ties as chance", () => {
    // All alike: AUROC is one half, average precision the share of planted rows.
    const alike = ranked([1, true], [1, false], [1, false], [1, false]);
    expect(auroc(alike)).toBe(0.5);
    expect(averagePrecision(alike)).toBe(0.25);
  });

  test("say nothing where there is nothing to rank", () => {
    expect(averagePrecision(ranked([1, false]))).toBeNull();
    expect(auroc(ranked([1, true]))).toBeNull();
    expect(precisionAt(ranked([1, true]), 2)).toBeNull();
  });

  test("precision at n takes its share of a tie across the border", () => {
    // First row planted; of the two tied ones half of the one planted row is expected: (1 + 0.5) / 2.
    expect(precisionAt(ranked([3, true], [2, true], [2, false], [1, false]), 2)).toBe(0.75);
  });

  test("AUROC is the share of pairs in the right order, whatever the ranking", () => {
    const rows = fc.array(fc.record({ score: fc.integer({ min: 0, max: 5 }), planted: fc.boolean() }), {
      minLength: 1,
      maxLength: 40,
    });
    fc.assert(
      fc.property(rows, (all) => {
        const planted = all.filter((row) => row.planted);
        const honest = all.filter((row) => !row.planted);
        fc.pre(planted.length > 0 && honest.length > 0);
        const wins = planted.flatMap((a) =>
          honest.map((b): number => (a.score > b.score ? 1 : a.score === b.score ? 0.5 : 0)),
        );
        const expected = wins.reduce((sum, win) => sum + win, 0) / wins.length;
        expect(auroc(all)).toBeCloseTo(expected, 12);
      }),
    );
  });
});
