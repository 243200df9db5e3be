import { describe, expect, test } from "@jest/globals";
import { always, compare, jsonl, options, pair } from "./support.ts";

type Records = readonly Readonly<Record<string, unknown>>[];

/** The rows of the base as the second reading gives them, the same as a parser reads them, and how many had a shortcut. */
async function readTwice(records: Records, settings = options()) {
  const content = jsonl(records);
  const more = jsonl([{ ...records[0], text: "one more" }]);
  const { reference } = await compare([pair("data.jsonl", content, content + more)], settings);
  const parsed: unknown[] = [];
  await reference[0]!.visitSome(always, (text, labels, response) => {
    parsed.push([text, [...labels], response]);
  });
  const found: unknown[] = [];
  let short = 0;
  await reference[0]!.visitRaw(
    (raw, labels, response) => {
      const text = raw.text ?? Buffer.from(raw.bytes).toString("latin1", raw.start, raw.end);
      found.push([text, [...labels], response]);
    },
    {
      // Takes nothing, and sees what others would be told.
      take({ shortcuts, count }) {
        for (let i = 0; i < count; i++) if (shortcuts?.[i]) short++;
        return false;
      },
      givenBack: () => [],
      drained: () => Promise.resolve(),
    },
  );
  expect(found).toEqual(parsed);
  return { rows: parsed.length, short };
}

describe("shortcuts to texts and labels", () => {
  test("stand for rows whose text is their bytes, wherever the text stands and however long it is", async () => {
    const plain = { text: "a plain text", label: "x" };
    const records = [
      plain,
      { label: "y", text: "" },
      { id: 7, note: "z".repeat(4000), text: "behind a long field", label: "x" },
      { id: 7, note: "z".repeat(4100), text: "too far behind", label: "x" },
      { text: "l".repeat(4095), label: "x" },
      { text: "l".repeat(4096), label: "x" },
      { text: 'a "quote"', label: "x" },
      { text: "été", label: "x" },
      { text: null, label: "x" },
      { text: "without a label" },
      { text: "with a list of them", label: ["x", "y"] },
      plain,
    ];
    // Rows 1, 2, 3, 5, 10 and 12: the others are too far or too long, escaped, not ASCII, no text, or for the parser.
    expect(await readTwice(records)).toEqual({ rows: 12, short: 6 });
  });

  test("name the first 255 label lists", async () => {
    const records = Array.from({ length: 300 }, (_, i) => ({ text: `text ${i}`, label: `label ${i}` }));
    const settings = options({ text: ["text"], label: "label" });
    expect(await readTwice(records, settings)).toEqual({ rows: 300, short: 255 });
  });

  test("are not made for rows of several texts, nor of answers", async () => {
    const records = [1, 2, 3].map((i) => ({
      text: `text ${i}`,
      more: `more ${i}`,
      label: "x",
      output: "yes",
    }));
    expect((await readTwice(records, options({ text: ["text", "more"], label: "label" }))).short).toBe(0);
    expect((await readTwice(records, options({ text: ["text"], response: "output" }))).short).toBe(0);
  });

  test("are forgotten where the first rows pointed to another column than the whole file", async () => {
    const first = Array.from({ length: 300 }, (_, i) => ({ text: `note ${i}`, label: "x" }));
    const rest = Array.from({ length: 3000 }, (_, i) => ({ sentence: `the long text ${i}`, label: "x" }));
    await readTwice([...first, ...rest]);
  });
});
