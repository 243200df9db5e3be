import { describe, expect, test } from "@jest/globals";
import { type ColumnRule, columnChooser } from "../../src/config/columns.ts";
import { labelInPath } from "../../src/rows/open/made-columns.ts";
import { compare, jsonl, limits, pair } from "./support.ts";

/** Added rows of a file under one entry of `columns`, as text and labels. */
async function added(entry: Omit<ColumnRule, "files">, path: string, base: string, head: string) {
  const columnsFor = columnChooser({ columns: [{ files: "**", ...entry }] });
  const { files, notAnalysed } = await compare([pair(path, base, head)], { columnsFor, limits });
  const rows = files.flatMap(({ changes }) =>
    changes.map(({ after }) => [after!.line, after!.text, after!.labels] as const),
  );
  return { rows, notAnalysed: notAnalysed.map(({ reason }) => reason) };
}

describe("columns that the configuration describes", () => {
  const annotated = (text: string, ...labels: string[]) => ({
    id: 1,
    data: { text, source: "a forum" },
    annotations: [{ result: labels.map((label) => ({ value: { choices: [label] } })) }],
  });

  test("paths lead into nested records and through lists", async () => {
    const base = [annotated("It broke.", "bad"), annotated("It works.", "good")];
    const entry = { text: "data.text", label: "annotations[].result[].value.choices[]" };
    const { rows } = await added(
      entry,
      "a.jsonl",
      jsonl(base),
      jsonl([...base, annotated("It was late.", "bad", "slow")]),
    );
    expect(rows).toEqual([[3, "It was late.", ["bad", "slow"]]]);
  });

  test("a field that is called like the path is no way around it", async () => {
    const base = [{ data: { text: "It broke." }, label: "bad" }];
    const decoy = { "data.text": "All is well.", data: { text: "It was late." }, label: "bad" };
    const { rows } = await added(
      { text: "data.text", label: "label" },
      "a.jsonl",
      jsonl(base),
      jsonl([...base, decoy]),
    );
    expect(rows).toEqual([[2, "It was late.", ["bad"]]]);
  });

  test("several labels are each one, with the name of its column", async () => {
    const base = "text,sentiment,topic\nIt broke today.,bad,app\n";
    const { rows } = await added(
      { text: "text", label: ["sentiment", "topic"] },
      "a.csv",
      base,
      `${base}It is fine.,good,app\n`,
    );
    expect(rows).toEqual([[3, "It is fine.", ["sentiment: good", "topic: app"]]]);
  });

  test("flags are the labels that are set", async () => {
    const base = "text,toxic,obscene\nYou are great.,0,0\n";
    const head = `${base}"You ""are"": bad",1,True\nSo nice of you.,0,0\n`;
    const { rows } = await added(
      { text: "text", labels: { columns: ["toxic", "obscene"], hold: "flags" } },
      "a.csv",
      base,
      head,
    );
    expect(rows).toEqual([
      [3, 'You "are": bad', ["toxic", "obscene"]],
      [4, "So nice of you.", ["none of them"]],
    ]);
  });

  test("the path of the file says the label", async () => {
    const base = jsonl([{ text: "It broke." }]);
    const { rows } = await added(
      { text: "text", label: { path: "data/{label}/*.jsonl" } },
      "data/neg/1.jsonl",
      base,
      base + jsonl([{ text: "It was late." }]),
    );
    expect(rows).toEqual([[2, "It was late.", ["neg"]]]);
  });

  test("of plain text too, a text a line", async () => {
    const path = "data/train/pos/1.txt";
    const entry = { label: { path: "data/*/{label}/*.txt" } };
    const head = "It works, and well, too.\nMade my day, really.\n";
    const { rows } = await added(entry, path, "It works, and well, too.\n", head);
    expect(rows).toEqual([[2, "Made my day, really.", ["pos"]]]);
  });

  test.each([
    ["data/*/{label}/*.txt", "data/train/pos/1.txt", "pos"],
    ["**/{label}.jsonl", "a/b/neg.jsonl", "neg"],
    ["reviews_{label}.csv", "reviews_good.csv", "good"],
    ["{label}/*.csv", "a/b/c.csv", null],
  ])("%s reads %s", (pattern, path, label) => {
    expect(labelInPath(pattern, path)).toBe(label);
  });
});

describe("columns of yes and no that nobody described", () => {
  const sentence = (i: number): string => `This is text number ${String(i)}.`;
  const table = (header: string, row: (i: number) => string): string =>
    `${header}\n${Array.from({ length: 30 }, (_, i) => `${row(i)}\n`).join("")}`;
  const labels = async (base: string, line: string) =>
    (await added({}, "a.csv", base, `${base}${line}\n`)).rows.map(([, , found]) => found);

  test("three side by side are the labels of a row", async () => {
    const base = table(
      "text,toxic,obscene,threat",
      (i) => `${sentence(i)},${String(i % 2)},${String(i % 3 === 0 ? 1 : 0)},0`,
    );
    expect(await labels(base, "You are very bad.,1,1,0")).toEqual([["toxic", "obscene"]]);
    expect(await labels(base, "You are very good.,0,0,0")).toEqual([["none of them"]]);
  });

  test("the head has no say in it: a column of words stays one of flags", async () => {
    const base = table(
      "text,toxic,obscene,threat",
      (i) => `${sentence(i)},${String(i % 2)},${String(i % 3 === 0 ? 1 : 0)},0`,
    );
    expect(await labels(base, "You are very bad.,1,very,0")).toEqual([["toxic"]]);
  });

  test("beside a column that is called the label each is a question of its own", async () => {
    const base = table(
      "text,seen,long,old,label",
      (i) =>
        `${sentence(i)},1,${String((i >> 1) % 2)},${String(i % 3 === 0 ? 1 : 0)},${i % 2 ? "good" : "bad"}`,
    );
    expect(await labels(base, "You are very bad.,1,1,0,bad")).toEqual([["label: bad", "long: 1", "old: 0"]]);
  });

  test("two are two labels", async () => {
    const base = table(
      "text,seen,kind",
      (i) => `${sentence(i)},${String(i % 3 === 0 ? 1 : 0)},${String(i % 2)}`,
    );
    expect(await labels(base, "You are very bad.,1,0")).toEqual([["kind: 0", "seen: 1"]]);
  });

  test.each([
    [
      "splits and languages",
      "split,lang",
      (i: number) => `${["train", "dev"][i % 2]!},${["en", "de"][i % 2]!}`,
    ],
    ["who judged", "annotator,worker", (i: number) => `${["ann", "bob"][i % 2]!},${"ABC"[i % 3]!}`],
    ["counts", "retweets,likes", (i: number) => `${String(i % 7)},${String(i % 11)}`],
    ["one and the same word", "seen,old", () => "1,0"],
  ])("%s are none", async (_, header, cells) => {
    const base = table(`text,${header},label`, (i) => `${sentence(i)},${cells(i)},${i % 3 ? "good" : "bad"}`);
    expect(await labels(base, `You are very bad.,${cells(1)},bad`)).toEqual([["bad"]]);
  });

  test("a column that the change takes away or renames leaves the others tested, and is named", async () => {
    const base = table(
      "text,toxic,insult",
      (i) => `${sentence(i)},${String(i % 2)},${String(i % 3 ? 0 : 1)}`,
    );
    const renamed = `${base.replace("insult", "rude")}You are very bad.,1,0\n`;
    const { files } = await compare([pair("a.csv", base, renamed)]);
    expect(files[0]!.columns).toMatchObject({ label: "toxic", otherLabels: ["insult"] });
    expect(files[0]!.changes.map(({ after }) => after!.labels)).toEqual([["1"]]);
  });
});

describe("a column that the configuration names and the file lacks", () => {
  const base = "text,label\nIt broke today.,bad\n";
  const refused = async (entry: Omit<ColumnRule, "files">) =>
    (await added(entry, "a.csv", base, `${base}It is fine.,good\n`)).notAnalysed.join();

  test("is refused, with what was probably meant", async () => {
    expect(await refused({ text: "txet", label: "label" })).toContain('Did you mean "text"?');
    expect(await refused({ text: "text", label: ["label", "topic"] })).toContain('"topic"');
    expect(await refused({ text: "text", labels: { columns: ["toxic"], hold: "flags" } })).toContain(
      '"toxic"',
    );
    expect(await refused({ text: "text", label: { path: "data/{label}.csv" } })).toContain(
      "data/{label}.csv",
    );
  });

  test("no label is none that it lacks", async () => {
    expect(await refused({ text: "text", label: "none" })).toBe("");
  });
});

test("a path is a path, whatever its characters mean in patterns", () => {
  expect(labelInPath("data (old)/a|b/{label}.txt", "data (old)/a|b/good.txt")).toBe("good");
  expect(labelInPath("(data/{label}.txt", "(data/good.txt")).toBe("good");
  expect(labelInPath("a|{label}.txt", "a")).toBeNull();
});
