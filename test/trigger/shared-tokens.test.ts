import { describe, expect, test } from "@jest/globals";
import type { LabelGroup } from "../../src/evidence/label-group.ts";
import { newcomers, sharedSymbols, sharedWords } from "../../src/trigger/shared-tokens.ts";

/** A sample of `size` rows of the everyday word 1, in which some rows hold further tokens; 9 is a mark. */
function sample(
  size: number,
  further: Readonly<Record<number, readonly number[]>>,
  unlabelled: readonly number[] = [],
) {
  return {
    tokens: { size: 10, isWord: (id: number) => id !== 9, name: () => "word" },
    sample: Array.from({ length: size }, (_, row) => ({
      ids: Uint32Array.from([1, ...(further[row] ?? [])]),
      label: unlabelled.includes(row) ? -1 : 0,
    })),
  } as unknown as LabelGroup;
}

describe("newcomers: what a part of the sample has and the rest has not", () => {
  test("are words and pairs of three rows that lie in one part", () => {
    const found = newcomers(sample(100, { 20: [5, 6], 30: [5, 6], 50: [5] }));
    // Row 20 to row 50 lie within the part that begins at row 15 and ends before row 55.
    expect(found).toContainEqual({ tokens: [5], rows: [20, 30, 50] });
    // The pair “1 5” stands in the same rows; “5 6” in two, which are too few.
    expect(found).toContainEqual({ tokens: [1, 5], rows: [20, 30, 50] });
    expect(found.some(({ tokens }) => tokens.includes(6))).toBe(false);
  });

  test("are not what the whole sample has", () => {
    expect(newcomers(sample(100, {}))).toEqual([]);
    expect(newcomers(sample(100, { 5: [5], 45: [5], 95: [5] }))).toEqual([]);
  });

  test("are no marks, and rows without a label do not count", () => {
    expect(newcomers(sample(100, { 20: [9], 30: [9], 40: [9] }))).toEqual([]);
    expect(newcomers(sample(100, { 20: [5], 30: [5], 40: [5] }, [40]))).toEqual([]);
  });
});

test("marks of six to sixty rows are shared as words are, and apart from them", () => {
  const rows = [0, 10, 20, 30, 40, 50];
  const six = sample(100, Object.fromEntries(rows.map((row) => [row, [5, 9, 9]])));
  expect(sharedSymbols(six)).toEqual([{ tokens: [9], rows }]);
  expect(sharedWords(six)).toEqual([{ tokens: [5], rows }]);
  expect(sharedSymbols(sample(100, { 1: [9], 2: [9], 3: [9], 4: [9], 5: [9] }))).toEqual([]);
});
