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
