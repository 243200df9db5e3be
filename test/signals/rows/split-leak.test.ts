import { describe, expect, test } from "@jest/globals";
import { splitLeak } from "../../../src/signals/rows/split-leak.ts";
import { splitOf } from "../../../src/signals/shared/splits.ts";
import { jsonl, pair } from "../../rows/support.ts";
import { alarms, evidenceOf, honest, observe, reason } from "../support/evidence.ts";

const { base, added } = honest(400, 100);
const train = base.slice(0, 300);
const held = base.slice(300);

describe("the split that a path names", () => {
  test.each([
    ["data/train.csv", "train"],
    ["test/part-1.jsonl", "test"],
    ["dev-00000-of-00001.jsonl", "validation"],
    ["train/validation.csv", "validation"],
    ["train_test.csv", null],
    ["data/testimony.csv", null],
    ["feedback.jsonl", null],
  ])("%s: %s", (path, split) => {
    expect(splitOf(path)).toBe(split);
  });
});

test("test texts added to train are suspicious where they are many", async () => {
  const leaked = held.slice(0, 30);
  const evidence = await evidenceOf([
    pair("train.jsonl", jsonl(train), jsonl([...train, ...leaked, ...added.slice(0, 30)])),
    pair("test.jsonl", jsonl(held), jsonl([...held, added[50]])),
  ]);
  const found = alarms(splitLeak, evidence);
  expect(found).toMatchObject([{ evidence: { split: "train", others: ["test"], rows: 30 } }]);
  expect(found[0]!.rows).toHaveLength(30);
});

describe("rows that go from one split to another", () => {
  const both = (trained: readonly unknown[], tested: readonly unknown[]) =>
    evidenceOf([
      pair("train.jsonl", jsonl(train), jsonl(trained)),
      pair("test.jsonl", jsonl(held), jsonl(tested)),
    ]);

  test.each([
    ["test to train", () => both([...train, ...held.slice(0, 30)], held.slice(30)), "test", "train", 30],
    ["train to test", () => both(train.slice(40), [...held, ...train.slice(0, 40)]), "train", "test", 40],
  ])("by their file, %s", async (_, evidence, from, to, rows) => {
    expect(alarms(splitLeak, await evidence())).toMatchObject([{ evidence: { from, to, rows } }]);
  });

  test("both ways where the files change places, and by the name of the file", async () => {
    const exchanged = alarms(splitLeak, await both(held, train));
    expect(exchanged.map(({ evidence: { from, rows } }) => [from, rows])).toEqual([
      ["test", held.length],
      ["train", train.length],
    ]);
    const renamed = [pair("test.jsonl", jsonl(held), null), pair("data/train.jsonl", null, jsonl(held))];
    expect(alarms(splitLeak, await evidenceOf(renamed))).toMatchObject([
      { evidence: { from: "test", to: "train", rows: held.length } },
    ]);
  });

  test("by a column", async () => {
    const said = base.map((row, i) => ({ ...row, split: i % 4 === 0 ? "test" : "train" }));
    const turned = said.map((row, i) => (i % 4 === 0 && i < 80 ? { ...row, split: "train" } : row));
    const [found, ...others] = alarms(
      splitLeak,
      await evidenceOf([pair("d.jsonl", jsonl(said), jsonl(turned))]),
    );
    expect(found).toMatchObject({ evidence: { from: "test", to: "train", rows: 20 } });
    expect(found!.rows).toHaveLength(20);
    expect(others).toEqual([]);
  });

  test("are quiet where a file of one split is divided, and where four rows go", async () => {
    const divided = [
      pair("train.jsonl", jsonl(train), jsonl(train.slice(0, 150))),
      pair("train-2.jsonl", null, jsonl([...train.slice(150), ...added.slice(0, 5)])),
    ];
    expect(alarms(splitLeak, await evidenceOf(divided))).toEqual([]);
    expect(alarms(splitLeak, await both([...train, ...held.slice(0, 4), added[0]], held.slice(4)))).toEqual(
      [],
    );
  });
});

test("what is trained on in one fold of a cross-validation is tested in another: that leaks only within a fold", async () => {
  const review = (train: string, held: string) =>
    evidenceOf([pair(train, null, jsonl(base.slice(0, 300))), pair(held, null, jsonl(base.slice(0, 100)))]);
  expect(alarms(splitLeak, await review("cv/fold0train.jsonl", "cv/fold1test.jsonl"))).toEqual([]);
  expect(alarms(splitLeak, await review("KFold_1/train.jsonl", "KFold_2/test.jsonl"))).toEqual([]);
  expect(alarms(splitLeak, await review("KFold_1/train.jsonl", "KFold_1/test.jsonl"))).toHaveLength(2);
});

test("the same new texts added to both splits are seen from both sides, whatever their case", async () => {
  const twice = added.slice(0, 20);
  const loud = twice.map((row) => ({ ...row, text: `${row.text.toUpperCase()}!` }));
  const evidence = await evidenceOf([
    pair("train.jsonl", jsonl(train), jsonl([...train, ...twice])),
    pair("test.jsonl", jsonl(held), jsonl([...held, ...loud])),
  ]);
  expect(alarms(splitLeak, evidence).map((found) => found.evidence["split"])).toEqual(["train", "test"]);
});

test("a few test texts among many new ones are suspicious, unless as many come again in their own split", async () => {
  const leaked = held.slice(0, 8);
  const review = (beside: readonly unknown[]) =>
    evidenceOf([
      pair("train.jsonl", jsonl(train), jsonl([...train, ...added.slice(0, 60), ...leaked, ...beside])),
      pair("test.jsonl", jsonl(held), jsonl([...held, added[90]])),
    ]);
  expect(alarms(splitLeak, await review([]))).toMatchObject([{ evidence: { split: "train", rows: 8 } }]);
  expect(alarms(splitLeak, await review(train.slice(0, 20)))).toEqual([]);
});

test("one shared text among many is a note", async () => {
  const evidence = await evidenceOf([
    pair("train.jsonl", jsonl(train), jsonl([...train, ...added, held[0]])),
    pair(
      "test.jsonl",
      jsonl(held),
      jsonl([...held, { text: "one more to have this file change", label: "MIXED" }]),
    ),
  ]);
  expect(observe(splitLeak, evidence)).toMatchObject([{ grade: "informative", evidence: { rows: 1 } }]);
});

test("short texts recur by nature, and a row moved from one split to the other is no leak", async () => {
  const yes = Array.from({ length: 10 }, () => ({ text: "yes please", label: "POSITIVE" }));
  const evidence = await evidenceOf([
    pair("train.jsonl", jsonl(train), jsonl([...train, ...yes, ...added.slice(0, 5), held[0]])),
    pair("test.jsonl", jsonl(held), jsonl([...held.slice(1), ...yes])),
  ]);
  expect(observe(splitLeak, evidence)).toEqual([]);
});

test("without splits there is nothing to measure", async () => {
  const evidence = await evidenceOf([pair("data.jsonl", jsonl(train), jsonl([...train, ...held]))]);
  expect(reason(splitLeak, evidence)).toContain("names its split");
});
