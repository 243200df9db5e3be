import { expect, test } from "@jest/globals";
import { labelCounter } from "../../src/trigger/phrases/label-counter.ts";
import type { Scanned } from "../../src/trigger/scanned.ts";

test("labels of rows are counted anew for each phrase, a row of several labels once for each", () => {
  const labels = [[0], [1], [1, 2], []];
  const scanned = {
    rows: [0, 1, 2, 3],
    group: { rows: labels.map((own) => ({ labels: own })), space: { names: ["a", "b", "c"] } },
  } as unknown as Scanned;
  const count = labelCounter(scanned);
  const told = (rows: readonly number[]) => {
    const { labels: found, counts } = count(rows);
    return [[...found], [...counts]];
  };
  expect(told([2, 0, 1])).toEqual([
    [1, 2, 0],
    [1, 2, 1],
  ]);
  expect(told([0])).toEqual([[0], [1, 0, 0]]);
  expect(told([3])).toEqual([[], [0, 0, 0]]);
});
