import { describe, expect, test } from "@jest/globals";
import type { LabelGroup } from "../../src/evidence/label-group.ts";
import { spread } from "../../src/trigger/spread.ts";

/** Rows of token ids; every token is as rare as the other. */
function scanned(rows: readonly (readonly number[])[], sample: readonly (readonly number[])[] = []) {
  const group = {
    rows: rows.map((ids) => ({ ids: Uint32Array.from(ids) })),
    sample: sample.map((ids) => ({ ids: Uint32Array.from(ids) })),
    tokens: { size: 1000 },
    trie: { nodeOf: () => 0 },
    referenceRows: 100,
  } as unknown as LabelGroup;
  return { group, rows: rows.map((_, at) => at) };
}

const all = (given: ReturnType<typeof scanned>) => given.rows;

describe("how much independent evidence rows are", () => {
  test("is all of them where they share no word", () => {
    const given = scanned(Array.from({ length: 8 }, (_, i) => [10 * i + 1, 10 * i + 2, 10 * i + 3]));
    expect(spread(given, all(given))).toBe(1);
  });

  test("is hardly more than one where they are versions of one sentence", () => {
    const given = scanned(Array.from({ length: 8 }, () => [1, 2, 3]));
    // Kish's design effect 1 + (n − 1) ρ; of a cosine of 1 the background of 0.05 is taken off.
    expect(spread(given, all(given))).toBeCloseTo(1 / (1 + 7 * 0.95), 10);
  });

  test("does not count the phrase in question", () => {
    const given = scanned(Array.from({ length: 8 }, (_, i) => [1, 10 * i + 2, 10 * i + 3]));
    expect(spread(given, all(given), new Set([1]))).toBe(1);
    // Sharing one of three words as rare as the others is a cosine of a third.
    expect(spread(given, all(given))).toBeCloseTo(1 / (1 + 7 * (1 / 3 - 0.05)), 10);
  });

  test("takes off what the base's own rows have in common, as texts of few letters do", () => {
    // Two of three letters in common: a cosine of two thirds, in the base as in the change.
    const letters = Array.from({ length: 8 }, (_, i) => [1, 2, 10 * i + 3]);
    const given = scanned(letters, letters);
    expect(spread(given, all(given))).toBeCloseTo(1, 10);
    const copies = scanned(
      Array.from({ length: 8 }, () => [1, 2, 3]),
      letters,
    );
    expect(spread(copies, all(copies))).toBeCloseTo(1 / (1 + 7 * 0.95), 10);
  });

  test("of a single row is one", () => {
    const given = scanned([[1, 2]]);
    expect(spread(given, all(given))).toBe(1);
  });
});
