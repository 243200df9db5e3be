import { describe, expect, test } from "@jest/globals";
import { mostlyFree, withoutOverlap } from "../../src/trigger/phrases/overlap.ts";

describe("overlapping rows", () => {
  test("a third may be shared, more may not", () => {
    expect(mostlyFree([1, 2, 3], new Set([1]))).toBe(true);
    expect(mostlyFree([1, 2, 3], new Set([1, 2]))).toBe(false);
    expect(mostlyFree([1, 2], new Set([1]))).toBe(false);
    expect(mostlyFree([], new Set([1]))).toBe(true);
  });

  test("what repeats a repetition goes too, and what is taken beforehand counts", () => {
    const sets = [
      [1, 2, 3],
      [2, 3, 4, 5],
      [4, 5, 6],
      [7, 8],
    ];
    expect(withoutOverlap(sets, (rows) => rows)).toEqual([
      [1, 2, 3],
      [7, 8],
    ]);
    expect(withoutOverlap(sets, (rows) => rows, [1, 2, 7])).toEqual([]);
  });
});
