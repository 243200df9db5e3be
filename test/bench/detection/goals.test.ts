import { expect, test } from "@jest/globals";
import type { CaseResult, LabelledCase } from "../../../bench/detection/case.ts";
import { type GoalReached, goals, isReached, reach } from "../../../bench/detection/goals.ts";
import { bestThreshold } from "../../../bench/detection/report/baselines.ts";
import { document } from "../../../bench/detection/report/document.ts";
import { summarise } from "../../../bench/detection/summarise.ts";

function result(of: Partial<LabelledCase>, other: Partial<CaseResult> = {}): CaseResult {
  return {
    case: {
      kind: "labelled",
      set: "sst2",
      pool: "phrase",
      attack: "additions",
      planted: 20,
      seed: 1,
      lowerCase: false,
      ...of,
    },
    conclusion: "failure",
    changed: 2000,
    planted: 20,
    flipped: 20,
    flippedHits: 10,
    rows: { flagged: 20, hits: 10, averagePrecision: 0.5, auroc: 0.9, precisionAt100: 0.1 },
    alarms: [],
    notAnalysed: [],
    malformed: 0,
    floor: 9,
    skew: null,
    filter: null,
    milliseconds: 100,
    cpuMilliseconds: 90,
    ...other,
  };
}
const nothing = { flagged: 0, hits: 0, averagePrecision: 0, auroc: 0.5, precisionAt100: 0 };

test("a summary averages over cases, and precision over those that flagged a row", () => {
  const summary = summarise([
    result({}),
    result({}, { conclusion: "neutral", rows: nothing, flippedHits: 0 }),
  ]);
  expect(summary).toMatchObject({ cases: 2, blocked: 0.5, warned: 1, recall: 0.25, precision: 0.5 });
});

test("every goal states one bound", () => {
  expect(goals.every(({ atLeast, atMost }) => (atLeast === undefined) !== (atMost === undefined))).toBe(true);
});

test("a missed floor is told from a kept one", () => {
  const at = (results: CaseResult[], name: string): GoalReached =>
    reach(results).find(({ goal }) => goal.name === name)!;
  expect(isReached(at([result({})], "one trigger, K = 20"), "floor")).toBe(true);
  const missed = [result({}), result({}, { conclusion: "neutral" })];
  expect(isReached(at(missed, "one trigger, K = 20"), "floor")).toBe(false);
  const honest = { pool: null, planted: 0 };
  expect(isReached(at([result(honest)], "honest additions"), "floor")).toBe(false);
  expect(isReached(at([result(honest, { conclusion: "success" })], "honest additions"), "floor")).toBe(true);
});

test("lower-cased cases count for no goal", () => {
  expect(reach([result({ lowerCase: true })])).toEqual([]);
});

test("the filter's best threshold is the one with the highest F₁", () => {
  const grid = Array<number>(30).fill(0);
  const flagged = grid.with(6, 25);
  const hits = grid.with(6, 20);
  const skew = { blocked: true, ...nothing };
  const filtered = result({}, { skew, filter: { auroc: 1, averagePrecision: 1, flagged, hits } });
  // The seventh threshold of the grid 1, 2, 3 …
  expect(bestThreshold([filtered])).toBe(7);
});

test("the report names what a run lacks and what went wrong", () => {
  const facts = {
    planned: 3,
    seconds: 61,
    workers: 2,
    node: "20.20.2",
    build: "abc1234",
    chosen: "--seeds 2",
  };
  const failure = { case: result({ seed: 7 }).case, error: "Error: out of luck\n    at here" };
  const text = document({ results: [result({})], failures: [failure] }, facts);
  expect(text).toContain("1 of 3 planned pull requests");
  expect(text).toContain("a part of the protocol: `--seeds 2`");
  expect(text).toContain("sst2 phrase additions K=20 seed=7: Error: out of luck");
});
