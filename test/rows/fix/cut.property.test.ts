import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { defaultConfig } from "../../../src/config/schema.ts";
import type { FileVersion } from "../../../src/model/dataset.ts";
import { openOptions } from "../../../src/rows/diff/open-options.ts";
import { cut } from "../../../src/rows/fix/cut.ts";
import { encoderOf } from "../../../src/rows/fix/encode.ts";
import { readWritten } from "../../../src/rows/fix/written-records.ts";

const version = (path: string, content: string | Buffer): FileVersion => ({
  path,
  source: {
    async *open() {
      yield await Promise.resolve(Buffer.from(content));
    },
  },
});

const options = openOptions(defaultConfig, {});
const written = (path: string, content: string | Buffer, isCounted = false) =>
  readWritten(version(path, content), { options, isCounted });

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

  const writings: readonly [string, (text: string) => string, string][] = [
    ["single quotes", (text) => `'${text.replaceAll("'", "''")}'`, ","],
    ["backslashes", (text) => `"${text.replaceAll('"', '\\"')}"`, ","],
    ["a space behind the delimiter", (text) => `"${text.replaceAll('"', '""')}"`, ", "],
  ];
  test.each(writings)("a table with %s keeps them", async (_, quoted, delimiter) => {
    await fc.assert(
      fc.asyncProperty(records, lineBreak, async (rows, end) => {
        const line = ([text, label]: (typeof rows)[number]) =>
          [quoted(`${text}, it's "so"`), label].join(delimiter) + end;
        const header = `${["text", "label"].map((name) => (delimiter === "," ? quoted(name) : name)).join(delimiter)}${end}`;
        const text = header + rows.map(line).join("");
        const file = await written("a.csv", text);
        const isHeaded = file.records.length > rows.length;
        const goes = [...(isHeaded ? [false] : []), ...rows.map(([, , gone]) => gone)];
        const left = rows.filter(([, , gone]) => !gone).map(line);
        expect(await without("a.csv", text, goes)).toBe(header + left.join(""));
      }),
    );
  });

  test.each([
    ["utf-16le", "ff fe", "Это очень плохо, and 👍"],
    ["utf-16be", "fe ff", "Это очень плохо, and 👍"],
    ["gb18030", "", "这家酒店的早餐非常糟糕，服务员也不友好，下次再也不来了👍"],
    ["big5", "", "這家酒店的早餐非常糟糕服務員也不友好下次再也不來了"],
    ["shift_jis", "", "このホテルの朝食はとてもひどいです、もう二度と来ません"],
    ["euc-jp", "", "このホテルの朝食はとてもひどいです、もう二度と来ません"],
    ["euc-kr", "", "이 호텔의 아침 식사는 정말 끔찍했고 다시는 오지 않을 것입니다"],
    ["windows-1251", "", "Завтрак в этой гостинице был ужасен, больше мы сюда не приедем"],
  ])("in %s every other byte stays", async (encoding, mark, words) => {
    const encode = encoderOf(encoding);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { minLength: 12, maxLength: 30 }), async (goes) => {
        const line = (i: number) => encode(Buffer.from(`${i},"${words} ${i}",${i % 3}\r\n`));
        expect(new TextDecoder(encoding, { fatal: true }).decode(line(7))).toContain(words);
        const start = Buffer.concat([
          Buffer.from(mark.replace(" ", ""), "hex"),
          encode(Buffer.from("id,text,label\r\n")),
        ]);
        const file = await written("a.csv", Buffer.concat([start, ...goes.map((_, i) => line(i))]));
        expect(file.records.length).toBe(goes.length);
        const remove = new Set(file.records.flatMap((record, i) => (goes[i] ? [record.line] : [])));
        const after = Buffer.concat([file.mark, file.encode(cut(file, { ...none, remove }))]);
        const kept = goes.flatMap((gone, i) => (gone ? [] : [line(i)]));
        expect(after.equals(Buffer.concat([start, ...kept]))).toBe(true);
      }),
      { numRuns: 4 },
    );
  });

  test("what would not come back as it was is refused, and the way out is named", async () => {
    const line = "这家酒店的早餐非常糟糕，服务员也不友好，1\r\n";
    const encode = encoderOf("gb18030");
    // A code that no character has, behind what the encoding is told by.
    const broken = [encode(Buffer.from(line.repeat(2500))), Buffer.from([0xff, 13, 10])];
    await expect(written("a.csv", Buffer.concat(broken))).rejects.toThrow(/GB18030.*save it as UTF-8/);
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
