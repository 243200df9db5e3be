import { expect, test } from "@jest/globals";
import { progressLine, weightOf } from "../../../bench/detection/progress.ts";

test("the time left follows the share of the work, not the number of cases", () => {
  // A quarter of the work in 30 s leaves 90 s, although half of the cases are done.
  expect(progressLine(1500, 3000, 0.25, 30, "x")).toBe(
    "1,500 of 3,000 cases  25 %  50.0 cases/s  1 min 30 s left  x",
  );
  expect(progressLine(3000, 3000, 1, 30, "x")).toContain("100 %  100.0 cases/s  0 s left");
});

test("a large history weighs more than a small one", () => {
  const history = { kind: "history", repository: "a", change: "b", broken: [] } as const;
  expect(weightOf({ ...history, bytes: 3e6 })).toBeGreaterThan(weightOf({ ...history, bytes: 3e3 }));
});
