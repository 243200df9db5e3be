import { describe, expect, test } from "@jest/globals";
import type { EqualLabels } from "../../src/model/labels/equal-labels.ts";
import { equalLabel, valuesOf } from "../../src/model/labels/equal-labels.ts";
import { equalLabels } from "../../src/rows/columns/equal-labels.ts";
import type { Fields } from "../../src/rows/formats/reader.ts";
import { compare, jsonl, pair } from "./support.ts";

const names = ["negative", "positive"];
const row = (i: number, number = i % 2, name = names[i % 2]!) => ({
  text: `This is text number ${i} of them.`,
  label: number,
  label_text: name,
});
const base = Array.from({ length: 60 }, (_, i) => row(i));

/** Labels of the added rows, and how the file's columns were read. */
async function added(head: readonly Fields[], before: readonly Fields[] = base) {
  const { files } = await compare([pair("a.jsonl", jsonl(before), jsonl([...before, ...head]))]);
  return { columns: files[0]!.columns, labels: files[0]!.changes.map(({ after }) => after!.labels) };
}

test("a list that a program printed into a cell is its names", () => {
  expect(valuesOf("['a.b', 'c']")).toEqual(["a.b", "c"]);
  expect(valuesOf(" [UNK] ")).toEqual(["[UNK]"]);
  expect(valuesOf("1.0")).toEqual(["1.0"]);
});

describe("columns that say the same label", () => {
  test("are one, read as the one whose values are words", async () => {
    const { columns, labels } = await added([row(100), row(101)]);
    expect(columns).toMatchObject({ label: "label_text", labelsFrom: "equal" });
    expect(columns.reason).toBe(
      'Told by the shape of the file; "text" is a common name for text. Note: read as "label_text", "label" say the same, tested as "label_text".',
    );
    expect(labels).toEqual([["negative"], ["positive"]]);
  });

  test("a row in which they contradict each other has both labels, whichever of them was turned", async () => {
    const { labels } = await added([row(100, 1), row(102, 0, "positive"), row(104, 7)]);
    expect(labels).toEqual([
      ["negative", "positive"],
      ["positive", "negative"],
      ["negative", "label: 7"],
    ]);
  });

  test("a new label in both contradicts nothing, and a column that holds nothing leaves the other", async () => {
    const { label, ...named } = row(100);
    const { labels } = await added([
      row(101, 2, "neutral"),
      named,
      { ...row(103), label_text: "" },
      row(104, 0, "Negative"),
    ]);
    expect(labels).toEqual([["neutral"], ["negative"], ["positive"], ["Negative"]]);
  });

  test("more columns than are compared are named as not tested", async () => {
    const many = base.map((one, i) => ({
      ...one,
      ...Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`mood_${at}`, i % 2 ? "warm" : "cold"])),
    }));
    const { files } = await compare([pair("a.jsonl", jsonl(many), jsonl([...many, many[0]!]))]);
    expect(files[0]!.columns.equalLabels).toBeUndefined();
    expect(files[0]!.columns.otherLabels).toContain("mood_59");
  });

  test("a change of the column that is not read is a change", async () => {
    const { files } = await compare([pair("a.jsonl", jsonl(base), jsonl(base.with(4, row(4, 1))))]);
    expect(files[0]!.changes).toMatchObject([
      { kind: "edited", after: { labels: ["negative", "positive"] } },
    ]);
  });

  test("where a row of the base contradicts them they are two labels", async () => {
    const { columns } = await added([row(100)], [...base, row(61, 0)]);
    expect(columns).toMatchObject({ labelsFrom: "labels", labelColumns: ["label", "label_text"] });
  });

  test("a file of one class is read as the files beside it", async () => {
    const one = base.filter(({ label }) => label === 1);
    const pairs = [
      pair("test.jsonl", jsonl(one), jsonl([...one, row(100, 0, "positive")])),
      pair("train.jsonl", jsonl(base), jsonl([...base, row(100)])),
    ];
    const { files } = await compare(pairs);
    expect(files.map(({ columns }) => columns.label)).toEqual(["label_text", "label_text"]);
    expect(files[0]!.changes[0]!.after!.labels).toEqual(["positive", "negative"]);
  });

  test("numbers of other labels in a file beside it are its own", async () => {
    const topics = Array.from({ length: 60 }, (_, i) => row(i, i % 2, ["sports", "world"][i % 2]));
    const { files } = await compare([
      pair("a.jsonl", jsonl(base), jsonl([...base, row(100)])),
      pair("b.jsonl", jsonl(topics), jsonl([...topics, row(100, 0, "sports")])),
    ]);
    expect(files.map(({ changes }) => changes[0]!.after!.labels)).toEqual([["negative"], ["sports"]]);
  });

  test("the winner of votes is the label in other words; a tie contradicts neither", async () => {
    const voted = (i: number, label = i % 4 > 1 ? "fine" : "bad", yes = i % 4) => ({
      text: row(i).text,
      yes,
      no: 3 - yes,
      class: label,
    });
    const before = Array.from({ length: 60 }, (_, i) => voted(i));
    const { columns, labels } = await added(
      [voted(100), voted(100, "bad", 3), { ...voted(100), yes: 1, no: 1 }],
      before,
    );
    expect(columns.label).toBe("class");
    expect(labels).toEqual([["bad"], ["bad", "fine"], ["bad"]]);
  });
});

test("1.0 and 1 are one value, as pandas writes it beside an empty cell", () => {
  const [equal] = equalLabels(["label", "label_text"], base) as [EqualLabels];
  expect(equal).toMatchObject({
    columns: ["label_text", "label"],
    as: [
      [
        ["0", "negative"],
        ["1", "positive"],
      ],
    ],
  });
  const said = (label: number | string) =>
    equalLabel(equal, (name) => (name === "label" ? label : "positive"));
  expect([said("1.0"), said(1), said("0.0")]).toEqual(["positive", "positive", ["positive", "negative"]]);
});

test("twenty rows tell, nineteen do not", () => {
  expect(equalLabels(["label", "label_text"], base.slice(0, 19))).toEqual([]);
  expect(equalLabels(["label", "label_text"], base.slice(0, 20))).toHaveLength(1);
});
