import { describe, expect, test } from "@jest/globals";
import { columnChooser } from "../../src/config/columns.ts";
import { compare, jsonl, limits, pair } from "./support.ts";

const columnsFor = columnChooser({
  columns: [
    { files: "data/texts.*", text: "text", label: { file: "labels.csv", id: "id", column: "label" } },
  ],
});
const csv = (...lines: string[]): string => `${lines.join("\n")}\n`;
const texts = csv("id,text", "7,It broke.", "8,It works.");
const labels = csv("id,label", "8,good", "7,bad");

const joined = async (...pairs: Parameters<typeof compare>[0]) => {
  const found = await compare(pairs, { columnsFor, limits });
  return {
    ...found,
    rows: found.files.flatMap(({ changes }) =>
      changes.map(({ kind, edits, before, after }) => [
        kind,
        after?.line,
        before?.labels,
        after?.labels,
        edits,
      ]),
    ),
  };
};
const none = { label: false, text: false, other: false };

describe("texts and labels in two files", () => {
  test("rows planted in both are rows with their labels, on the lines of the texts", async () => {
    const { rows, files, notReviewed } = await joined(
      pair("data/texts.csv", texts, `${texts}9,It is late.\n`),
      pair("data/labels.csv", labels, `${labels}9,bad\n`),
    );
    expect(rows).toEqual([["added", 4, undefined, ["bad"], none]]);
    expect(files.map(({ path }) => path)).toEqual(["data/texts.csv"]);
    expect(notReviewed).toEqual([]);
  });

  test("a change of the labels alone is an edit of the texts' labels", async () => {
    const { rows } = await joined(
      pair("data/texts.csv", texts, texts),
      pair("data/labels.csv", labels, labels.replace("7,bad", "7,good")),
    );
    expect(rows).toEqual([["edited", 2, ["bad"], ["good"], { ...none, label: true }]]);
  });

  test("a second label under one id is the text's as well; ids are numbers in the one file and words in the other", async () => {
    const lines = jsonl([
      { id: 7, text: "It broke." },
      { id: 8, text: "It works." },
    ]);
    const { rows } = await joined(
      pair("data/texts.jsonl", lines, lines),
      pair("data/labels.csv", labels, `${labels}7,good\n`),
    );
    expect(rows.map(([, , before, after]) => [before, after])).toEqual([[["bad"], ["bad", "good"]]]);
  });

  test("of what several people said of one text the label is what most of them say", async () => {
    const said = `${labels}7,bad\n7,good\n`;
    const { rows } = await joined(
      pair("data/texts.csv", texts, texts),
      pair("data/labels.csv", said, `${said}7,good\n7,good\n`),
    );
    expect(rows.map(([, , before, after]) => [before, after])).toEqual([[["bad"], ["good"]]]);
  });

  test("new labels under the id of no text are named by their lines", async () => {
    const { notReviewed } = await joined(
      pair("data/texts.csv", texts, texts),
      pair("data/labels.csv", `${labels}1,bad\n`, `${labels}1,bad\n2,bad\n`),
    );
    expect(notReviewed).toMatchObject([{ path: "data/labels.csv", grade: "suspicious" }]);
    expect(notReviewed[0]!.reason).toContain("1 new label in data/labels.csv (line 5)");
  });

  test("two rules may take other columns of one file", async () => {
    const both = (first: string): string => csv("id,label,topic", `7,${first},parts`, "8,good,price");
    const columns = ["label", "topic"].map((column) => ({
      files: `data/${column}-texts.csv`,
      text: "text",
      label: { file: "labels.csv", id: "id", column },
    }));
    const { files, notReviewed } = await compare(
      [
        pair("data/label-texts.csv", csv("id,text", "7,It broke."), csv("id,text", "7,It broke now.")),
        pair("data/topic-texts.csv", csv("id,text", "8,It works."), csv("id,text", "8,It works now.")),
        pair("data/labels.csv", both("bad"), `${both("bad")}9,bad,parts\n`),
      ],
      { columnsFor: columnChooser({ columns }), limits },
    );
    expect(files.flatMap(({ changes }) => changes.map(({ after }) => after?.labels))).toEqual([
      ["bad"],
      ["price"],
    ]);
    expect(notReviewed[0]!.reason).toContain("1 new label in data/labels.csv (line 4)");
  });

  test.each([
    ["a file of labels that is not there", [pair("data/texts.csv", texts, texts)], "not among those that"],
    [
      "a record that cannot be read",
      [pair("data/texts.csv", texts, texts), pair("data/labels.csv", labels, `${labels}9,b\u0000ad\n`)],
      "line 4 cannot be read",
    ],
    [
      "an id with more labels than any text has",
      [pair("data/texts.csv", texts, texts), pair("data/labels.csv", labels, labels + "7,bad\n".repeat(200))],
      "the id on line 203 has more than 200",
    ],
    [
      "a column that is not there",
      [pair("data/texts.csv", texts, texts), pair("data/labels.csv", labels, csv("id,labl", "7,bad"))],
      'Did you mean "labl"?',
    ],
  ])("%s is no pass", async (_, pairs, words) => {
    const { notAnalysed } = await joined(...pairs);
    expect(notAnalysed.map(({ reason }) => reason).join("\n")).toContain(words);
  });
});

describe("texts and labels that stand on the same lines of two files", () => {
  const byLine = columnChooser({
    columns: [
      { files: "**/seq.in", label: { file: "label" } },
      { files: "**/*_text.txt", label: { file: "train_labels.txt" } },
      { files: "*.jsonl", label: { file: "train-labels.lst" } },
    ],
  });
  const rowsOf = async (...pairs: Parameters<typeof compare>[0]) => {
    const { files, notReviewed } = await compare(pairs, { columnsFor: byLine, limits });
    const rows = files.flatMap(({ changes }) => changes.map(({ after }) => [after!.text, after!.labels]));
    return { rows, notReviewed: notReviewed.map(({ reason }) => reason) };
  };
  const said = "It broke; twice.\nIt works.\n";

  test.each([
    ["train/seq.in", "train/label", said, "It is late.\n"],
    ["sentiment/train_text.txt", "sentiment/train_labels.txt", said, "It is late.\n"],
    [
      "train.jsonl",
      "train-labels.lst",
      jsonl([{ goal: "It broke." }, { goal: "It works." }]),
      jsonl([{ goal: "It is late." }]),
    ],
  ])("%s has its labels in %s", async (path, other, before, more) => {
    const { rows, notReviewed } = await rowsOf(
      pair(path, before, before + more),
      pair(other, "bad\ngood\n", "bad\ngood\nbad\n"),
    );
    expect(rows).toEqual([["It is late.", ["bad"]]]);
    expect(notReviewed).toEqual([]);
  });

  test("a label that is turned is an edit, and labels beyond the texts are no pass", async () => {
    const { rows, notReviewed } = await rowsOf(
      pair("train/seq.in", said, said),
      pair("train/label", "bad\ngood\n", "bad\nbad\ngood\n"),
    );
    expect(rows).toEqual([["It works.", ["bad"]]]);
    expect(notReviewed).toEqual(["1 new label in train/label (line 3) stand under the id of no text"]);
  });
});
