import { describe, expect, test } from "@jest/globals";
import { type BenchCase, type HistoryCase, nameOf } from "../../../bench/detection/case.ts";
import { gateCases } from "../../../bench/detection/gate.ts";
import { everything, interleave, parts, planCases } from "../../../bench/detection/plan.ts";

const history = (change: string, bytes: number): HistoryCase => ({
  kind: "history",
  repository: "someone__data",
  change,
  broken: [],
  bytes,
});
const histories = [history("001", 100), history("002", 10_000_000)];
const plan = planCases(everything, histories);
const isRawAddition = (of: BenchCase): boolean =>
  of.kind === "labelled" && of.pool !== null && of.attack === "additions" && !of.lowerCase;

describe("the plan", () => {
  test("holds the whole protocol, no case twice", () => {
    // 15 pools of SST-2 and 11 of AG News × 5 sizes × 20 seeds.
    expect(plan.filter(isRawAddition)).toHaveLength(26 * 5 * 20);
    const honest = plan.filter(
      (of) => of.kind === "labelled" && of.pool === null && of.attack === "additions",
    );
    expect(honest).toHaveLength(2 * 100);
    expect(plan.filter((of) => of.kind === "instruct" && of.planted === 20)).toHaveLength(2 * 5 * 20);
    expect(plan.filter((of) => of.kind === "history")).toHaveLength(2);
    expect(new Set(plan.map(nameOf)).size).toBe(plan.length);
  });

  test("deletes no counter-evidence of a clean-label attack: it has none", () => {
    const deleted = plan.filter(
      (of) => of.kind === "labelled" && of.attack === "deletions" && of.pool !== null,
    );
    expect(deleted.length).toBeGreaterThan(0);
    expect(deleted.some((of) => of.kind === "labelled" && of.pool!.includes("clean-label"))).toBe(false);
  });

  test("has after half of its length about half of every group", () => {
    const half = plan.slice(0, plan.length / 2);
    expect(half.filter(isRawAddition).length / (26 * 5 * 20)).toBeCloseTo(0.5, 1);
  });

  test("narrows to what was selected", () => {
    const some = planCases(
      { ...everything, parts: ["labelled"], sets: ["sst2"], pools: ["phrase"], planted: [10], seeds: 3 },
      [],
    );
    // Additions raw and lower-cased, edits, deletions, replacement; 3 seeds each.
    expect(some).toHaveLength(5 * 3);
  });

  test("interleaving keeps the order within a group", () => {
    const order = interleave([[history("1", 0), history("2", 0)], [history("a", 0)]]);
    expect(order.map(nameOf)).toEqual(["someone__data/1", "someone__data/2", "someone__data/a"]);
  });
});

test("the gate is a small part of the plan, and leaves the large histories out", () => {
  const names = new Set(plan.map(nameOf));
  const gate = gateCases(parts, histories);
  expect(gate.length).toBeLessThan(200);
  expect(gate.every((of) => names.has(nameOf(of)))).toBe(true);
  expect(gate.filter((of) => of.kind === "history")).toEqual([histories[0]]);
});
