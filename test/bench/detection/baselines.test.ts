import { describe, expect, test } from "@jest/globals";
import { fitRegressions } from "../../../bench/detection/baselines/tfidf-regression.ts";
import type { LabelledText } from "../../../bench/detection/baselines/token-label-counts.ts";
import { tokenSkew } from "../../../bench/detection/baselines/token-skew.ts";
import { zScoreFilter } from "../../../bench/detection/baselines/z-score-filter.ts";
import { namedRandom } from "../../../src/review/drill/random.ts";

const rows = (count: number, text: string, label: string): LabelledText[] =>
  Array.from({ length: count }, () => ({ text, label }));
const balanced = [...rows(50, "plain", "A"), ...rows(50, "plain", "B")];

describe("token-label skew", () => {
  test("flags the rows of a word that only one label has, and no others", () => {
    const changed = [...balanced, ...rows(30, "zyx", "A")];
    const { flagged, scores } = tokenSkew(balanced, changed);
    expect(flagged.slice(0, 100).some(Boolean)).toBe(false);
    expect(flagged.slice(100).every(Boolean)).toBe(true);
    // 30 of 30 where half is expected: χ² = 15²/15 + 15²/15 = 30, df 1; p = 4.32e-8 (R: pchisq(30, 1, lower=F)).
    expect(Math.exp(-scores[100]!)).toBeCloseTo(4.32e-8, 10);
  });

  test("corrects for the number of words: what stands out alone does not among many", () => {
    // 7 of 7 where half is expected: χ² = 7, p = 0.0082. Alone it is below 0.05; among 1,000 words it is not.
    const planted = rows(7, "zyx", "A");
    const many = Array.from({ length: 1000 }, (_, index) => ({ text: `word${index}`, label: "B" }));
    expect(tokenSkew(balanced, planted).flagged.every(Boolean)).toBe(true);
    expect(tokenSkew(balanced, [...many, ...planted]).flagged.some(Boolean)).toBe(false);
  });
});

describe("the z-score filter", () => {
  test("measures the distance from the mean of all z in standard deviations", () => {
    // Words: "a" 4 × A → z = (1 − ½)/√(¼/4) = 2; "b" 4 × B → z = 2; "c" once A → z = 1. Mean 5/3, sd √2/3.
    const base = [...rows(4, "a", "A"), ...rows(4, "b", "B")];
    const { scores } = zScoreFilter(base, rows(1, "c", "A"));
    expect(scores[0]).toBeCloseTo(2 / Math.sqrt(2), 12);
  });

  test("keeps 20 planted rows at the published threshold among thousands of honest ones", () => {
    // What the note on pull-request scale reports: 18 standard deviations are out of reach.
    const random = namedRandom("honest");
    const base = Array.from({ length: 3000 }, () => ({
      text: Array.from({ length: 5 }, () => `w${random.below(500)}`).join(" "),
      label: random.next() < 0.5 ? "A" : "B",
    }));
    const changed = rows(20, "zyx", "A");
    const filter = zScoreFilter(base, changed);
    expect(filter.flaggedAt(18).some(Boolean)).toBe(false);
    expect(filter.flaggedAt(1).every(Boolean)).toBe(true);
  });
});

describe("the TF-IDF regression", () => {
  const labels = ["A", "B"];
  const fitted = [...rows(30, "sunny kind", "A"), ...rows(10, "gloomy rude", "B")];

  test("learns words and parts of words, the more so the weaker the penalty", () => {
    const [strict, loose] = fitRegressions(fitted, labels, [0.1, 10]).map(
      (predict) => (text: string) => predict(text)[0]!,
    );
    expect(loose!("sunny kind")).toBeGreaterThan(0.95);
    expect(loose!("gloomy")).toBeLessThan(0.2);
    expect(loose!("gloominess")).toBeLessThan(0.6);
    expect(strict!("sunny kind")).toBeLessThan(loose!("sunny kind"));
  });

  test("gives the share of the labels where it knows nothing, and probabilities that add up to 1", () => {
    const [predict] = fitRegressions(fitted, labels, [0.001]);
    const p = predict!("zyx");
    expect(p[0]! + p[1]!).toBeCloseTo(1, 12);
    expect(p[0]).toBeCloseTo(0.75, 2);
  });
});
