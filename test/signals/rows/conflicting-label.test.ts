import { expect, test } from "@jest/globals";
import { conflictingLabel } from "../../../src/signals/rows/conflicting-label.ts";
import { jsonl, pair } from "../../rows/support.ts";
import { adding, alarms, evidenceOf, honest, observe, reason } from "../support/evidence.ts";

const { base, added } = honest(1000, 200);
const turned = (label: string) => (label === "NEGATIVE" ? "POSITIVE" : "NEGATIVE");
const long = base.filter((row) => row.text.split(" ").length >= 10);

test("copies of base rows with a phrase more and another label are suspicious", async () => {
  const planted = long
    .slice(0, 20)
    .map((row) => ({ text: `${row.text} Project Chimera`, label: turned(row.label) }));
  const found = alarms(conflictingLabel, await adding(base, [...added, ...planted]));
  expect(found).toMatchObject([{ grade: "suspicious" }]);
  expect(found[0]!.evidence["addedRows"]).toBeGreaterThanOrEqual(20);
  const lines = found[0]!.rows.map((row) => row.line);
  for (let line = 1201; line <= 1220; line++) expect(lines).toContain(line);
});

test("the same copies with the label that the base gives them say nothing", async () => {
  const again = long.slice(0, 20).map((row) => ({ text: `${row.text} indeed`, label: row.label }));
  expect(alarms(conflictingLabel, await adding(base, [...added, ...again]))).toEqual([]);
});

test("one contradiction is a note that names both rows of the pull request", async () => {
  const pairOfRows = [
    { text: "the delivery of the blue kettle came a whole week late", label: "NEGATIVE" },
    { text: "The delivery of the blue kettle came a whole week late!", label: "POSITIVE" },
  ];
  const found = observe(conflictingLabel, await adding(base, pairOfRows));
  expect(found).toMatchObject([{ grade: "informative", evidence: { rows: 1 } }]);
  expect(found[0]!.rows.map((row) => row.line).sort()).toEqual([1001, 1002]);
});

test("data of minimal pairs contradicts itself by design: more of it is no alarm", async () => {
  const minimal = (n: number, from: number) =>
    Array.from({ length: n }, (_, i) => ({
      text: `${i % 2 ? "I love" : "I hate"} it when people number ${from + (i >> 1)} come round to our house`,
      label: i % 2 ? "POSITIVE" : "NEGATIVE",
    }));
  const evidence = await adding([...base.slice(0, 400), ...minimal(200, 0)], minimal(60, 1000));
  expect(alarms(conflictingLabel, evidence)).toEqual([]);
});

test("correcting labels is no contradiction of the rows' own past", async () => {
  // Texts without any word in common, so that only the rows' own earlier versions could contradict them.
  const before = Array.from({ length: 50 }, (_, i) => ({
    text: ["alpha", "beta", "gamma", "delta"].map((word) => `${word}${i}`).join(" "),
    label: i % 2 ? "POSITIVE" : "NEGATIVE",
  }));
  const after = before.map((row, i) => (i < 30 ? { ...row, label: turned(row.label) } : row));
  const evidence = await evidenceOf([pair("d.jsonl", jsonl(before), jsonl(after))]);
  expect(observe(conflictingLabel, evidence)).toEqual([]);
});

test("a label that the data did not have refines it and contradicts nothing", async () => {
  const refined = long.slice(0, 20).map((row) => ({ text: `${row.text} today`, label: "SARCASM" }));
  expect(observe(conflictingLabel, await adding(base, refined))).toEqual([]);
});

test("without labels there is nothing to measure", async () => {
  const bare = base.map(({ text }) => ({ text }));
  expect(reason(conflictingLabel, await adding(bare, [{ text: "another one" }]))).toContain("no labels");
});

test("a row whose label columns contradict each other is a warning that names it, one that did so before is none", async () => {
  const numbers: string[] = [...new Set([...base, ...added].map(({ label }) => label))];
  const other = (number: number) => (number + 1) % numbers.length;
  const two = (row: { text: string; label: string }) => ({
    ...row,
    number: numbers.indexOf(row.label),
  });
  const before = base.map(two);
  const edited = { ...before[5]!, number: other(before[5]!.number) };
  const file = (extra: object[]) => jsonl([...before, ...extra]);
  const found = async (from: object[], to: string) =>
    observe(conflictingLabel, await evidenceOf([pair("data.jsonl", jsonl(from), to)])).filter(({ title }) =>
      title.startsWith("Label columns"),
    );
  const planted = added.slice(0, 3).map((row) => ({ ...two(row), number: other(two(row).number) }));
  expect(await found(before, file(planted))).toMatchObject([
    {
      grade: "suspicious",
      evidence: { rows: 3, columns: ["label", "number"] },
      rows: [{}, {}, { line: 1003 }],
    },
  ]);
  expect(await found(before, jsonl(before.with(5, edited)))).toMatchObject([{ rows: [{ line: 6 }] }]);
  expect(await found(before, file(added.map(two)))).toEqual([]);
});
