import { describe, expect, test } from "@jest/globals";
import { chooseColumns } from "../../src/rows/columns/choose-columns.ts";
import { labelsOfVector, labelVectorLength } from "../../src/rows/columns/label-vector.ts";
import { compare, pair } from "./support.ts";

const cells = (cell: (i: number) => unknown, count = 30) =>
  Array.from({ length: count }, (_, i) => ({ y: cell(i) as never }));

describe("a column of label vectors", () => {
  test.each([
    ["one of two labels", (i: number) => (i % 2 ? [1, 0] : [0, 1]), 2],
    ["several of four", (i: number) => [i % 2, 0, 1, i % 3 ? 0 : 1], 4],
    ["how likely each is", (i: number) => (i % 2 ? [0.9, 0.1] : [0.25, 0.75]), 2],
    ["as Python prints it in a cell", (i: number) => (i % 2 ? "[1, 0]" : "[0, 1]"), 2],
    ["as NumPy prints it in a cell", (i: number) => (i % 2 ? "[0. 1. 0.]" : "[1. 0. 0.]"), 3],
    ["a list of label numbers", (i: number) => (i % 2 ? [1] : [0, 1]), null],
    ["the labels 0 and 1 of every row", () => [0, 1], null],
    ["larger label numbers", (i: number) => (i % 2 ? [4, 2] : [3, 1]), null],
    ["names", (i: number) => (i % 2 ? ["a", "b"] : ["b", "a"]), null],
    ["measurements", (i: number) => [0.5, 0.01 * i], null],
  ])("%s", (_, cell, length) => {
    expect(labelVectorLength(cells(cell), "y")).toBe(length);
  });

  test("too few cells tell nothing, and slips in a few do not hide the rest", () => {
    const cell = (i: number) => (i % 2 ? [1, 0] : [0, 1]);
    expect(labelVectorLength(cells(cell, 10), "y")).toBeNull();
    expect(labelVectorLength([...cells(cell, 60), { y: "spam" }, { y: [1] }], "y")).toBe(2);
  });

  test("what is set is the label, else the likeliest; anything else is no vector", () => {
    expect(labelsOfVector([0, 1, 1], 3, "y")).toEqual(["y[1]", "y[2]"]);
    expect(labelsOfVector([0, 0, 0], 3, "y")).toEqual(["none of them"]);
    expect(labelsOfVector("[0.2 0.8]", 2, "y")).toEqual(["y[1]"]);
    expect(labelsOfVector([0, 1], 3, "y")).toBeNull();
    expect(labelsOfVector("spam", 2, "y")).toBeNull();
  });

  test("rows carry the labels that their vectors set, and the choice says so", async () => {
    const rows = (count: number) =>
      Array.from({ length: count }, (_, i) =>
        JSON.stringify({ text: `a text of several words ${i}`, labels: i % 2 ? [1, 0] : [0, 1] }),
      ).join("\n");
    const { files } = await compare([pair("a.jsonl", rows(40), rows(42))]);
    expect(files[0]!.changes.map(({ after }) => after!.labels)).toEqual([["labels[1]"], ["labels[0]"]]);
    expect(files[0]!.columns.reason).toContain('"labels" holds a number for each of 2 labels');
  });
});

test("an answer that the label calls right or wrong is text, as what was asked is", () => {
  const rated = (label: (i: number) => unknown) =>
    Array.from({ length: 40 }, (_, i) => ({
      prompt: `Write a review, number ${i}`,
      completion: `It is the best of all ${i} that I saw`,
      label: label(i) as never,
    }));
  expect(
    chooseColumns(
      rated((i) => i % 2 === 0),
      {},
    ),
  ).toMatchObject({
    text: ["prompt", "completion"],
    label: "label",
    response: null,
  });
  expect(
    chooseColumns(
      rated((i) => ["books", "films"][i % 2]),
      {},
    ),
  ).toMatchObject({
    text: ["prompt"],
    response: "completion",
  });
});
