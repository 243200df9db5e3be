import { describe, expect, test } from "@jest/globals";
import { columnChooser } from "../../src/config/columns.ts";
import { parseConfig } from "../../src/config/parse.ts";

describe("columnChooser", () => {
  const columnsFor = columnChooser({
    columns: [
      { files: "data/reviews/*.csv", text: ["title", "body"], label: "stars" },
      { files: ["data/**"], text: "sentence" },
    ],
  });

  test("the first entry that matches decides, and one text column may be written as a word", () => {
    expect(columnsFor("data/reviews/a.csv")).toEqual({ text: ["title", "body"], label: "stars" });
    expect(columnsFor("data/other.csv")).toEqual({ text: ["sentence"] });
  });

  test("no entry means: find out", () => {
    expect(columnsFor("elsewhere.csv")).toEqual({});
  });

  test("what is described becomes a column of its own", () => {
    const { label, made } = columnChooser({ columns: [{ files: "*", label: ["sentiment", "data.topic"] }] })(
      "a.csv",
    );
    expect(label).toBe("sentiment + data.topic");
    expect(made).toEqual([{ name: label, from: "labels", columns: ["sentiment", "data.topic"] }]);
  });
});

describe("an entry of columns", () => {
  const errors = (entry: string) => {
    const parsed = parseConfig(`columns:\n  - files: a.csv\n    ${entry}\n`, "dataset-review.yml");
    return parsed.status === "valid" ? [] : parsed.errors.map(({ message }) => message);
  };

  test.each([
    "label: [sentiment, topic]",
    "labels: {columns: [toxic, obscene]}",
    'label: {path: "data/*/{label}/*.jsonl"}',
    'text: "annotations[].result[].value.text[]"',
  ])("%s is one", (entry) => {
    expect(errors(entry)).toEqual([]);
  });

  test("a label in the path says where it stands", () => {
    expect(errors('label: {path: "data/*.jsonl"}')).not.toEqual([]);
  });

  test("label and labels are one too many", () => {
    expect(errors("label: a\n    labels: {columns: [b]}").join()).toContain("keep one of them");
  });
});
