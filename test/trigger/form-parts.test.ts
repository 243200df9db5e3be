import { describe, expect, test } from "@jest/globals";
import { drawParts } from "../../src/trigger/forms/form-parts.ts";

const rows = Array.from({ length: 400 }, (_, i) => ({ text: `row ${i}` }));

describe("drawParts", () => {
  test("puts each row into one of four parts, changed rows apart from base rows", () => {
    const parts = drawParts(rows, 150);
    expect(parts.flatMap((part) => Array.from(part.rows)).sort((a, b) => a - b)).toEqual(
      rows.map((_, i) => i),
    );
    for (const { changed, base, learned, rows: all } of parts) {
      expect(changed.every((row) => row < 150)).toBe(true);
      expect(base.every((row) => row >= 150)).toBe(true);
      expect(Array.from(learned)).toEqual(Array.from(all));
    }
  });

  test("one more row moves the others, so that nobody can write rows that gather in one part", () => {
    const before = drawParts(rows, 400)[0]!.rows;
    const after = drawParts([...rows, { text: "one more" }], 401)[0]!.rows;
    const kept = Array.from(before).filter((row) => after.includes(row)).length;
    // A quarter of about a hundred rows stays by chance: 25 with a standard deviation of 4.3.
    expect(kept).toBeLessThan(50);
  });

  test("does not depend on the order of the rows", () => {
    const reversed = [...rows].reverse();
    const texts = (parts: ReturnType<typeof drawParts>, of: typeof rows) =>
      parts.map((part) => Array.from(part.rows, (row) => of[row]!.text).sort());
    expect(texts(drawParts(reversed, 400), reversed)).toEqual(texts(drawParts(rows, 400), rows));
  });
});
