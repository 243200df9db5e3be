import { expect, test } from "@jest/globals";
import { groupBy } from "../../src/collections/group-by.ts";

test("values by key, keys and values in order of first appearance", () => {
  expect([...groupBy([3, 10, 5, 12, 7], (value) => value % 2 === 0)]).toEqual([
    [false, [3, 5, 7]],
    [true, [10, 12]],
  ]);
  expect(groupBy([], () => "")).toEqual(new Map());
});
