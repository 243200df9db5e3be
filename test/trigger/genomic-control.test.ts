import { describe, expect, test } from "@jest/globals";
import type { Candidate } from "../../src/trigger/phrases/candidates.ts";
import { genomicControl, genomicControlBySize } from "../../src/trigger/phrases/genomic-control.ts";
import type { Scanned } from "../../src/trigger/scanned.ts";
import { candidate } from "./support.ts";

const ROWS = 4;

/**
 * Phrases of four rows each that share none, of two labels which the model takes to be as likely; `observed` of each
 * phrase's rows have the first; words may say as much as `deviation`, and `towards` of it for each label. Only what is asked for is there.
 */
function scene(
  phrases: number,
  observed: number,
  deviation = 0,
  towards = [1, 1],
): { scanned: Scanned; ranked: Candidate[] } {
  const rows = Array.from({ length: phrases * ROWS }, (_, at) => at);
  const scanned = {
    rows,
    group: {
      rows: rows.map((at) => ({ labels: [at % ROWS < observed ? 0 : 1] })),
      space: { names: ["a", "b"] },
      tokens: { isWord: () => true },
    },
    probabilities: new Float32Array(rows.length * 2).fill(0.5),
    wordEffect: () => ({ deviation, tail: 1 }),
    leaning: () => Float64Array.from(towards),
  } as unknown as Scanned;
  const ranked = Array.from({ length: phrases }, (_, i) =>
    candidate({ rows: rows.slice(i * ROWS, (i + 1) * ROWS), rowCount: ROWS }),
  );
  return { scanned, ranked };
}

const inflation = ({ scanned, ranked }: ReturnType<typeof scene>) => genomicControl(scanned, ranked);

describe("how much the labels of a change's newest phrases stray from the model", () => {
  test("is 1 where they do not", () => {
    expect(inflation(scene(100, 2))).toBe(1);
  });

  test("is the mean of the squared residuals over the one of chance, less two standard errors", () => {
    // Expected 2 of 4 with a variance of 1, observed 4: a squared residual of 4 for both labels, against 0.623 by chance;
    // the standard error of 100 phrases is 1.6 / 10.
    expect(inflation(scene(100, 4))).toBeCloseTo(4 / 0.623 - 0.32, 6);
  });

  test("allows a label less of what words say where they say little for it, and more against it", () => {
    // 2 more of the first and 2 fewer of the second than expected: 4 over 1 + 1² · ½ for it, and over 1 + 1² · (2 − ½) against it.
    const among = [4 / (1 + 0.5), 4 / (1 + 1)];
    expect(inflation(scene(100, 4, 1))).toBeCloseTo(among[1]! / 0.623 - 0.32, 6);
    const kept = (100 * among[1]! + 80 * among[0]!) / 180;
    expect(inflation(scene(100, 4, 1, [Math.SQRT1_2, 1]))).toBeCloseTo(kept / 0.623 - 0.32, 6);
  });

  test("is not read from fewer than twenty phrases", () => {
    expect(inflation(scene(19, 4))).toBe(1);
    expect(inflation(scene(20, 4))).toBeGreaterThan(5);
  });

  test("counts phrases of the same rows once", () => {
    const { scanned, ranked } = scene(19, 4);
    expect(genomicControl(scanned, [...ranked, ...ranked, ...ranked])).toBe(1);
  });
});

describe("how much the labels of known phrases stray, by the rows of what is tested", () => {
  /** Four hundred phrases of four rows that do not stray, and 25 of sixteen rows that all have the first label. */
  function sizes(): { scanned: Scanned; few: Candidate[]; many: Candidate[] } {
    const { scanned, ranked } = scene(500, 2);
    const few = ranked.slice(0, 400);
    const many = Array.from({ length: 25 }, (_, i) => {
      const rows = ranked.slice(400 + 4 * i, 404 + 4 * i).flatMap((one) => [...one.rows]);
      for (const at of rows) Object.assign(scanned.group.rows[at]!, { labels: [0] });
      return candidate({ rows, rowCount: rows.length });
    });
    return { scanned, few, many };
  }

  test("is read from those of at least half as many rows", () => {
    const { scanned, few, many } = sizes();
    const control = genomicControlBySize(scanned, [...many, ...few], 1);
    expect(control(few[0]!)).toBe(1);
    // Expected 8 of 16 with a variance of 4: a squared residual of 16; one of 25 phrases is the tested one.
    expect(control(many[0]!)).toBeCloseTo(16 / 0.623 - 3.2 / Math.sqrt(24), 6);
  });

  test("leaves the rows of what is tested out, and is no less than what is given", () => {
    const { scanned, few, many } = sizes();
    const control = genomicControlBySize(scanned, [...few, ...many.slice(0, 20)], 1.5);
    expect(control(many[20]!)).toBeGreaterThan(20);
    // Nineteen others are too few to tell.
    expect(control(many[0]!)).toBe(1.5);
  });
});
