import { describe, expect, test } from "@jest/globals";
import { countTable } from "../../src/collections/count-table.ts";
import type { ReviewEvidence } from "../../src/evidence/evidence.ts";
import type { Hit } from "../../src/trigger/phrases/conditional-scan.ts";
import { doubtAbout } from "../../src/trigger/phrases/grade-hit.ts";
import type { GroupScan } from "../../src/trigger/phrases/scan-group.ts";
import { candidate } from "./support.ts";

interface Case {
  /** Base rows of the phrase with the label, and without. */
  readonly had: readonly [number, number];
  /** Changed rows of the phrase with the label, and without. */
  readonly now: readonly [number, number];
  /** How many of those with the label are base rows that got it, and changed rows in all. */
  readonly relabelled: number;
  readonly changes: number;
}

function doubt({ had, now, relabelled, changes }: Case) {
  const counts = countTable(2, 2);
  had.forEach((rows, label) => {
    for (let i = 0; i < rows; i++) counts.add(1, label);
  });
  const rows = now[0] + now[1];
  const evidence = {
    changes: Array.from({ length: changes }, (_, i) => ({
      kind: i < relabelled ? "edited" : "added",
      edits: { label: i < relabelled, text: false, other: false },
    })),
  } as unknown as ReviewEvidence;
  const group = {
    phraseCounts: counts.freeze(2),
    rows: Array.from({ length: changes }, (_, i) => ({ change: i })),
  };
  const scan = {
    scanned: { group, rows: group.rows.map((_, i) => i) },
  } as unknown as GroupScan;
  const hit = {
    candidate: candidate({ node: 1, referenceRows: had[0] + had[1] }),
    label: 0,
    rows,
    observed: now[0],
    carriers: Array.from({ length: now[0] }, (_, i) => i),
  } as unknown as Hit;
  return doubtAbout(evidence, scan, hit);
}

describe("what speaks for a phrase", () => {
  test("the base pairs it with the label as often", () => {
    expect(doubt({ had: [28, 11], now: [34, 11], relabelled: 0, changes: 2000 })).toBe("habit");
    // Fisher's exact test of 16 in 46 against 20 in 20: p < 10⁻⁶.
    expect(doubt({ had: [16, 30], now: [20, 0], relabelled: 0, changes: 2000 })).toBeNull();
  });

  test("a few base rows say nothing: they could have been planted before", () => {
    expect(doubt({ had: [19, 0], now: [20, 0], relabelled: 0, changes: 2000 })).toBeNull();
    expect(doubt({ had: [20, 0], now: [20, 0], relabelled: 0, changes: 2000 })).toBe("habit");
  });

  test("relabelling is what the pull request is for, and does not hide among other work", () => {
    const one = { had: [16, 30], now: [10, 0], relabelled: 9 } as const;
    expect(doubt({ ...one, changes: 14 })).toBe("purpose");
    expect(doubt({ ...one, changes: 40 })).toBeNull();
    expect(doubt({ ...one, relabelled: 5, changes: 14 })).toBeNull();
  });
});
