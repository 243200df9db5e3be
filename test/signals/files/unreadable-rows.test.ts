import { expect, test } from "@jest/globals";
import { unreadableRows } from "../../../src/signals/files/unreadable-rows.ts";
import { jsonl, pair } from "../../rows/support.ts";
import { alarms, evidenceOf, observe } from "../support/evidence.ts";

const rows = Array.from({ length: 5 }, (_, i) => ({ text: `row number ${i}`, label: "a" }));

test("a malformed row that the pull request brings in is decisive, with its line", async () => {
  const evidence = await evidenceOf([pair("d.jsonl", jsonl(rows), `${jsonl(rows)}{"text": "cut of\n`)]);
  const [found, ...others] = observe(unreadableRows, evidence);
  expect(others).toEqual([]);
  expect(found).toMatchObject({
    grade: "decisive",
    rows: [{ path: "d.jsonl", line: 6, side: "head", score: 1 }],
    evidence: { rows: 1, kind: "malformed", introduced: true },
  });
  expect(found!.message).toContain("line 6");
});

test("one that stood there before is only mentioned", async () => {
  const broken = `{"text": broken\n${jsonl(rows)}`;
  const evidence = await evidenceOf([
    pair("d.jsonl", broken, `${broken}${jsonl([{ text: "a new row", label: "a" }])}`),
  ]);
  const found = observe(unreadableRows, evidence);
  expect(found.map((observation) => observation.grade)).toEqual(["informative"]);
});

test("repairing a row that could not be read is no alarm", async () => {
  const evidence = await evidenceOf([
    pair("d.jsonl", `{"text": broken\n${jsonl(rows)}`, jsonl([{ text: "repaired", label: "a" }, ...rows])),
  ]);
  expect(alarms(unreadableRows, evidence)).toEqual([]);
});

test("NaN and Infinity as Python writes them are a note that names the first", async () => {
  const evidence = await evidenceOf([
    pair("d.jsonl", jsonl(rows), `${jsonl(rows)}{"text": "a new row", "label": "a", "score": NaN}\n`),
  ]);
  const found = observe(unreadableRows, evidence);
  expect(found).toMatchObject([{ grade: "informative", rows: [{ line: 6 }] }]);
  expect(found[0]!.message).toMatch(/NaN or Infinity/);
});

test("a CSV record with too many fields is suspicious", async () => {
  const csv = "text,label\nfirst one,a\nsecond one,b\nthird one,a\n";
  const evidence = await evidenceOf([pair("d.csv", csv, `${csv}fourth, with a comma,b\n`)]);
  expect(observe(unreadableRows, evidence)).toMatchObject([
    { grade: "suspicious", rows: [{ line: 5 }], evidence: { kind: "ragged", introduced: true } },
  ]);
});

test("a CSV record with too many fields is a note where the base's records have as many as often", async () => {
  const odd = "fourth, with a comma,b\n";
  const base = `text,label\n${odd}${"an even one,a\n".repeat(9)}`;
  const [one, five] = await Promise.all(
    [1, 5].map((odds) =>
      evidenceOf([
        pair("d.csv", base, `${base}${Array.from({ length: odds }, (_, i) => `${i} ${odd}`).join("")}`),
      ]),
    ),
  );
  expect(observe(unreadableRows, one!)[0]).toMatchObject({ grade: "informative", evidence: { rows: 1 } });
  expect(observe(unreadableRows, five!)[0]).toMatchObject({ grade: "suspicious", evidence: { rows: 5 } });
});

test("a quote within a field is a note where the record has one line and all fields, else suspicious", async () => {
  const csv = "text,label\nfirst one,a\nsecond one,b\n";
  const whole = await evidenceOf([pair("d.csv", csv, `${csv}"quoted" and more,b\n`)]);
  expect(observe(unreadableRows, whole)).toMatchObject([
    { grade: "informative", rows: [{ line: 4 }], evidence: { kind: "quote" } },
  ]);
  const swallowed = await evidenceOf([pair("d.csv", csv, `${csv}"not closed,b\nthe "next" one,a\n`)]);
  expect(alarms(unreadableRows, swallowed)).toMatchObject([{ grade: "suspicious" }]);
});

test("a record in the encoding that its file had before is mentioned; in a file that was UTF-8 it is malformed", async () => {
  const latin = (text: string): Buffer => Buffer.from(text, "latin1");
  const added = "un caf\u00e9 noir,b\n";
  const before = latin("text,label\nune cr\u00e8me br\u00fbl\u00e9e,a\n");
  const evidence = await evidenceOf([pair("d.csv", before, Buffer.concat([before, latin(added)]))]);
  expect(observe(unreadableRows, evidence)).toMatchObject([
    { grade: "informative", rows: [{ line: 3 }], evidence: { kind: "legacy", introduced: true } },
    { grade: "informative", rows: [{ line: 2 }], evidence: { kind: "legacy", introduced: false } },
  ]);
  const utf8 = Buffer.from("text,label\nune crème brûlée,a\n");
  const broken = await evidenceOf([pair("d.csv", utf8, Buffer.concat([utf8, latin(added)]))]);
  expect(observe(unreadableRows, broken)).toMatchObject([
    { grade: "decisive", evidence: { kind: "malformed" } },
  ]);
});
