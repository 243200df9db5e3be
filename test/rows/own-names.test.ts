import { describe, expect, test } from "@jest/globals";
import { compare, jsonl, options, pair } from "./support.ts";

const base = Array.from({ length: 40 }, (_, i) => ({
  review: `customer ${i} writes about the late parcel`,
  sentiment: i % 2 ? "good" : "bad",
}));

async function added(...rows: Record<string, unknown>[]) {
  const { files } = await compare([pair("d.jsonl", jsonl(base), jsonl([...base, ...rows]))]);
  return {
    columns: files[0]!.columns,
    rows: files[0]!.changes.map(({ after }) => ({
      text: after!.text,
      labels: after!.labels,
      ownColumns: after!.ownColumns,
    })),
  };
}

describe("the columns of the base", () => {
  test("hold for rows that bring columns with better names beside", async () => {
    const row = { review: "a kind reply", sentiment: "good", text: "something else", label: "checked" };
    const { columns, rows } = await added(row, { ...row, messages: [{ role: "user", content: "hello" }] });
    expect(columns).toMatchObject({ text: ["review"], label: "sentiment", response: null });
    expect(columns.all).toEqual(["review", "sentiment", "text", "label", "messages"]);
    expect(rows[1]).toEqual({ text: "a kind reply", labels: ["good"], ownColumns: undefined });
  });

  test("are looked for in the head where the base has none for a role", async () => {
    const before = base.map(({ review }) => ({ review }));
    const { files } = await compare([pair("d.jsonl", jsonl(before), jsonl(base))]);
    expect(files[0]!.columns).toMatchObject({ text: ["review"], label: "sentiment" });
  });

  test("that are configured stay", async () => {
    const settings = options({ text: ["review"], label: "sentiment" });
    const rows = [...base, { sentence: "a kind reply", label: "good" }];
    const { files } = await compare([pair("d.jsonl", jsonl(base), jsonl(rows))], settings);
    expect(files[0]!.columns).toMatchObject({ text: ["review"], label: "sentiment" });
    expect(files[0]!.changes[0]!.after).toMatchObject({ text: "a kind reply", labels: ["good"] });
  });
});

describe("a row without the columns of the base", () => {
  test("is read by names of its own", async () => {
    const { rows } = await added({ sentence: "a kind reply", category: "good" });
    expect(rows).toEqual([{ text: "a kind reply", labels: ["good"], ownColumns: ["sentence", "category"] }]);
  });

  test("a cell that says what base rows say is its label, whatever the name", async () => {
    const { rows } = await added({ Review: "a kind reply", zz: "Good ", type: 3 });
    expect(rows).toMatchObject([{ text: "a kind reply", labels: ["Good"] }]);
  });

  test("each by itself: other rows have no say", async () => {
    const alone = await added({ sentence: "a kind reply", category: "good" });
    const among = await added(
      { sentence: "a kind reply", category: "good" },
      ...Array.from({ length: 30 }, (_, i) => ({
        sentence: "x",
        category: `${i}`,
        label: "bad",
        text: "no",
      })),
    );
    expect(among.rows[0]).toEqual(alone.rows[0]);
  });

  test("all its words are read, since one cell may be empty talk", async () => {
    const { rows } = await added({ text: "fine", remark: "the parcel came late again", label: "good" });
    expect(rows[0]!.text).toBe("fine\nthe parcel came late again");
  });

  test("lacks only what the base has no other column for", async () => {
    const { rows } = await added({ review: "nobody said what this is" });
    expect(rows).toEqual([{ text: "nobody said what this is", labels: [], ownColumns: undefined }]);
  });
});
