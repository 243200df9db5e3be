import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { type Config, defaultConfig } from "../src/config/schema.ts";
import { buildProfile, continueProfile } from "../src/profile.ts";
import { diskSource } from "../src/versions/disk-source.ts";

let home: string;
beforeAll(() => {
  home = mkdtempSync(path.join(tmpdir(), "dr-continued-"));
});
afterAll(() => {
  rmSync(home, { recursive: true, force: true });
});

const bytesOf = (text: string | Uint8Array): Buffer => Buffer.from(text as string);

function version(name: string, content: string | Uint8Array) {
  const file = path.join(home, name);
  writeFileSync(file, content);
  return { path: name, source: diskSource(file, Buffer.byteLength(content)) };
}

interface Outcome {
  readonly continued: Buffer | null;
  readonly rebuilt: Buffer | null;
}

/** The profile of what `more` is appended to: from that of `before`, and from all rows. */
async function both(
  before: string | Uint8Array,
  more: string | Uint8Array,
  { name = "data.jsonl", config = defaultConfig }: { name?: string; config?: Config } = {},
): Promise<Outcome> {
  const earlier = version(`before-${name}`, before);
  const profile = await buildProfile({ ...earlier, path: name }, config);
  if (profile === null) throw new Error("The earlier version has no profile.");
  const later = { ...version(`after-${name}`, Buffer.concat([bytesOf(before), bytesOf(more)])), path: name };
  const continued = await continueProfile(later, { profile, size: bytesOf(before).length }, config);
  const rebuilt = await buildProfile(later, config);
  return { continued: continued && Buffer.from(continued), rebuilt: rebuilt && Buffer.from(rebuilt) };
}

// Words that some rows share, so that there are near-duplicates; and all kinds of text that are read in ways of their own.
const word = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.constantFrom(..."the a of parcel invoice late lost came never again billing".split(" ")),
  },
  { weight: 2, arbitrary: fc.nat(400).map((n) => `w${n}`) },
  {
    weight: 1,
    arbitrary: fc.constantFrom("Ann's", "don't", "O'Brien's'd", "...", "!", "?!", "x,y", '"no"', "A\u200bB"),
  },
);
const oddText = fc.constantFrom("", "?!", "naïve café", "数据集 很好", "привет", "👍", "x".repeat(30), "…");
const text = fc.oneof(
  { weight: 9, arbitrary: fc.array(word, { minLength: 1, maxLength: 14 }).map((words) => words.join(" ")) },
  { weight: 1, arbitrary: oddText },
);
const label = fc.oneof(fc.constantFrom("a", "b"), fc.constantFrom("c", "d", null));
const record = fc.record({ text, label, id: fc.nat(9) }, { requiredKeys: ["text"] });
const jsonl = (rows: readonly object[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join("");
const cell = (value: string | number | null | undefined): string =>
  `"${String(value ?? "").replaceAll('"', '""')}"`;
const csv = (
  rows: readonly { text: string; label?: string | null | undefined; id?: number | undefined }[],
): string => rows.map((row) => `${cell(row.id)},${cell(row.text)},${cell(row.label)}\r\n`).join("");

describe("the profile of a version to which rows were added", () => {
  test.each([
    ["JSON lines", "data.jsonl", jsonl, ""],
    ["CSV", "data.csv", csv, "id,text,label\r\n"],
  ] as const)(
    "is the one that all rows make, to the byte: %s",
    async (_, name, write, header) => {
      let exact = 0;
      const rows = fc.array(record, { minLength: 30, maxLength: 120 });
      await fc.assert(
        fc.asyncProperty(rows, fc.array(record, { minLength: 1, maxLength: 60 }), async (before, more) => {
          const { continued, rebuilt } = await both(header + write(before), write(more), { name });
          if (continued === null) return;
          exact++;
          expect(continued.equals(rebuilt!)).toBe(true);
        }),
        { numRuns: 60 },
      );
      // Or the test would say nothing.
      expect(exact).toBeGreaterThan(15);
    },
    120_000,
  );

  test("is so where the sample is a part of the rows, and copies stand in both", async () => {
    const [rows] = fc.sample(fc.array(record, { minLength: 9000, maxLength: 9000 }), { numRuns: 1, seed: 5 });
    const plain = rows!.map((row, i) => ({
      ...row,
      text: `${row.text} ${i % 700} of it`,
      label: "ab"[i % 2]!,
    }));
    const more = [...plain.slice(0, 300), ...plain.slice(500, 900).map((row) => ({ ...row, label: "c" }))];
    const { continued, rebuilt } = await both(jsonl(plain), jsonl(more));
    expect(continued).not.toBeNull();
    expect(continued!.equals(rebuilt!)).toBe(true);
  }, 60_000);

  test("is so for answers, lists of labels, and texts that are long", async () => {
    const long = "word ".repeat(9000);
    const before = Array.from({ length: 80 }, (_, i) => ({
      prompt: `say ${i}`,
      response: i === 9 ? long : "it",
    }));
    const lists = before.map((_, i) => ({ text: `the ${i} of it`, labels: i % 3 ? ["x", "y"] : [] }));
    for (const rows of [before, lists]) {
      const { continued, rebuilt } = await both(jsonl(rows), jsonl(rows.slice(5, 20)));
      expect(continued!.equals(rebuilt!)).toBe(true);
    }
  });
});

describe("it is made of all rows", () => {
  const rows = jsonl(Array.from({ length: 50 }, (_, i) => ({ text: `the parcel ${i}`, label: "ab"[i % 2] })));
  const row = jsonl([{ text: "one more", label: "a" }]);

  test.each<[string, string | Uint8Array, string | Uint8Array, string?]>([
    ["the last line has no end", rows.slice(0, -1), `\n${row}`],
    ["a row cannot be read, before", `${rows}{"text":\n`, row],
    ["a row cannot be read, after", rows, `${row}{"text":\n`],
    ["rows are in an old encoding", rows, Buffer.from('{"text":"caf\xe9","label":"a"}\n', "latin1")],
    ["the columns change", jsonl([{ text: "a" }, { text: "b" }]), rows],
    ["there is a byte order mark", `\ufeff${rows}`, row],
    ["a script comes up", rows, jsonl([{ text: "привет", label: "a" }])],
    ["it is compressed", gzipSync(rows), gzipSync(row), "data.jsonl.gz"],
    ["it is an array", `[${rows.trimEnd().split("\n").join(",\n")}\n]\n`, "\n", "data.json"],
  ])("where %s", async (_, before, more, name = "data.jsonl") => {
    expect((await both(before, more, { name })).continued).toBeNull();
  });

  test("where the version does not begin with the earlier one, or the profile is none", async () => {
    const profile = (await buildProfile(version("data.jsonl", rows), defaultConfig))!;
    const size = rows.length;
    const make = (content: string, given = { profile, size }) =>
      continueProfile(version("data.jsonl", content), given, defaultConfig);
    expect(await make(rows + row)).not.toBeNull();
    expect(await make(rows.replace("parcel 7", "parcel 8") + row)).toBeNull();
    expect(await make(rows.slice(0, 300))).toBeNull();
    expect(await make(rows + row, { profile, size: size - 1 })).toBeNull();
    expect(await make(rows + row, { profile, size: size + 1 })).toBeNull();
    expect(await make(rows + row, { profile: profile.subarray(0, 90), size })).toBeNull();
    const limits = { ...defaultConfig.limits, maxRowBytes: 5000 };
    const other = { ...defaultConfig, limits };
    expect(await continueProfile(version("data.jsonl", rows + row), { profile, size }, other)).toBeNull();
  });
});
