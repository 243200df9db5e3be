import { describe, expect, test } from "@jest/globals";
import { groupFiles } from "../../src/evidence/group-files.ts";
import { compare, jsonl, pair } from "../rows/support.ts";

const words = ["POSITIVE", "NEGATIVE"];
const file = (column: string, labels: readonly unknown[]) =>
  jsonl(
    Array.from({ length: 40 }, (_, i) => ({
      text: `customer ${i} writes about it`,
      [column]: labels[i % labels.length],
    })),
  );

async function columnsOfGroups(pairs: Parameters<typeof compare>[0]) {
  return groupFiles(await compare(pairs)).map(({ column, files, base }) => ({
    column,
    files,
    base: base.map(({ path }) => path),
  }));
}

const old = file("label", words);
const base = pair("data/train.jsonl", old, old + file("label", words).slice(0, 200));

describe("groupFiles", () => {
  test("a new file is held against the data whose labels it has, whatever its column is called", async () => {
    const fresh = pair("data/extra.jsonl", null, file("sentiment", ["Positive", "negative"]));
    expect(await columnsOfGroups([fresh, base])).toEqual([
      { column: "label", files: [0, 1], base: ["data/train.jsonl"] },
    ]);
    expect(await columnsOfGroups([base, fresh])).toEqual([
      { column: "label", files: [0, 1], base: ["data/train.jsonl"] },
    ]);
  });

  test("numbers, and answers that any question may have, need the same name", async () => {
    const numbers = pair("data/a.jsonl", file("label", [0, 1]), file("label", [0, 1]));
    expect(await columnsOfGroups([numbers, pair("data/b.jsonl", null, file("spam", [0, 1]))])).toHaveLength(
      2,
    );
    const answers = pair("data/a.jsonl", file("label", ["yes", "no"]), file("label", ["yes", "no"]));
    expect(
      await columnsOfGroups([answers, pair("data/b.jsonl", null, file("spam", ["yes", "no"]))]),
    ).toHaveLength(2);
  });

  test("two files of the base with columns of different names stay apart", async () => {
    const other = file("sentiment", words);
    expect(await columnsOfGroups([base, pair("data/b.jsonl", other, other)])).toHaveLength(2);
  });
});
