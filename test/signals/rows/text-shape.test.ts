import { expect, test } from "@jest/globals";
import { textShape } from "../../../src/signals/rows/text-shape.ts";
import { adding, alarms, honest, observe, reason } from "../support/evidence.ts";

const { base, added } = honest(1000, 300);

test("a foreign script under one label only is suspicious", async () => {
  const rows = added.map((row, i) =>
    i < 40 ? { text: `это совсем другой текст номер ${i}`, label: "POSITIVE" } : row,
  );
  expect(alarms(textShape, await adding(base, rows))).toMatchObject([
    {
      grade: "suspicious",
      label: "POSITIVE",
      evidence: { script: "Cyrillic", rows: 40, referenceRowsOfThisForm: 0 },
    },
  ]);
});

test("a new language under all labels is a fact", async () => {
  const rows = added.map((row, i) => (i < 60 ? { ...row, text: `это совсем другой текст номер ${i}` } : row));
  const found = observe(textShape, await adding(base, rows));
  expect(found).toMatchObject([{ grade: "informative", evidence: { script: "Cyrillic", rows: 60 } }]);
});

test("texts far longer than any before, under one label, are suspicious", async () => {
  const rows = added.map((row, i) => (i < 40 ? { text: `${row.text} `.repeat(60), label: "NEGATIVE" } : row));
  const found = alarms(textShape, await adding(base, rows));
  expect(found).toMatchObject([{ label: "NEGATIVE", evidence: { rows: 40 } }]);
});

test("four rows in another script are too few to speak of", async () => {
  const rows = added.map((row, i) => (i < 4 ? { text: `просто текст ${i}`, label: "POSITIVE" } : row));
  expect(observe(textShape, await adding(base, rows))).toEqual([]);
});

test("rows like the base's say nothing", async () => {
  expect(observe(textShape, await adding(base, added))).toEqual([]);
});

test("a base of a few rows has no usual form", async () => {
  expect(reason(textShape, await adding(base.slice(0, 50), added))).toContain("50 earlier rows");
});
