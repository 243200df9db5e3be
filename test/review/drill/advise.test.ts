import { expect, test } from "@jest/globals";
import { defaultConfig } from "../../../src/config/schema.ts";
import type { Finding } from "../../../src/model/finding.ts";
import type { Conclusion, RiskLevel } from "../../../src/model/result.ts";
import { adviceOf, trialsOf } from "../../../src/review/drill/run/advise.ts";
import { levelOfFindings, looser } from "../../../src/review/drill/run/run-case.ts";
import { judge, score } from "../../../src/risk/weigh.ts";

const plan = { cases: [], changed: 100, sizes: [5, 10], target: "a", floorLabels: [] };
const conclusions: Readonly<Record<RiskLevel, Conclusion>> = {
  none: "success",
  low: "success",
  medium: "neutral",
  high: "failure",
  critical: "failure",
};
const done = (family: string, count: number, levels: readonly RiskLevel[]) =>
  levels.map((level, at) => ({
    of: { family, target: "a", count, seed: at + 1 },
    outcome: {
      conclusion: conclusions[level],
      level,
      planted: count,
      named: 0,
      signals: [],
      floor: null,
      seconds: 1,
    },
  }));
const { policy } = defaultConfig;

const held = [
  ...done("clean-label", 10, ["medium", "medium", "high", "low"]),
  ...done("clean-label", 5, ["medium"]),
  ...done("plain", 10, ["high", "medium", "high", "high"]),
  ...done("misspelt", 10, ["none", "none"]),
  ...done("honest-rows", 10, ["none", "medium", "low", "none"]),
  ...done("honest-rows", 5, ["none", "none", "none", "none"]),
];

test("levels that block more of a missed family are named from the mildest on, with their cost", () => {
  // Of clean-label two warnings join one block, then a note; plain was not missed, and of misspelt nothing was seen.
  expect(adviceOf(held, [], plan, policy)).toMatchObject([
    {
      family: "clean-label",
      planted: 10,
      option: "`policy: { blockAt: medium }`",
      blocked: { events: 3, trials: 4 },
      falseAlarms: { events: 1, trials: 8 },
      falseAlarmsNow: { events: 0, trials: 8 },
    },
    {
      option: "`policy: { warnAt: low, blockAt: low }`",
      blocked: { events: 4, trials: 4 },
      falseAlarms: { events: 2, trials: 8 },
    },
  ]);
});

test("an option that blocks honest work as often as the attack, or half of it, is no advice", () => {
  const alike = [...done("misspelt", 10, ["low", "low"]), ...done("honest-rows", 10, ["low", "low", "low"])];
  expect(adviceOf(alike, [], plan, policy)).toEqual([]);
  const half = [...done("misspelt", 10, ["low", "low"]), ...done("honest-rows", 10, ["low", "none"])];
  expect(adviceOf(half, [], plan, policy)).toEqual([]);
  const rarer = [
    ...done("misspelt", 10, ["low", "low"]),
    ...done("honest-rows", 10, ["low", "none", "none"]),
  ];
  expect(adviceOf(rarer, [], plan, policy)).toHaveLength(1);
});

test("the interval of false alarms counts draws: two kinds of honest work in four of them are four trials", () => {
  const all = [
    ...done("misspelt", 10, ["low", "low"]),
    ...done("honest-rows", 10, ["low", "none", "none", "none"]),
    ...done("honest-deletions", 10, ["low", "none", "none", "none"]),
  ];
  const [advice] = adviceOf(all, [], plan, policy);
  expect(advice!.falseAlarms).toMatchObject({ events: 2, trials: 8 });
  // Wilson's interval of 1 of 4; that of 2 of 8 would be 0.07 to 0.59.
  expect(advice!.falseAlarms.low).toBeCloseTo(0.0456, 3);
  expect(advice!.falseAlarms.high).toBeCloseTo(0.6994, 3);
});

test("what was tried with higher error rates is what it then says, or what blocked without them", () => {
  const [blocked, missed] = done("misspelt", 10, ["high", "none"]);
  const looser = { conclusion: "neutral", level: "medium", named: 3, signals: ["form-trigger"] } as const;
  const asked = (one: typeof blocked) => ({ ...one!.of, looser: true }) as const;
  const trials = trialsOf([
    { of: asked(blocked), outcome: blocked!.outcome },
    { of: asked(missed), outcome: { ...missed!.outcome, looser } },
    ...done("plain", 10, ["none"]),
  ]);
  expect(trials.map(({ outcome }) => outcome)).toMatchObject([blocked!.outcome, looser]);
});

test("higher error rates are compared with the same reviews without them", () => {
  const trials = [
    ...done("misspelt", 10, ["high", "none"]),
    ...done("honest-rows", 10, ["high", "medium", "low", "none"]),
  ];
  expect(adviceOf(held, trials, plan, policy)).toContainEqual(
    expect.objectContaining({
      family: "misspelt",
      option: "`falseAlarms` of each signal ten times as high",
      blocked: expect.objectContaining({ events: 1, trials: 2 }) as object,
      falseAlarms: expect.objectContaining({ events: 1, trials: 4 }) as object,
      falseAlarmsNow: expect.objectContaining({ events: 0, trials: 4 }) as object,
    }),
  );
});

test("the level that an option goes by is that of the findings, as the verdict takes it", () => {
  const finding = (severity: string) => ({ severity, contribution: 0 }) as Finding;
  const whole = { notAnalysed: [], coverage: { untested: [], notReviewed: [] } } as never;
  for (const severities of [["failure"], ["warning", "info"], ["info", "info"], []]) {
    const findings = severities.map(finding);
    const level = levelOfFindings({ findings });
    const conclusion = (blockAt: "low" | "medium" | "high") =>
      judge(score(findings).score, whole, { ...policy, warnAt: "low", blockAt }).conclusion;
    const blocks = (["low", "medium", "high"] as const).filter((at) => conclusion(at) === "failure");
    expect(blocks.at(-1) ?? "none").toBe(level);
  }
});

test("where every attack is blocked, nothing is advised", () => {
  expect(adviceOf(done("plain", 10, ["high"]), [], plan, policy)).toEqual([]);
});

test("ten times as high is at most one review in ten, and never less than before", () => {
  const rates = (id: string) => (looser(defaultConfig).signals[id] as { falseAlarms: number }).falseAlarms;
  expect(rates("trigger-scan")).toBeCloseTo(0.06);
  expect(rates("form-trigger")).toBeCloseTo(0.005);
  expect(rates("one-sided-phrase")).toBeCloseTo(0.1);
  const own = { ...defaultConfig, signals: { "trigger-scan": { falseAlarms: 0.3 } } };
  expect(looser(own).signals["trigger-scan"]).toEqual({ falseAlarms: 0.3 });
});
