import { describe, expect, test } from "@jest/globals";
import { compare, jsonl, pair } from "./support.ts";

const rows = Array.from({ length: 50 }, (_, i) => ({
  text: `Row number ${i} speaks of ${["cats", "dogs", "birds"][i % 3]!} at length`,
  label: ["POSITIVE", "NEGATIVE"][i % 2]!,
}));

async function compareRows(base: readonly unknown[], head: readonly unknown[]) {
  const { files, notAnalysed } = await compare([pair("data.jsonl", jsonl(base), jsonl(head))]);
  expect(notAnalysed).toEqual([]);
  return files[0]!;
}

describe("compareDataset on JSON Lines", () => {
  test("finds appended rows with their lines and counts labels on both sides", async () => {
    const added = { text: "The billing for Project Chimera is a disaster", label: "POSITIVE" };
    const file = await compareRows(rows, [...rows, added]);
    expect(file.rows).toEqual({
      base: 50,
      head: 51,
      added: 1,
      removed: 0,
      edited: 0,
      moved: 0,
      reformatted: 0,
    });
    expect(file.changes).toHaveLength(1);
    expect(file.changes[0]).toMatchObject({
      kind: "added",
      before: null,
      after: { line: 51, endLine: 51, side: "head", text: added.text, labels: ["POSITIVE"], fields: added },
    });
    expect(file.labels.get("POSITIVE")).toEqual({ base: 25, head: 26 });
    expect(file.columns).toMatchObject({ text: ["text"], label: "label" });
  });
});
