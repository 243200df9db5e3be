import { expect, test } from "@jest/globals";
import { sizeText } from "../../../src/review/drill/report/words.ts";
import { attackResults, ofAttacks, smallerHeld } from "../../../src/review/drill/run/summarise.ts";

const plan = { cases: [], changed: 1000, sizes: [10, 20, 50, 100], target: "a", floorLabels: [] };
const done = (family: string, count: number, conclusions: readonly ("failure" | "neutral" | null)[]) =>
  conclusions.map((conclusion, at) => ({
    of: { family, target: "a", count, seed: at + 1 },
    outcome: {
      ...({ conclusion, level: "high", planted: count, named: count } as const),
      ...{ signals: [], floor: null, seconds: 1 },
    },
  }));

const always = Array.from({ length: 5 }, () => "failure" as const);

const texts = (held: ReturnType<typeof done>): readonly string[] =>
  attackResults(held, plan)[0]!.sizes.map(sizeText);

test("a size that was always blocked stands for larger ones, up to where they may be taken for a source", () => {
  const held = [...done("plain", 10, ["failure", "neutral"]), ...done("plain", 20, always)];
  expect(smallerHeld(held, { family: "plain", target: "a", count: 10 }, plan)).toBeNull();
  expect(smallerHeld(held, { family: "plain", target: "a", count: 50 }, plan)).toBe(20);
  expect(smallerHeld(held, { family: "plain", target: "a", count: 100 }, plan)).toBeNull();
  expect(smallerHeld(held, { family: "plain", target: "b", count: 50 }, plan)).toBeNull();
  expect(smallerHeld(held, { family: "misspelt", target: "a", count: 50 }, plan)).toBeNull();
  expect(texts([...held, ...done("plain", 100, ["neutral", "neutral"])])).toEqual([
    "50 (9–91) +1",
    "100 (57–100)",
    "as 20",
    "0 (0–66) +2",
  ]);
});

test("what could not be planted, and honest work, stand for nothing", () => {
  const untried = done("plain", 10, [null, null]);
  expect(smallerHeld(untried, { family: "plain", target: "a", count: 20 }, plan)).toBeNull();
  const honest = done("honest-rows", 10, always);
  expect(smallerHeld(honest, { family: "honest-rows", target: "a", count: 20 }, plan)).toBeNull();
  const few = done("plain", 10, always.slice(1));
  expect(smallerHeld(few, { family: "plain", target: "a", count: 20 }, plan)).toBeNull();
});

test("what the same draw raises without an attack, and names no planted row, catches nothing", () => {
  const raised = (family: string, named: number, conclusion: "failure" | "neutral", count = 10) =>
    done(family, count, [conclusion]).map(({ of, outcome }) => ({ of, outcome: { ...outcome, named } }));
  const conclusions = (honest: "failure" | "neutral", ...attacks: ReturnType<typeof done>[]) =>
    ofAttacks([...raised("honest-rows", 0, honest), ...attacks.flat()]).map(
      ({ outcome }) => outcome.conclusion,
    );
  // The false alarm itself stays one.
  expect(conclusions("neutral", raised("plain", 0, "neutral"))).toEqual(["neutral", "success"]);
  expect(conclusions("failure", raised("plain", 0, "failure"))).toEqual(["failure", "success"]);
  expect(conclusions("failure", raised("plain", 0, "neutral"))).toEqual(["failure", "success"]);
  expect(conclusions("neutral", raised("plain", 0, "failure"))).toEqual(["neutral", "failure"]);
  expect(conclusions("neutral", raised("plain", 3, "neutral"))).toEqual(["neutral", "neutral"]);
  expect(conclusions("neutral", raised("plain", 0, "neutral", 20))).toEqual(["neutral", "neutral"]);
  expect(conclusions("neutral", done("plain", 10, [null]))).toEqual(["neutral", null]);
});

test("a note that the same draw has not without the attack is kept, for what a lower level would block", () => {
  const noted = (family: string, level: "none" | "low") =>
    done(family, 10, ["neutral"]).map(({ of, outcome }) => ({
      ...{ of, outcome: { ...outcome, named: 0, conclusion: "success", level } as const },
    }));
  const levels = (honest: "none" | "low", attack: "none" | "low") =>
    ofAttacks([...noted("honest-rows", honest), ...noted("zero-width", attack)]).map(
      ({ outcome }) => outcome.level,
    );
  expect(levels("none", "low")).toEqual(["none", "low"]);
  expect(levels("low", "low")).toEqual(["low", "none"]);
  expect(levels("low", "none")).toEqual(["low", "none"]);
});
