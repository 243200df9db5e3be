import { describe, expect, test } from "@jest/globals";
import type { LabelGroup } from "../../src/evidence/label-group.ts";
import { withNearestRows } from "../../src/evidence/nearest-rows.ts";
import { processorMs } from "../support/processor-time.ts";
import { flaggedRow } from "../support/result-builder.ts";

/** The parts of a group that the search reads. */
function group(rows: readonly (readonly [text: string, label: string])[]): LabelGroup {
  const names = [...new Set(rows.map(([, label]) => label))];
  const sample = rows.map(([text, label]) => ({ text, label: names.indexOf(label), ids: new Uint32Array() }));
  return { sample, space: { names } } as unknown as LabelGroup;
}

function row(text: string): ReturnType<typeof flaggedRow> {
  return flaggedRow({ text });
}

const base = group([
  ["the refund took four weeks", "NEGATIVE"],
  ["the billing for atlas is a disaster", "NEGATIVE"],
  ["the app is lovely", "POSITIVE"],
  ["the export is broken", "NEGATIVE"],
  ["the colours of the app", "NEUTRAL"],
  ["the weather", "NEUTRAL"],
  ["seven", "NEUTRAL"],
  ["eight", "NEUTRAL"],
  ["nine", "NEUTRAL"],
  ["ten", "NEUTRAL"],
  ["eleven", "NEUTRAL"],
]);

describe("the nearest reference rows", () => {
  test("share the rare words, with their labels", () => {
    const [found] = withNearestRows([row("the billing for project chimera is a disaster")], [base]);
    expect(found?.neighbours?.map(({ text, label }) => [text, label])).toEqual([
      ["the billing for atlas is a disaster", "NEGATIVE"],
    ]);
    // "the" and "is" (6 and 3 of 11 rows) are common. Of the words left, each in one row or in none, so of weight
    // ln 12: four are shared (billing, for, a, disaster), two are the row's own, one is the neighbour's: 4 of 7.
    expect(found?.neighbours?.[0]?.similarity).toBeCloseTo(4 / 7, 10);
  });

  test("carry the label that they have, not the half of the scale that it lies in", () => {
    const text = "the billing for atlas is a disaster";
    const halves = group([[text, "≤ 2"]]);
    const groups = [base, { ...halves, space: { ...halves.space, isHalves: true } }];
    const [found] = withNearestRows([row(text)], groups);
    expect(found?.neighbours?.[0]?.label).toBe("NEGATIVE");
  });

  test("equal texts are wholly alike", () => {
    const [found] = withNearestRows([row("The billing for Atlas is a disaster")], [base]);
    expect(found?.neighbours?.[0]?.similarity).toBeCloseTo(1, 10);
  });

  test("rows without any stay without, and near-duplicates that are known stay", () => {
    const known = { ...row("the refund"), neighbours: [{ text: "x", label: null, similarity: 0.9 }] };
    expect(withNearestRows([row("zebra"), known], [base])).toEqual([row("zebra"), known]);
    expect(withNearestRows([row("the refund")], [])).toEqual([row("the refund")]);
  });

  test("a thousand rows against three thousand take a moment", () => {
    const word = (i: number): string => `w${(i * 7919) % 5000}`;
    const text = (i: number): string => Array.from({ length: 25 }, (_, j) => word(i * 31 + j)).join(" ");
    const large = group(Array.from({ length: 3000 }, (_, i) => [text(i), "A"]));
    const rows = Array.from({ length: 1000 }, (_, i) => row(text(i + 5000)));
    expect(processorMs(() => withNearestRows(rows, [large]))).toBeLessThan(3000);
  });
});
