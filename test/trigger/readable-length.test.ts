import { describe, expect, test } from "@jest/globals";
import { readableLength } from "../../src/trigger/phrases/readable-length.ts";
import type { Scanned } from "../../src/trigger/scanned.ts";

/** Rows of which only the number of tokens matters. */
function rowsOf(lengths: readonly number[]): Scanned {
  const rows = lengths.map((length) => ({ ids: { length } }));
  return { group: { rows }, rows: lengths.map((_, at) => at) } as unknown as Scanned;
}

describe("how much of a row the tests may read again", () => {
  test("is all of it where a hundred thousand rows of a few words are asked for forty times each", () => {
    const scanned = rowsOf(Array<number>(100_000).fill(26));
    const tests = Array.from({ length: 40 }, () => scanned.rows);
    expect(readableLength(scanned, tests)).toBe(Number.POSITIVE_INFINITY);
  });

  test("is a part of long rows that are asked for often, and never nothing", () => {
    const scanned = rowsOf([...Array<number>(10).fill(1_000_000), 20]);
    const tests = Array.from({ length: 1000 }, () => scanned.rows);
    // 10 rows × 1,000 tests leave 12,000 of 120 million tokens for each: 1,000,000 halved seven times.
    expect(readableLength(scanned, tests)).toBe(7812);
    expect(readableLength(scanned, Array(4_000_000).fill([0]) as number[][])).toBe(30);
    expect(readableLength(scanned, Array(30_000_000).fill([0]) as number[][])).toBe(16);
  });
});
