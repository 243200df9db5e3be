import { expect, test } from "@jest/globals";
import { namedRandom } from "../../../src/review/drill/random.ts";

test("a name determines its stream", () => {
  const draw = (name: string): number[] => {
    const random = namedRandom(name);
    return Array.from({ length: 5 }, () => random.next());
  };
  expect(draw("a")).toEqual(draw("a"));
  expect(draw("a")).not.toEqual(draw("b"));
});

test("numbers below a bound are uniform", () => {
  const random = namedRandom("uniform");
  const counts = Array<number>(10).fill(0);
  for (let i = 0; i < 10_000; i++) counts[random.below(10)]!++;
  const chiSquared = counts.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
  // 99.9th percentile of χ² with 9 degrees of freedom (table: 27.88); the stream is fixed, so this never flickers.
  expect(chiSquared).toBeLessThan(27.88);
});

test("shuffling keeps every value and leaves its argument alone", () => {
  const values = [1, 2, 3, 4, 5, 6, 7, 8];
  const shuffled = namedRandom("shuffle").shuffled(values);
  expect(values).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  expect(shuffled).not.toEqual(values);
  expect([...shuffled].sort()).toEqual(values);
});
