import { describe, expect, test } from "@jest/globals";
import type { LabelGroup } from "../../src/evidence/label-group.ts";
import { areFromElsewhere, foreignRows, isFromElsewhere, judgedRows } from "../../src/trigger/elsewhere.ts";
import type { Scanned } from "../../src/trigger/scanned.ts";

function scannedOf(group: LabelGroup): Scanned {
  const rows = group.rows.map((_, at) => at);
  return { rows, group, isForeign: () => foreignRows(group) } as unknown as Scanned;
}

/** Tokens below 10 are words of both base rows, those from 10 on of none; 30 is a mark. So many words each base row has alone. */
function scanned(rows: readonly (readonly number[])[], own = 0): Scanned {
  const shared = Array.from({ length: 9 }, (_, i) => i + 1);
  const alone = (from: number): number[] => Array.from({ length: own }, (_, i) => from + i);
  return scannedOf({
    tokens: { size: 100, isWord: (id: number) => id !== 30 },
    sample: [{ ids: [...shared, ...alone(40)] }, { ids: [...shared, ...alone(70)] }],
    rows: rows.map((row) => ({ ids: row })),
  } as unknown as LabelGroup);
}

describe("a change from elsewhere", () => {
  const known = [1, 2, 3, 10];
  const foreign = [1, 11, 12, 13];

  test("has more than half of its rows in words that the base does not have", () => {
    expect(isFromElsewhere(scanned([foreign, foreign, known]))).toBe(true);
    expect(isFromElsewhere(scanned([foreign, known]))).toBe(false);
  });

  test("is measured against what the base's own rows know of each other", () => {
    expect(isFromElsewhere(scanned([[1, 10, 11]]))).toBe(true);
    expect(isFromElsewhere(scanned([[1, 10, 11]], 9))).toBe(false);
    expect(isFromElsewhere(scanned([[10, 11, 12]], 9))).toBe(true);
  });

  test("is every new word where the base is a list of words", () => {
    const list = scanned([[10], [11], [12]]);
    const sample = [{ ids: [1] }, { ids: [2] }];
    const words = scannedOf({ ...list.group, sample } as unknown as LabelGroup);
    expect(isFromElsewhere(words)).toBe(true);
  });

  test("has rows that are not, and these are judged however many others stand beside them", () => {
    const mixed = scanned([foreign, known, foreign, foreign]);
    expect(areFromElsewhere(mixed, [0, 2])).toBe(true);
    expect(areFromElsewhere(mixed, [1, 2])).toBe(false);
    expect([0, 1, 2, 3].filter(judgedRows(mixed))).toEqual([1]);
    const usual = scanned([foreign, known, known, known]);
    expect(areFromElsewhere(usual, [0])).toBe(false);
    expect([0, 1, 2, 3].filter(judgedRows(usual))).toEqual([0, 1, 2, 3]);
  });

  test("is judged by words, not by marks", () => {
    // Of the words one in two is known, which is enough; with the marks it would be one in four.
    expect(isFromElsewhere(scanned([[1, 11, 30, 30]]))).toBe(false);
  });

  test("is none where the rows have no words", () => {
    expect(isFromElsewhere(scanned([[30], []]))).toBe(false);
  });
});
