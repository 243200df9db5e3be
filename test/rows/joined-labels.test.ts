/** Labels joined in one cell are told by their parts, and each is a label of its row. */
import { describe, expect, test } from "@jest/globals";
import { labelSign } from "../../src/rows/formats/joined-labels.ts";
import { compare, pair } from "./support.ts";

const often = (values: readonly string[]): string[] => Array.from({ length: 10 }, () => values).flat();

describe("the sign that joins labels", () => {
  test.each([
    ["doccano's, beside single ones", ["bad#long", "bad", "good", "good#long"], "#"],
    ["where every row has two", ["bad|long", "good|short", "bad|short", "good|long"], "|"],
    ["with a blank behind it", ["red, blue", "red", "blue", "blue, green", "green"], ","],
    ["numbers of labels", ["2,27", "2", "27", "1,2,27", "1"], ","],
    ["a sign within one name", ["Sci/Tech", "World", "Sports"], null],
    ["a path of kinds", ["food/pizza", "food/soup", "drink/tea", "drink/milk"], null],
    ["numbers with a decimal comma", ["3,5", "4", "4,5", "5", "3"], null],
    ["a slip of the hand", ["good", "bad", "good|bad"], null],
  ])("%s", (_, values, sign) => {
    expect(labelSign(often(values))).toBe(sign);
  });

  test("a few rows tell nothing", () => {
    expect(labelSign(["bad#long", "bad", "good#long"])).toBeNull();
  });
});

test("beside another label the joined ones are told apart as well", async () => {
  const row = (i: number): string =>
    `a sentence with number ${i} in it,"${["long, short", "long", "short, odd", "odd"][i % 4]!}",${i % 2 ? "warm" : "cold"}\n`;
  const content = `text,labels,mood\n${Array.from({ length: 60 }, (_, i) => row(i)).join("")}`;
  const { files } = await compare([pair("a.csv", null, content)]);
  expect(files[0]!.columns.labelColumns).toEqual(["labels", "mood"]);
  expect(files[0]!.changes[0]!.after!.labels).toEqual(["labels: long", "labels: short", "mood: cold"]);
});

test("each of the joined labels is one of its row, and the choice says so", async () => {
  const rows = (count: number): string =>
    Array.from(
      { length: count },
      (_, i) => `${i},a text of several words ${i},${i % 2 ? "bad" : "good"}${i % 3 ? "" : " | long"}\n`,
    ).join("");
  const { files } = await compare([pair("a.csv", `id,text,tags\n${rows(60)}`, `id,text,tags\n${rows(62)}`)]);
  expect(files[0]!.changes.map(({ after }) => after!.labels)).toEqual([["good", "long"], ["bad"]]);
  expect(files[0]!.columns.reason).toContain('"tags" holds labels joined by |');
});

test.each([
  ["joined", (tags: readonly string[]) => tags.join(",")],
  ["as Python prints them", (tags: readonly string[]) => `[${tags.map((tag) => `'${tag}'`).join(", ")}]`],
])("a tag for each word in one cell, %s: the labels are what is marked", async (_, written) => {
  const tagged = [
    ["O", "B-PER", "I-PER"],
    ["B-LOC", "O", "B-PER"],
    ["O", "O", "O"],
  ];
  const rows = Array.from({ length: 30 }, (_, i) => ({
    sentence: `see word${String(i)} there`,
    word_labels: written(tagged[i % 3]!),
  }));
  const { files } = await compare([pair("a.json", null, JSON.stringify(rows, null, 1))]);
  expect(files[0]!.changes.slice(0, 3).map(({ after }) => after!.labels)).toEqual([
    ["PER"],
    ["LOC", "PER"],
    ["none of them"],
  ]);
  expect(files[0]!.columns).toMatchObject({ text: ["sentence"], label: "word_labels" });
});

test("Label Studio's short export writes one choice as a string and several as a list", async () => {
  const rows = Array.from({ length: 30 }, (_, i) => ({
    text: `a text of several words ${i}`,
    sentiment: i % 3 ? ["good", "bad"][i % 2] : { choices: ["good", "long"] },
  }));
  const { files } = await compare([pair("a.json", null, JSON.stringify(rows, null, 1))]);
  expect(new Set(files[0]!.changes.flatMap(({ after }) => after!.labels))).toEqual(
    new Set(["good", "bad", "long"]),
  );
});
