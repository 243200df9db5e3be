import { describe, expect, test } from "@jest/globals";
import { always, compare, jsonl, options, pair } from "./support.ts";

type Records = readonly Readonly<Record<string, unknown>>[];

/** The rows of the base as batches give them, which must be the same that are read one by one; how many they are. */
async function readTwice(records: Records, settings = options()): Promise<number> {
  const content = jsonl(records);
  const more = jsonl([{ ...records[0], text: "one more" }]);
  const { reference } = await compare([pair("data.jsonl", content, content + more)], settings);
  const parsed: unknown[] = [];
  await reference[0]!.visitSome(always, (text, labels, response) => {
    parsed.push([text, [...labels], response]);
  });
  const found: unknown[] = [];
  await reference[0]!.visitRows((text, labels, response) => {
    found.push([text, [...labels], response]);
  });
  expect(found).toEqual(parsed);
  return parsed.length;
}

describe("rows read in batches are those that are read one by one", () => {
  test("wherever the text stands, however long it is, and whatever it is", async () => {
    const plain = { text: "a plain text", label: "x" };
    const records = [
      plain,
      { label: "y", text: "" },
      { id: 7, note: "z".repeat(5000), text: "behind a long field", label: "x" },
      { text: "l".repeat(70_000), label: "x" },
      { text: 'a "quote"', label: "x" },
      { text: "été", label: "x" },
      { text: null, label: "x" },
      { text: "without a label" },
      { text: "with a list of them", label: ["x", "y"] },
      plain,
    ];
    expect(await readTwice(records)).toBe(10);
  });

  test("with hundreds of labels", async () => {
    const records = Array.from({ length: 300 }, (_, i) => ({ text: `text ${i}`, label: `label ${i}` }));
    expect(await readTwice(records, options({ text: ["text"], label: "label" }))).toBe(300);
  });

  test("with several texts, and with answers", async () => {
    const records = [1, 2, 3].map((i) => ({
      text: `text ${i}`,
      more: `more ${i}`,
      label: "x",
      output: "yes",
    }));
    expect(await readTwice(records, options({ text: ["text", "more"], label: "label" }))).toBe(3);
    expect(await readTwice(records, options({ text: ["text"], response: "output" }))).toBe(3);
  });

  test("where the first rows point to another column than the whole file", async () => {
    const first = Array.from({ length: 300 }, (_, i) => ({ text: `note ${i}`, label: "x" }));
    const rest = Array.from({ length: 3000 }, (_, i) => ({ sentence: `the long text ${i}`, label: "x" }));
    expect(await readTwice([...first, ...rest])).toBe(3300);
  });
});
