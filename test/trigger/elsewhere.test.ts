import { describe, expect, test } from "@jest/globals";
import { isFromElsewhere } from "../../src/trigger/elsewhere.ts";
import type { Scanned } from "../../src/trigger/scanned.ts";

/** Tokens below 10 are words of the base, those from 10 on are not; 30 is a mark. */
function scanned(rows: readonly (readonly number[])[]): Scanned {
  const ids = Array.from({ length: 9 }, (_, i) => i + 1);
  return {
    rows: rows.map((_, at) => at),
    group: {
      tokens: { size: 31, isWord: (id: number) => id !== 30 },
      sample: [{ ids }],
      rows: rows.map((row) => ({ ids: row })),
    },
  } as unknown as Scanned;
}

describe("a change from elsewhere", () => {
  const known = [1, 2, 3, 10];
  const foreign = [1, 11, 12, 13];

  test("has more than half of its rows in words that the base does not have", () => {
    expect(isFromElsewhere(scanned([foreign, foreign, known]))).toBe(true);
    expect(isFromElsewhere(scanned([foreign, known]))).toBe(false);
  });

  test("is judged by words, not by marks", () => {
    // Of the words one in two is known, which is enough; with the marks it would be one in four.
    expect(isFromElsewhere(scanned([[1, 11, 30, 30]]))).toBe(false);
  });

  test("is none where the rows have no words", () => {
    expect(isFromElsewhere(scanned([[30], []]))).toBe(false);
  });
});
