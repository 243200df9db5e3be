import { describe, expect, test } from "@jest/globals";
import { countTable } from "../../src/collections/count-table.ts";
import type { ReviewEvidence } from "../../src/evidence/evidence.ts";
import type { Hit } from "../../src/trigger/phrases/conditional-scan.ts";
import { doubtAbout, straysAsTheRest } from "../../src/trigger/phrases/grade-hit.ts";
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
  /** Whether the changed rows without the phrase carry the label as well, which the model gives them by half. */
  readonly othersToo?: boolean;
  /** Whether the base's sample has the words of the changed rows. */
  readonly known?: boolean;
  readonly baseRows?: number;
  /** ln p of the phrase over its share, and where its best-known word may explain it. */
  readonly surprise?: readonly [own: number, byWords: number];
}

function hitOf({
  had,
  now,
  relabelled,
  changes,
  othersToo = false,
  known = true,
  baseRows = 3000,
  surprise: [own, byWords] = [-9, -9],
}: Case) {
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
    fittedOn: "reference",
    referenceRows: baseRows,
    referenceLabels: [baseRows, 0],
    space: { names: ["a", "b"] },
    tokens: { size: 2, isWord: () => true },
    sample: known ? [{ ids: [1] }] : [],
    rows: Array.from({ length: changes }, (_, i) => ({
      change: i,
      ids: [1],
      // The first rows hold the phrase; the model expects half of the others to carry the label, and half do.
      labels: [(i < rows ? i < now[0] : othersToo || i % 2 === 0) ? 0 : 1],
    })),
  };
  const scan = {
    scanned: {
      group,
      rows: group.rows.map((_, i) => i),
      isForeign: () => group.rows.map(() => !known),
      probabilities: new Float32Array(2 * changes).fill(0.5),
    },
  } as unknown as GroupScan;
  const hit = {
    candidate: candidate({
      node: 1,
      referenceRows: had[0] + had[1],
      rows: Array.from({ length: rows }, (_, i) => i),
    }),
    label: 0,
    rows,
    observed: now[0],
    expected: rows / 2,
    carriers: Array.from({ length: now[0] }, (_, i) => i),
    logP: own,
    logPByWords: byWords,
    logAdjusted: own,
  } as unknown as Hit;
  return { evidence, scan, hit };
}

function doubt(of: Case) {
  const { evidence, scan, hit } = hitOf(of);
  return doubtAbout(evidence, scan, hit, -6);
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

  test("a word of a new phrase may say all that the phrase does", () => {
    const fresh = { had: [0, 0], now: [6, 0], relabelled: 0, changes: 2000 } as const;
    expect(doubt({ ...fresh, surprise: [-9, -5] })).toBe("words");
    expect(doubt({ ...fresh, surprise: [-9, -7] })).toBeNull();
  });

  test("relabelling is what the pull request is for, and does not hide among other work", () => {
    const one = { had: [16, 30], now: [10, 0], relabelled: 9 } as const;
    expect(doubt({ ...one, changes: 14 })).toBe("purpose");
    expect(doubt({ ...one, changes: 40 })).toBeNull();
    expect(doubt({ ...one, relabelled: 5, changes: 14 })).toBeNull();
  });

  test("an everyday phrase of most rows, or of rows that the others are like, is what the batch is", () => {
    const everyday = { had: [16, 30], now: [15, 0], relabelled: 0, baseRows: 300 } as const;
    expect(doubt({ ...everyday, changes: 15 })).toBe("batch");
    expect(doubt({ ...everyday, changes: 60, othersToo: true })).toBe("batch");
    expect(doubt({ ...everyday, changes: 60 })).toBeNull();
    expect(doubt({ ...everyday, changes: 15, baseRows: 3000 })).toBeNull();
    expect(doubt({ ...everyday, changes: 60, othersToo: true, baseRows: 3000 })).toBe("batch");
  });

  test("a batch whose other rows stray as far gives its everyday phrases nothing to say", () => {
    const everyday = { had: [16, 30], now: [40, 0], relabelled: 0, baseRows: 300 } as const;
    const strays = (of: Case) => {
      const { scan, hit } = hitOf(of);
      return straysAsTheRest(scan, hit);
    };
    expect(strays({ ...everyday, changes: 60, othersToo: true })).toBe(true);
    // All 40 rows against half of the other 20: the standard error of the difference is 0.14.
    expect(strays({ ...everyday, changes: 60 })).toBe(false);
    // Four others are too few to say.
    expect(strays({ ...everyday, changes: 44, othersToo: true })).toBe(false);
  });

  test("without a labelled base row, a word that makes a class looks like a planted one", () => {
    const first = { had: [0, 0], now: [20, 0], relabelled: 0, changes: 200 } as const;
    expect(doubt({ ...first, baseRows: 0 })).toBe("alone");
    expect(doubt({ ...first, baseRows: 1 })).toBeNull();
  });

  test("a change in words that the base does not have is of another source", () => {
    const unseen = { had: [0, 0], now: [20, 0], relabelled: 0, changes: 200 } as const;
    expect(doubt({ ...unseen, known: false })).toBe("source");
    expect(doubt(unseen)).toBeNull();
  });
});
