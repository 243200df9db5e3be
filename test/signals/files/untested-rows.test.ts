import { describe, expect, test } from "@jest/globals";
import { untestedRows } from "../../../src/signals/files/untested-rows.ts";
import { jsonl, pair } from "../../rows/support.ts";
import { alarms, evidenceOf, observe } from "../support/evidence.ts";

const rows = (count: number, from = 0) =>
  Array.from({ length: count }, (_, i) => ({
    text: `text number ${from + i} of many`,
    label: i % 2 ? "a" : "b",
  }));
const evidence = (base: readonly unknown[], added: readonly unknown[]) =>
  evidenceOf([pair("d.jsonl", jsonl(base), jsonl([...base, ...added]))]);

describe("rows that evade the tests", () => {
  test("rows without the label that all others have block, and are named", async () => {
    const bare = rows(20, 900).map(({ text }) => ({ text }));
    const found = observe(untestedRows, await evidence(rows(300), [...rows(100, 500), ...bare]));
    expect(found).toMatchObject([
      {
        grade: "decisive",
        title: "20 rows have no label where the base's have one",
        evidence: { rows: 20, rowsBrought: 120, baseRows: 0, baseTotal: 300 },
      },
    ]);
    expect(found[0]!.rows.map(({ line }) => line)).toEqual(Array.from({ length: 20 }, (_, i) => 401 + i));
  });

  test("rows whose text and label stand under other names are read by those, and do not evade", async () => {
    const renamed = rows(20, 900).map(({ text, label }) => ({ sentence: text, category: label }));
    const found = alarms(untestedRows, await evidence(rows(300), [...rows(100, 500), ...renamed]));
    expect(found).toEqual([]);
  });

  test("a base that has such rows, too, expects them", async () => {
    const base = rows(300).map((row, i) => (i % 5 === 0 ? { text: row.text } : row));
    const added = rows(100, 500).map((row, i) => (i % 5 === 0 ? { text: row.text } : row));
    expect(observe(untestedRows, await evidence(base, added))).toEqual([]);
  });

  test("four rows teach nothing; empty ones neither", async () => {
    const few = rows(4, 900).map(({ text }) => ({ text }));
    const empty = rows(40, 950).map(({ label }) => ({ text: "", label }));
    expect(observe(untestedRows, await evidence(rows(300), [...few, ...empty]))).toEqual([]);
    const blank = rows(40, 950).map(() => ({ text: "", label: "" }));
    expect(observe(untestedRows, await evidence(rows(300), blank))).toEqual([]);
  });

  test("without a text the rows of the base could not be tested either", async () => {
    const kinds = (count: number, from: number, label?: string) =>
      Array.from({ length: count }, (_, i) => ({ size: from + i, label: label ?? (i % 2 ? "a" : "b") }));
    const found = await evidence(kinds(300, 0), kinds(40, 900, ""));
    expect(found.comparison.files[0]!.columns).toMatchObject({ text: [], label: "label" });
    expect(observe(untestedRows, found)).toEqual([]);
  });

  test("a data file that goes on under a name that nobody reads blocks; a new one beside it does not", async () => {
    const found = await evidence(rows(300), rows(10, 500));
    const named = { reason: "", remedy: "keep it", configuration: null, grade: "suspicious" } as const;
    const notReviewed = [
      { ...named, path: "d.txt", replaces: "d.jsonl" },
      { ...named, path: "extra.txt", replaces: null },
    ];
    const comparison = { ...found.comparison, notReviewed };
    expect(observe(untestedRows, { ...found, comparison })).toMatchObject([
      { grade: "decisive", title: "A data file goes on unread", evidence: { path: "d.txt" } },
    ]);
  });

  test("what held no row with a text leaves none behind where it goes on unread", async () => {
    const sizes = jsonl(Array.from({ length: 20 }, (_, i) => ({ size: i, kind: i % 2 ? "a" : "b" })));
    const found = await evidenceOf([
      pair("empty.jsonl", "", null),
      pair("sizes.jsonl", sizes, null),
      pair("texts.jsonl", jsonl(rows(20)), null),
    ]);
    // Settings are no data set: no file of the comparison is theirs.
    const notReviewed = ["empty.jsonl", "sizes.jsonl", "settings.json", "texts.jsonl"].map((replaces) => ({
      ...{ reason: "", remedy: "keep it", configuration: null, grade: "suspicious" as const },
      ...{ path: replaces.replace(/json.*/, "yml"), replaces },
    }));
    const comparison = { ...found.comparison, notReviewed };
    expect(observe(untestedRows, { ...found, comparison })).toMatchObject([
      { evidence: { path: "texts.yml" } },
    ]);
  });
});
