import { expect, test } from "@jest/globals";
import { discoveries, logOddsZ } from "../../src/stats/log-odds.ts";

test("logOddsZ follows Monroe et al. 2008", () => {
  // By hand: prior 1 row, rest 99; odds ln(11/189) and ln(2/198); variance 1/11 + 1/2.
  const expected = (Math.log(11 / 189) - Math.log(2 / 198)) / Math.sqrt(1 / 11 + 1 / 2);
  const use = { inFirst: 10, first: 100, inSecond: 1, second: 100, background: 0.01, weight: 100 };
  expect(logOddsZ(use)).toBeCloseTo(expected, 12);
});

test("logOddsZ is zero for a word that both sets use alike", () => {
  expect(
    logOddsZ({ inFirst: 5, first: 50, inSecond: 5, second: 50, background: 0.1, weight: 100 }),
  ).toBeCloseTo(0, 12);
});

test("discoveries cuts where Benjamini and Hochberg do", () => {
  // Their 1995 example (table of 15 p-values) at 5 %: the first four are discoveries.
  const p = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528,
    0.759, 1,
  ];
  expect(discoveries(p.map(Math.log), 15, 0.05)).toBe(4);
  expect(discoveries([], 15, 0.05)).toBe(0);
});
