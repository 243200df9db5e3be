import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import Papa from "papaparse";
import { parseRecord } from "../../src/rows/formats/csv/csv-record.ts";
import { csvSplitter } from "../../src/rows/formats/csv/csv-splitter.ts";
import { jsonSplitter } from "../../src/rows/formats/json-splitter.ts";
import { lineSplitter } from "../../src/rows/formats/line-splitter.ts";
import { type Splitter, splitRecords } from "../../src/rows/formats/split.ts";

interface Cut {
  text: string;
  line: number;
  endLine: number;
  flaw: number;
  context: string | undefined;
}

async function* chunks(bytes: Buffer, sizes: readonly number[]): AsyncGenerator<Buffer> {
  for (let at = 0, n = 0; at < bytes.length; n++) {
    const size = sizes[n % sizes.length]!;
    yield await Promise.resolve(Buffer.from(bytes.subarray(at, at + size)));
    at += size;
  }
}

async function cutAll(
  text: string,
  splitter: Splitter,
  sizes: readonly number[] = [1 << 20],
): Promise<Cut[]> {
  const cuts: Cut[] = [];
  for await (const batch of splitRecords(chunks(Buffer.from(text), sizes), splitter)) {
    for (let i = 0; i < batch.count; i++) {
      cuts.push({
        text: batch.bytes.toString("utf8", batch.starts[i], batch.ends[i]),
        line: batch.lines[i]!,
        endLine: batch.endLines[i]!,
        flaw: batch.flaws[i]!,
        context: batch.contexts?.[i],
      });
    }
  }
  return cuts;
}

const dialect = { delimiter: ",", quoted: true } as const;
const sizes = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 5 });
/** Text that is dense in what matters to CSV: quotes, delimiters, blanks, line ends, characters of several bytes. */
const csvText = fc
  .array(
    fc.constantFrom('"', '"', '""', ",", ",", "\n", "a", "bc", " ", "\t", "é", "\u00a0", "\u2028", "😀"),
    {
      maxLength: 60,
    },
  )
  .map((parts) => parts.join(""));

describe("the CSV splitter", () => {
  test("cuts where papaparse does, on any text whose quotes stand where they belong", async () => {
    await fc.assert(
      fc.asyncProperty(csvText, async (text) => {
        // papaparse takes blanks after a closing quote at the very end for text; before a line end it does not.
        const whole = Papa.parse<string[]>(`${text}\n`, { delimiter: ",", newline: "\n", quoteChar: '"' });
        fc.pre(whole.errors.length === 0);
        const cuts = await cutAll(text, csvSplitter(dialect, 1 << 20, 0));
        const rows = cuts.map((cut) => parseRecord(cut.text, dialect).cells);
        const expected = whole.data.filter((cells) => cells.length > 1 || cells[0] !== "");
        // A record that is one empty quoted field is a record to the splitter; papaparse's empty lines look the same.
        expect(rows.filter((cells) => cells.length > 1 || cells[0] !== "")).toEqual(expected);
      }),
      { numRuns: 2000 },
    );
  });

  test("cuts the same records whatever the chunks, with the same lines", async () => {
    await fc.assert(
      fc.asyncProperty(
        csvText,
        sizes,
        fc.constantFrom("\n", "\r\n", "\r"),
        async (text, chunkSizes, newline) => {
          const written = text.replaceAll("\n", newline);
          const whole = await cutAll(written, csvSplitter(dialect, 1 << 20, 0));
          expect(await cutAll(written, csvSplitter(dialect, 1 << 20, 0), chunkSizes)).toEqual(whole);
        },
      ),
      { numRuns: 1000 },
    );
  });

  test("gives each record the lines on which it stands", async () => {
    await fc.assert(
      fc.asyncProperty(csvText, fc.constantFrom("\n", "\r\n", "\r"), async (text, newline) => {
        const lines = text.split("\n");
        for (const cut of await cutAll(text.replaceAll("\n", newline), csvSplitter(dialect, 1 << 20, 0))) {
          const expected = lines.slice(cut.line - 1, cut.endLine).join("\n");
          expect(cut.text.replaceAll(newline, "\n")).toBe(expected);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe("the line splitter", () => {
  const lineText = fc
    .array(fc.constantFrom("\n", "\r\n", "\r", "{}", " ", "\u2028", "\u0085", "é"), { maxLength: 40 })
    .map((parts) => parts.join(""));

  test("cuts at LF, CRLF and CR and nowhere else, whatever the chunks", async () => {
    await fc.assert(
      fc.asyncProperty(lineText, sizes, async (text, chunkSizes) => {
        const expected = text
          .split(/\r\n|\n|\r/)
          .map((line, i) => ({ text: line.replace(/^[ \t]+|[ \t]+$/g, ""), line: i + 1 }))
          .filter((line) => line.text !== "");
        const cuts = await cutAll(text, lineSplitter(1 << 20), chunkSizes);
        expect(cuts.map((cut) => ({ text: cut.text, line: cut.line }))).toEqual(expected);
      }),
      { numRuns: 1000 },
    );
  });

  test("keeps every byte of an oversized line, in pieces", async () => {
    const long = "x".repeat(1000);
    const cuts = await cutAll(`a\n${long}\nb\n`, lineSplitter(64), [50]);
    expect(cuts.filter((cut) => cut.flaw === 0).map((cut) => [cut.text, cut.line])).toEqual([
      ["a", 1],
      ["b", 3],
    ]);
    const pieces = cuts.filter((cut) => cut.flaw !== 0);
    expect(pieces.map((cut) => cut.text).join("")).toBe(long);
    expect(new Set(pieces.map((cut) => cut.line))).toEqual(new Set([2]));
  });
});

describe("the JSON splitter", () => {
  const record = fc.dictionary(fc.string({ maxLength: 4 }), fc.jsonValue({ maxDepth: 2 }), {
    minKeys: 1,
    maxKeys: 3,
  });

  test("gives the elements of a list with their lines, whatever the chunks and the layout", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(record, { maxLength: 8 }),
        sizes,
        fc.constantFrom(0, 1, 2),
        async (rows, chunkSizes, indent) => {
          const text = JSON.stringify(rows, null, indent);
          const cuts = await cutAll(text, jsonSplitter(1 << 20), chunkSizes);
          expect(cuts.map((cut) => JSON.parse(cut.text) as unknown)).toEqual(JSON.parse(text));
          const lines = text.split("\n");
          for (const cut of cuts) expect(lines[cut.line - 1]).toContain(cut.text.split("\n")[0]);
        },
      ),
    );
  });

  test("gives the entries of a map, and under grouping keys the rows with their key", async () => {
    expect(await cutAll('{"a": {"x": 1}, "b": {"x": 2}}', jsonSplitter(1 << 20))).toMatchObject([
      { text: '"a": {"x": 1}', context: "{}" },
      { text: '"b": {"x": 2}', context: "{}" },
    ]);
    expect(
      await cutAll('{"n": 1, "play": [{"t": "x"}, {"t": "y"}]}', jsonSplitter(1 << 20), [3]),
    ).toMatchObject([
      { text: '"n": 1', context: "{}" },
      { text: '{"t": "x"}', context: "[]play" },
      { text: '{"t": "y"}', context: "[]play" },
    ]);
  });

  test("sets what breaks the structure apart and goes on", async () => {
    const text = '[\n{"a": 1},\n<<<<<<< HEAD\n{"a": 2},\n=======\n{"a": 3},\n>>>>>>> other\n{"a": 4}\n]\n';
    const cuts = await cutAll(text, jsonSplitter(1 << 20), [5]);
    expect(cuts.filter((cut) => cut.flaw === 0 && cut.text.startsWith("{")).map((cut) => cut.line)).toEqual([
      2, 4, 6, 8,
    ]);
    expect(cuts.some((cut) => cut.flaw !== 0 || !cut.text.startsWith("{"))).toBe(true);
  });

  test("says when the file ends too early", async () => {
    const cuts = await cutAll('[{"a": 1},\n{"a": 2}\n', jsonSplitter(1 << 20));
    expect(cuts.map((cut) => [cut.flaw !== 0, cut.line])).toEqual([
      [false, 1],
      [false, 2],
      [true, 3],
    ]);
  });
});
