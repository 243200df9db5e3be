/** Files whose rows have no label, and whose paths say it as those of other files in the base do. */
import { describe, expect, test } from "@jest/globals";
import { labelPatterns } from "../../src/model/labels/path-labels.ts";
import { PATH_LABEL } from "../../src/model/options.ts";
import { compareDataset } from "../../src/rows/diff/compare.ts";
import { jsonl, options, pair, version } from "./support.ts";

const rows = (word: string, count: number): { text: string }[] =>
  Array.from({ length: count }, (_, i) => ({ text: `the ${word} was thing ${i} of many` }));

test.each([
  [["pos.csv", "neg.csv"], "pos.csv", "{label}.csv"],
  [["d/train_positive.txt", "d/train_negative.txt"], "d/train_neutral.txt", "d/train_{label}.txt"],
  [["d/spam/1.jsonl", "d/ham/2.jsonl"], "d/spam/9.jsonl", "d/{label}/**"],
  [["d/pos/bad_film.csv", "d/neg/fine.csv"], "d/pos/good_film.csv", "d/{label}/**"],
  [["pos.csv"], "pos.csv", null],
  [["pos.csv", "POS.jsonl"], "pos.csv", null],
  [["pos.csv", "other/neg.csv"], "pos.csv", null],
  [["pos.csv", "neg.csv"], "words.csv", null],
  [["a/pos.csv", "a/train.csv"], "a/pos.csv", null],
  [["{pos}.csv", "{neg}.csv"], "{pos}.csv", null],
])("a base of %j: the label in %s stands in %s", (base, path, pattern) => {
  expect(labelPatterns(base)(path)).toBe(pattern);
});

test.each([
  [["i/book_a_flight.json", "i/order.json"], "i/cancel_order.json", "i/{label}.json"],
  [
    ["i/order_usersays_en.json", "i/greet_usersays_en.json"],
    "i/order_usersays_en.json",
    "i/{label}_usersays_en.json",
  ],
  [
    ["Intents/Order/Intent.json", "Intents/Greet/Intent.json"],
    "Intents/Greet/Intent.json",
    "Intents/{label}/Intent.json",
  ],
  [["train.json", "test.json"], "train.json", null],
  [["order.json"], "order.json", null],
])("a base of %j, each file about one label: that of %s stands in %s", (base, path, pattern) => {
  expect(labelPatterns(base)(path, true)).toBe(pattern);
  expect(labelPatterns(base)(path)).toBe(null);
});

describe("rows are read under the label of their path", () => {
  const compare = (path: string, before: string, after: string) =>
    compareDataset(
      {
        pairs: [pair(path, before, after)],
        context: [version("d/negative.jsonl", jsonl(rows("soup", 30)))],
        notAnalysed: [],
      },
      options(),
    );

  test("added rows, with the files beside as reference", async () => {
    const [before, after] = [jsonl(rows("bread", 30)), jsonl(rows("bread", 32))];
    const { files, reference } = await compare("d/positive.jsonl", before, after);
    const [file] = files;
    expect(file!.columns).toMatchObject({ text: ["text"], label: PATH_LABEL });
    expect(file!.changes.map(({ after: row }) => row!.labels)).toEqual([["positive"], ["positive"]]);
    const labels = reference.map((one) => Object.fromEntries(one.labels));
    expect(labels).toEqual([{ positive: 30 }, { negative: 30 }]);
  });

  test("a label that only the change brings does not take its place", async () => {
    const own = rows("bread", 30).map((row) => ({ ...row, label: "negative" }));
    const head = jsonl([...rows("bread", 30), ...own.slice(0, 3)]);
    const { files } = await compare("d/positive.jsonl", jsonl(rows("bread", 30)), head);
    expect(files[0]!.columns.label).toBe(PATH_LABEL);
  });

  test("a label of the base's rows stays theirs", async () => {
    const own = rows("bread", 30).map((row, i) => ({ ...row, label: i % 2 === 0 ? "yes" : "no" }));
    const { files } = await compare("d/positive.jsonl", jsonl(own), jsonl([...own, own[0]]));
    expect(files[0]!.columns.label).toBe("label");
  });

  test("a text whose lines are rows", async () => {
    const lines = (count: number): string =>
      rows("bread", count)
        .map(({ text }) => `${text}\n`)
        .join("");
    const { files } = await compareDataset(
      {
        pairs: [pair("d/pos.txt", lines(30), lines(31))],
        context: [version("d/neg.txt", lines(9))],
        notAnalysed: [],
      },
      options(),
    );
    expect(files[0]!.changes.map(({ after: row }) => [row!.line, row!.labels])).toEqual([[31, ["pos"]]]);
  });

  test("a text of one line with a comma is no table of two columns", async () => {
    const { files } = await compareDataset(
      {
        pairs: [pair("d/pos/9.txt", null, "at times it drags , but i laughed all the way through it")],
        context: [
          version("d/pos/1.txt", "one thing of many"),
          ...["a fine thing", "another , which was not"].map((text, i) => version(`d/neg/${i}.txt`, text)),
        ],
        notAnalysed: [],
      },
      options(),
    );
    expect(files[0]!.columns).toMatchObject({ text: ["text"], label: PATH_LABEL });
  });
});
