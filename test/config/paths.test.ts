import { describe, expect, test } from "@jest/globals";
import { datasetMatcher } from "../../src/config/paths.ts";
import { defaultConfig } from "../../src/config/schema.ts";
import { processorMs } from "../support/processor-time.ts";

describe("datasetMatcher", () => {
  const byDefault = datasetMatcher(defaultConfig);

  test.each([
    "a.csv",
    "data/train.jsonl",
    "deep/er/x.ndjson",
    "x.tsv",
    "DATA.CSV",
    ".hidden/x.csv",
    "a b/ü.csv",
    "x.json",
    "d/x.jsonl.gz",
    "x.csv.zst",
  ])("%s is a dataset by default", (path) => {
    expect(byDefault(path)).toBe(true);
  });

  test.each(["x.gz", "README.md", "a.csv.md", "csv", "x.csv/readme"])("%s is not", (path) => {
    expect(byDefault(path)).toBe(false);
  });

  test("exclude wins over include", () => {
    const matches = datasetMatcher({ include: ["data/**"], exclude: ["data/scratch/**"] });
    expect(["data/a.txt", "data/scratch/a.txt", "other/a.txt"].map(matches)).toEqual([true, false, false]);
  });

  test("a path chosen to be slow is decided at once", () => {
    const took = processorMs(() => {
      byDefault(`${"a/".repeat(2000)}x.cs`);
      byDefault(`${".csv".repeat(1000)}!`);
    });
    expect(took).toBeLessThan(500);
  });
});
