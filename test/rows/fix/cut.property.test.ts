import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { defaultConfig } from "../../../src/config/schema.ts";
import type { FileVersion } from "../../../src/model/dataset.ts";
import { cut } from "../../../src/rows/fix/cut.ts";
import { readWritten } from "../../../src/rows/fix/written-records.ts";

const version = (path: string, text: string): FileVersion => ({
  path,
  source: {
    async *open() {
      yield await Promise.resolve(Buffer.from(text));
    },
  },
});

const written = (path: string, text: string, isCounted = false) =>
  readWritten(version(path, text), { limits: defaultConfig.limits, isCounted });

const cell = fc.constantFrom("good", "so, so", 'said "no"', "две строки", "a,b", "x");
const records = fc.array(fc.tuple(cell, fc.constantFrom("POSITIVE", "NEGATIVE"), fc.boolean()), {
  minLength: 2,
  maxLength: 30,
});
const lineBreak = fc.constantFrom("\n", "\r\n");

const none = { remove: new Set<number>(), replace: new Map<number, Buffer>(), append: [] };

async function without(
  path: string,
  text: string,
  goes: readonly boolean[],
  isCounted = false,
): Promise<string> {
  const file = await written(path, text, isCounted);
  expect(file.records.length).toBe(goes.length);
  const remove = new Set(file.records.filter((_, i) => goes[i]).map(({ line }) => line));
  return cut(file, { ...none, remove }).toString("utf8");
}

describe("records taken out of a file", () => {
  test("lines go with their line ends, and every other byte stays", async () => {
    await fc.assert(
      fc.asyncProperty(records, lineBreak, async (rows, end) => {
        const line = ([text, label]: (typeof rows)[number]) => JSON.stringify({ text, label }) + end;
        const after = await without(
          "a.jsonl",
          rows.map(line).join(""),
          rows.map(([, , goes]) => goes),
        );
        expect(after).toBe(
          rows
            .filter(([, , goes]) => !goes)
            .map(line)
            .join(""),
        );
      }),
    );
  });

  test("objects written over several lines go whole; in several lists none does", async () => {
    await fc.assert(
      fc.asyncProperty(records, lineBreak, async (rows, end) => {
        const object = ([text, label]: (typeof rows)[number]) =>
          JSON.stringify({ text, label }, null, 2).replaceAll("\n", end) + end;
        const goes = rows.map((row) => row[2]);
        const after = await without("a.jsonl", rows.map(object).join(""), goes);
        const stay = rows.filter((row) => !row[2]);
        expect(after).toBe(stay.map(object).join(""));
      }),
    );
    const lists = [1, 2].map((n) => `[{"text": "one of ${n}"},\n {"text": "two of ${n}"}]\n`).join("");
    await expect(written("a.jsonl", lists)).rejects.toThrow("several lists");
  });

  test("objects on one line are known by their numbers", async () => {
    await fc.assert(
      fc.asyncProperty(records, async (rows) => {
        const value = ([text, label]: (typeof rows)[number]) => ({ text, label });
        const line = (some: typeof rows) => some.map((row) => JSON.stringify(value(row))).join(" ");
        const after = await without(
          "a.jsonl",
          line(rows),
          rows.map((row) => row[2]),
          true,
        );
        const stay = rows.filter((row) => !row[2]);
        expect(after.replaceAll(" ", "")).toBe(line(stay).replaceAll(" ", ""));
      }),
    );
  });

  test("quoted records of several lines go whole", async () => {
    await fc.assert(
      fc.asyncProperty(records, lineBreak, async (rows, end) => {
        const line = ([text, label]: (typeof rows)[number]) =>
          `"${text.replaceAll('"', '""')}${end}and more",${label}${end}`;
        const header = `text,label${end}`;
        const after = await without(
          "a.csv",
          header + rows.map(line).join(""),
          rows.map(([, , goes]) => goes),
        );
        expect(after).toBe(
          header +
            rows
              .filter(([, , goes]) => !goes)
              .map(line)
              .join(""),
        );
      }),
    );
  });

  test("what is left of a JSON list is a list of the others, written as before", async () => {
    await fc.assert(
      fc.asyncProperty(records, fc.constantFrom(0, 1, 2, 4), async (rows, indent) => {
        const value = ([text, label]: (typeof rows)[number]) => ({ text, label });
        const text = `${JSON.stringify(rows.map(value), null, indent)}\n`;
        const after = await without(
          "a.json",
          text,
          rows.map(([, , goes]) => goes),
          // All on one line: a row is known by its number.
          indent === 0,
        );
        const left = rows.filter(([, , goes]) => !goes).map(value);
        expect(JSON.parse(after)).toEqual(left);
        if (left.length > 0) expect(after).toBe(`${JSON.stringify(left, null, indent)}\n`);
      }),
    );
  });

  test("a record takes the place of another, and one comes back at the end", async () => {
    const file = await written(
      "a.jsonl",
      '{"text":"a","label":"x"}\n{"text":"b","label":"y"}\n{"text":"c","label":"x"}',
    );
    const after = cut(file, {
      remove: new Set([1]),
      replace: new Map([[2, Buffer.from('{"text":"b","label":"x"}')]]),
      append: [Buffer.from('{"text":"d","label":"y"}')],
    });
    expect(after.toString()).toBe(
      '{"text":"b","label":"x"}\n{"text":"c","label":"x"}\n{"text":"d","label":"y"}\n',
    );
  });
});
