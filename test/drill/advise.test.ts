import { expect, test } from "@jest/globals";
import { defaultConfig } from "../../src/config/schema.ts";
import { adviceOf } from "../../src/drill/run/advise.ts";
import type { Conclusion } from "../../src/model/result.ts";

const plan = { cases: [], changed: 100, sizes: [5, 10], target: "a", floorLabels: [] };
const done = (
  family: string,
  count: number,
  conclusions: readonly Conclusion[],
  signals = ["trigger-scan"],
) =>
  conclusions.map((conclusion, at) => ({
    of: { family, target: "a", count, seed: at + 1 },
    outcome: { conclusion, planted: count, named: 0, signals, floor: null, seconds: 1 },
  }));

test("what warned of a missed family would block it, at the cost of the honest warnings", () => {
  const advice = adviceOf(
    [
      ...done("clean-label", 10, ["neutral", "neutral", "failure", "success"]),
      ...done("clean-label", 5, ["neutral"]),
      ...done("plain", 10, ["failure", "neutral", "failure", "failure"]),
      ...done("misspelt", 10, ["success", "success"]),
      ...done("honest-rows", 10, ["success", "neutral", "success", "success"]),
    ],
    plan,
    defaultConfig.policy,
  );
  // Of clean-label two warnings join one block; plain was not missed, and of misspelt nothing warned.
  expect(advice).toHaveLength(1);
  expect(advice[0]).toMatchObject({
    family: "clean-label",
    planted: 10,
    option: "policy: { blockAt: medium }",
    blocked: { events: 3, trials: 4 },
    falseAlarms: { events: 1, trials: 4 },
    falseAlarmsNow: { events: 0, trials: 4 },
  });
});

test("a warning that only says what could not be tested stays one", () => {
  const untested = done("clean-label", 10, ["neutral", "neutral"], []);
  expect(adviceOf(untested, plan, defaultConfig.policy)).toEqual([]);
});
