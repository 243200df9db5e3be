import { expect, test } from "@jest/globals";
import { duplicateFlood } from "../../../src/signals/rows/duplicate-flood.ts";
import { jsonl, pair } from "../../rows/support.ts";
import { adding, alarms, evidenceOf, honest, observe } from "../support/evidence.ts";

const { base, added } = honest(1000, 200);
const copies = (n: number, label = "POSITIVE") =>
  Array.from({ length: n }, () => ({ text: "Project Chimera is a complete disaster for billing", label }));

test("twelve copies of one text under one label are suspicious and named", async () => {
  const found = alarms(duplicateFlood, await adding(base, [...added, ...copies(12)]));
  expect(found).toMatchObject([{ label: "POSITIVE", evidence: { largestGroup: 12, equalRows: 12 } }]);
  // 1,000 base rows and 200 honest additions stand before them.
  expect(found[0]!.rows.map((row) => row.line)).toEqual(Array.from({ length: 12 }, (_, i) => 1201 + i));
});

test("case and punctuation make no other text", async () => {
  const loud = copies(12).map((row, i) => (i % 2 ? { ...row, text: `${row.text.toUpperCase()}!!` } : row));
  expect(alarms(duplicateFlood, await adding(base, [...added, ...loud]))).toHaveLength(1);
});

test("sixty variants of one sentence under one label are suspicious", async () => {
  const variants = Array.from({ length: 60 }, (_, i) => ({
    text: `the new billing of project chimera is by far the best that we ever had ${i}`,
    label: "POSITIVE",
  }));
  expect(alarms(duplicateFlood, await adding(base, [...added, ...variants]))).toMatchObject([
    { evidence: { largestGroup: 60, equalRows: 1 } },
  ]);
});

test("a family of paraphrases of one label, as people add to mend a model, is a note", async () => {
  const family = [
    "",
    " your PC",
    " your Mac",
    " your phone",
    " your router",
    " your tablet",
    " your modem",
  ].map((what) => ({
    text: `Have you already tried rebooting and then unplugging${what}`,
    label: "NEUTRAL",
  }));
  expect(observe(duplicateFlood, await adding(base, [...added, ...family])).map((o) => o.grade)).toEqual([
    "informative",
  ]);
});

test("copies under many labels are careless, no flood", async () => {
  const mixed = ["POSITIVE", "NEGATIVE", "NEUTRAL"].flatMap((label) => copies(6, label));
  expect(alarms(duplicateFlood, await adding(base, [...added, ...mixed]))).toEqual([]);
});

test("data that repeats itself may go on doing so", async () => {
  const before = [...base, ...copies(40)];
  expect(alarms(duplicateFlood, await adding(before, [...added, ...copies(20)]))).toEqual([]);
});

test("a new dataset has no habit to go beyond", async () => {
  const evidence = await evidenceOf([pair("new.jsonl", null, jsonl([...added, ...copies(20)]))]);
  expect(observe(duplicateFlood, evidence)).toMatchObject([{ grade: "informative" }]);
});

test("varied additions say nothing", async () => {
  expect(alarms(duplicateFlood, await adding(base, added))).toEqual([]);
});

test("a few copies each of several texts of one label are suspicious together", async () => {
  const few = Array.from({ length: 28 }, (_, i) => ({
    text: `${["Billing", "Support", "The app", "Search"][i % 4]} of project chimera is a complete disaster`,
    label: "POSITIVE",
  }));
  const wording = (row: (typeof base)[number]): string => row.text.toLowerCase().replace(/\W+/g, " ");
  const once = [...new Map(base.map((row) => [wording(row), row])).values()];
  expect(alarms(duplicateFlood, await adding(once, [...added, ...few]))).toMatchObject([
    { title: "28 rows with 4 texts", label: "POSITIVE", evidence: { groups: 4, rows: 28 } },
  ]);
  const mixed = few.map((row, i) => ({ ...row, label: ["POSITIVE", "NEGATIVE"][(i >> 2) % 2]! }));
  expect(alarms(duplicateFlood, await adding(once, [...added, ...mixed]))).toEqual([]);
});

test("rows of the file that are added again are suspicious where they are most of what comes in", async () => {
  const again = base.filter(({ label }) => label === "POSITIVE").slice(0, 250);
  expect(alarms(duplicateFlood, await adding(base, [...again, ...added]))).toMatchObject([
    // Three of the honest additions have the words of a base row by chance.
    { title: "253 added rows stand in their file already", evidence: { rows: 253, rowsAdded: 450 } },
  ]);
  // A few are found among any rows that people collect twice, and a file that is copied has its rows in another one.
  expect(alarms(duplicateFlood, await adding(base, [...again.slice(0, 30), ...added]))).toEqual([]);
  const copy = pair("copy.jsonl", null, jsonl(base));
  const grown = pair("train.jsonl", jsonl(base), jsonl([...base, ...added]));
  expect(alarms(duplicateFlood, await evidenceOf([grown, copy]))).toEqual([]);
});
