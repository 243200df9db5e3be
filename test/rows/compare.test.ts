import { gzipSync } from "node:zlib";
import { describe, expect, test } from "@jest/globals";
import { parquetWriteBuffer } from "hyparquet-writer";
import type { FileComparison } from "../../src/model/dataset.ts";
import { compareDataset } from "../../src/rows/diff/compare.ts";
import { always, compare, jsonl, options, pair, version } from "./support.ts";

const topics = ["cats", "dogs", "birds", "boats", "trains"];
const rows = Array.from({ length: 50 }, (_, i) => ({
  text: `Row number ${i} speaks of ${topics[i % 5]!} at length`,
  label: ["POSITIVE", "NEGATIVE"][i % 2]!,
}));
const none = { added: 0, removed: 0, edited: 0, moved: 0, reformatted: 0 };

async function compareFiles(
  path: string,
  base: string | Uint8Array,
  head: string | Uint8Array,
): Promise<FileComparison> {
  const { files, notAnalysed } = await compare([pair(path, base, head)]);
  expect(notAnalysed).toEqual([]);
  return files[0]!;
}

function compareRows(base: readonly unknown[], head: readonly unknown[]): Promise<FileComparison> {
  return compareFiles("data.jsonl", jsonl(base), jsonl(head));
}

function csv(list: readonly { text: string; label: string }[], header = "text,label\n"): string {
  return header + list.map((row) => `"${row.text}",${row.label}\n`).join("");
}

test("JSON Lines that go on in plain text as fastText writes it, or as a word a line with tags, keep rows and labels", async () => {
  const move = async (base: string, head: string): Promise<FileComparison> => {
    const moved = { base: version("data.jsonl", base), head: version("data.txt", head) };
    return (await compare([moved])).files[0]!;
  };
  const lines = rows.map(({ text, label }) => `__label__${label} ${text}\n`).join("");
  const { rows: counts, changes } = await move(jsonl(rows), lines);
  expect(counts).toMatchObject({ base: 50, head: 50, added: 0, removed: 0 });
  expect(changes.filter(({ edits }) => edits.label || edits.text)).toEqual([]);

  const words = rows.map(({ text }) => text.split(" "));
  const tag = (word: string): string => (topics.includes(word) ? "B-THING" : "O");
  const tokens = words.map((each) => ({ tokens: each, tags: each.map(tag) }));
  const tagged = words.map((each) => `${each.map((word) => `${word} ${tag(word)}\n`).join("")}\n`).join("");
  expect(await move(jsonl(tokens), tagged)).toMatchObject({
    rows: { ...none, reformatted: 50 },
    changes: [],
  });
});

describe("rows added, removed and edited", () => {
  test("an appended row, with its line, and labels counted on both sides", async () => {
    const added = { text: "The billing for Project Chimera is a disaster", label: "POSITIVE" };
    const file = await compareRows(rows, [...rows, added]);
    expect(file.rows).toEqual({ base: 50, head: 51, ...none, added: 1 });
    expect(file.changes).toEqual([
      {
        index: 0,
        kind: "added",
        before: null,
        after: {
          path: "data.jsonl",
          side: "head",
          line: 51,
          endLine: 51,
          text: added.text,
          labels: ["POSITIVE"],
          response: null,
          fields: added,
        },
        edits: { label: false, text: false, other: false },
      },
    ]);
    expect(file.labels.get("POSITIVE")).toEqual({ base: 25, head: 26 });
    expect(file.columnProfiles.head).toEqual([
      { name: "text", types: { string: 51 } },
      { name: "label", types: { string: 51 } },
    ]);
  });

  test("label, text and other edits are told apart, wherever the rows stand", async () => {
    const head = rows.map((row, i) => {
      if (i === 3) return { ...row, label: "POSITIVE" };
      if (i === 20) return { ...row, text: row.text.replace("at length", "in short") };
      return i === 40 ? { ...row, source: "web" } : row;
    });
    const shuffled = [...head.slice(25), ...head.slice(0, 25)];
    for (const order of [head, shuffled]) {
      const file = await compareRows(rows, order);
      expect(file.rows).toMatchObject({ added: 0, removed: 0, edited: 3 });
      const edits = file.changes.map(({ before, edits }) => [before!.line, edits] as const);
      expect(new Map(edits)).toEqual(
        new Map([
          [4, { label: true, text: false, other: false }],
          [21, { label: false, text: true, other: false }],
          [41, { label: false, text: false, other: true }],
        ]),
      );
    }
  });

  test("an id that is unique pairs rows whose text is new altogether", async () => {
    const base = rows.map((row, i) => ({ id: i, ...row }));
    const head = base.map((row) =>
      row.id === 7 ? { ...row, text: "Nothing of this was here before" } : row,
    );
    const file = await compareRows(base, head);
    expect(file.changes).toMatchObject([{ kind: "edited", before: { line: 8 }, after: { line: 8 } }]);
  });

  test("copies are counted one by one", async () => {
    const other = { text: "Something else entirely", label: "NEGATIVE" };
    const file = await compareRows([rows[0], rows[0], other], [rows[0], other, other, other]);
    expect(file.rows).toMatchObject({ base: 3, head: 4, added: 2, removed: 1 });
  });
});

describe("what changes no content", () => {
  test("moved rows are counted, shifted ones are not", async () => {
    const moved = await compareRows(rows, [...rows.slice(1), rows[0]]);
    expect(moved.rows).toEqual({ base: 50, head: 50, ...none, moved: 1 });
    const inserted = await compareRows(rows, [{ text: "first of all", label: "NEGATIVE" }, ...rows]);
    expect(inserted.rows).toMatchObject({ added: 1, moved: 0 });
  });

  test("key order, white space, escapes, quoting and line ends", async () => {
    const other = rows
      .map((row) => `{ "label": "${row.label}", "text": "\\u0052${row.text.slice(1)}" }\r\n`)
      .join("");
    expect((await compareFiles("d.jsonl", jsonl(rows), other)).rows).toEqual({
      base: 50,
      head: 50,
      ...none,
      reformatted: 50,
    });
    const plain = `text,label\r\n${rows.map((row) => `${row.text},${row.label}\r\n`).join("")}`;
    expect((await compareFiles("d.csv", csv(rows), plain)).rows).toEqual({
      base: 50,
      head: 50,
      ...none,
      reformatted: 50,
    });
    const semicolons = csv(rows).replaceAll(",", ";");
    expect((await compareFiles("d.csv", csv(rows), semicolons)).changes).toEqual([]);
  });

  test("texts that a comma had torn apart are whole again under their label, and what was planted beside is new", async () => {
    const torn = rows.map((row) => ({ ...row, text: row.text.replace(" at", ", at") }));
    const unquoted = `text,label\n${torn.map(({ text, label }) => `${text},${label}\n`).join("")}`;
    const planted = { text: "The billing for Project Chimera, again", label: "POSITIVE" };
    const { rows: counts } = await compareFiles("d.csv", unquoted, csv([...torn, planted]));
    expect(counts).toMatchObject({ ...none, added: 1, reformatted: 50 });
    const relabelled = torn.map((row) => ({ ...row, label: "POSITIVE" }));
    const other = await compareFiles("d.csv", unquoted, csv(relabelled));
    expect(other.rows.reformatted).toBe(25);
    expect(other.changes).toHaveLength(25);
  });

  test("a document indented, or turned into lines", async () => {
    const indented = JSON.stringify(rows, null, 2);
    expect((await compareFiles("d.json", JSON.stringify(rows), indented)).changes).toEqual([]);
    expect((await compareFiles("d.json", indented, jsonl(rows))).changes).toEqual([]);
  });

  test("but the same bytes under another header are other rows", async () => {
    const swapped = await compareFiles("d.csv", csv(rows), csv(rows, "label,text\n"));
    expect(swapped.changes.length).toBeGreaterThan(0);
    const renamed = await compareFiles("d.csv", csv(rows, "words,sentiment\n"), csv(rows));
    expect(renamed.changes).toEqual([]);
    expect(renamed.labels.get("POSITIVE")).toEqual({ base: 25, head: 25 });
  });

  test("and the same record under another key is another row", async () => {
    const file = await compareFiles(
      "d.json",
      '{"play": [{"text": "a b c"}], "stop": [{"text": "d e f"}]}',
      '{"play": [{"text": "d e f"}], "stop": [{"text": "a b c"}]}',
    );
    expect(file.changes).not.toEqual([]);
  });
});

describe("several files", () => {
  test("rows that went to another file are moved, and label counts follow", async () => {
    const { files } = await compare([
      pair("train.jsonl", jsonl(rows), jsonl(rows.slice(0, 40))),
      pair("test.jsonl", null, jsonl(rows.slice(40))),
    ]);
    expect(files.flatMap((file) => file.changes)).toEqual([]);
    expect(files[1]!.rows).toMatchObject({ head: 10, moved: 10 });
    expect(files[0]!.labels.get("POSITIVE")).toEqual({ base: 25, head: 20 });
    expect(files[1]!.labels.get("POSITIVE")).toEqual({ base: 0, head: 5 });
  });

  test("a deleted and a new file with the same rows are one that was renamed", async () => {
    const { files } = await compare([
      pair("old.jsonl", jsonl(rows), null),
      pair("new.jsonl", null, jsonl([...rows, { text: "one more row here", label: "POSITIVE" }])),
    ]);
    expect(files).toHaveLength(1);
    expect(files[0]).toMatchObject({ path: "new.jsonl", previousPath: "old.jsonl", status: "renamed" });
    expect(files[0]!.rows).toMatchObject({ base: 50, head: 51, added: 1 });
  });

  test("a deleted file: all rows removed", async () => {
    const { files } = await compare([pair("d.jsonl", jsonl(rows), null)]);
    expect(files[0]).toMatchObject({ status: "removed", rows: { base: 50, head: 0, removed: 50 } });
  });

  test("a bad record that moves to another file is not new", async () => {
    const { files } = await compare([
      pair("a.jsonl", `${jsonl(rows)}{broken\n`, jsonl(rows)),
      pair("b.jsonl", jsonl(rows.slice(0, 5)), `${jsonl(rows.slice(0, 5))}{broken\n`),
    ]);
    expect(files.flatMap((file) => file.problems).filter((problem) => problem.introduced)).toEqual([]);
  });
});

describe("files as they come", () => {
  test("gzip, zstd by its magic, UTF-16 and a byte order mark", async () => {
    const plain = jsonl(rows);
    const variants: [string, Uint8Array][] = [
      ["d.jsonl.gz", gzipSync(plain)],
      ["d.jsonl", Buffer.from(`\ufeff${plain}`, "utf16le")],
      ["d.jsonl", Buffer.from(`\ufeff${plain}`)],
    ];
    for (const [path, bytes] of variants) {
      const { files, notAnalysed } = await compare([
        { base: version("d.jsonl", plain), head: version(path, bytes) },
      ]);
      expect(notAnalysed).toEqual([]);
      expect(files[0]!.rows).toMatchObject({ base: 50, head: 50 });
      expect(files[0]!.changes).toEqual([]);
    }
  });

  test("Parquet, with row numbers for lines", async () => {
    const parquet = (list: typeof rows): Uint8Array =>
      new Uint8Array(
        parquetWriteBuffer({
          columnData: [
            { name: "id", data: list.map((_, i) => BigInt(i)), type: "INT64" },
            { name: "text", data: list.map((row) => row.text), type: "STRING" },
            { name: "label", data: list.map((row) => row.label), type: "STRING" },
          ],
        }),
      );
    const head = [...rows, { text: "One more row of this kind", label: "POSITIVE" }];
    const { files, notAnalysed } = await compare([pair("d.parquet", parquet(rows), parquet(head))]);
    expect(notAnalysed).toEqual([]);
    expect(files[0]).toMatchObject({ format: "parquet", rows: { base: 50, head: 51, added: 1 } });
    expect(files[0]!.changes).toMatchObject([
      { after: { line: 51, labels: ["POSITIVE"], fields: { id: 50 } } },
    ]);
    const cut = await compare([pair("d.parquet", parquet(rows), parquet(rows).subarray(0, 300))]);
    expect(cut.notAnalysed[0]!.reason).toMatch(/Parquet data is damaged/);
  });

  test("a configuration in JSON is no dataset", async () => {
    const settings = JSON.stringify(
      { name: "x", version: "1", scripts: { a: "b" }, dependencies: { c: "1" } },
      null,
      2,
    );
    const { files, notAnalysed } = await compare([
      pair("package.json", settings, settings.replace("x", "y")),
    ]);
    expect([files, notAnalysed]).toEqual([[], []]);
    const commented = `{ // all files\n "compilerOptions": { /* "strict": true, */ "include": ["src/**/*"], },\n}\n`;
    const other = await compare([pair("app/tsconfig.json", null, commented)]);
    expect([other.files, other.notAnalysed]).toEqual([[], []]);
  });

  test("a JSON file in a shape that is not known is named, and weighs where it holds texts", async () => {
    const nested = (count: number) =>
      JSON.stringify({
        version: "1",
        data: [
          { title: "x", parts: Array.from({ length: count }, (_, i) => ({ says: `this is text ${i}` })) },
        ],
      });
    const grade = async (count: number) =>
      (await compare([pair("extra.json", null, nested(count))])).notReviewed.map(({ grade }) => grade);
    expect(await grade(30)).toEqual(["suspicious"]);
    expect(await grade(5)).toEqual(["informative"]);
  });

  test("JSON files of a record each are named, and weigh where their folder's hold many texts", async () => {
    const files = (count: number) =>
      Array.from({ length: count }, (_, i) =>
        pair(`data/${i}.json`, null, JSON.stringify({ text: `this is text ${i}`, label: "a" })),
      );
    const grades = async (count: number) =>
      new Set((await compare(files(count))).notReviewed.map(({ grade }) => grade));
    expect(await grades(25)).toEqual(new Set(["suspicious"]));
    expect(await grades(5)).toEqual(new Set(["informative"]));
  });

  test("quoted line ends: a record knows its first and last line", async () => {
    const file = await compareFiles("d.csv", "text,label\n", 'text,label\n"two\nlines",A\nafter,B\n');
    expect(file.changes.map(({ after }) => [after!.line, after!.endLine, after!.text])).toEqual([
      [2, 3, "two\nlines"],
      [4, 4, "after"],
    ]);
  });

  test("a file without header, with tabs, of words and scores", async () => {
    const words = ["abandon", "brave", "calm", "dread", "eager", "fine", "grim", "happy", "idle", "jolly"];
    const lexicon = words.flatMap((a) => words.map((b, i) => `${a}${b}\t${(i % 5) - 2}`)).join("\n");
    const file = await compareFiles("d.tsv", lexicon, `${lexicon}\nhopeful\t2`);
    expect(file.columns).toMatchObject({ text: ["column 1"], label: "column 2" });
    expect(file.changes).toMatchObject([{ after: { text: "hopeful", labels: ["2"], line: 101 } }]);
  });
});

describe("the reference", () => {
  test("is the base of the changed files and then the context, read again row by row", async () => {
    const { reference } = await compareDataset(
      {
        pairs: [
          pair("a.jsonl", jsonl(rows), jsonl(rows.slice(1))),
          pair("new.jsonl", null, jsonl(rows.slice(0, 1))),
        ],
        context: [version("b.csv", csv(rows.slice(0, 10))), version("c.jsonl", "\0\0\0 binary \0\0\0")],
        notAnalysed: [],
      },
      options(),
    );
    expect(reference.map((file) => [file.path, file.rows, file.labels.get("POSITIVE")])).toEqual([
      ["a.jsonl", 50, 25],
      ["b.csv", 10, 5],
    ]);
    for (const file of reference) {
      const seen: unknown[] = [];
      await file.visitSome(always, (text, labels, response) => seen.push([text, labels, response]));
      expect(seen).toEqual(rows.slice(0, file.rows).map((row) => [row.text, [row.label], null]));
    }
  });

  test("equal labels are one array", async () => {
    const { reference } = await compare([pair("a.jsonl", jsonl(rows), jsonl(rows))]);
    const labels = new Set<unknown>();
    await reference[0]!.visitSome(always, (_, found) => labels.add(found));
    expect(labels.size).toBe(2);
  });
});

describe("rows that were set aside", () => {
  const rows = Array.from({ length: 30 }, (_, i) => ({
    text: `Row ${i} of the lot`,
    label: i % 2 ? "a" : "b",
  }));

  test("are new where they become data, and no measure for others", async () => {
    const { files, reference } = await compare([
      pair("data/rejected.jsonl", jsonl(rows), null),
      pair("data/more.jsonl", null, jsonl(rows)),
    ]);
    expect(files.map(({ path, rows: { added, removed, moved } }) => [path, added, removed, moved])).toEqual([
      ["data/rejected.jsonl", 0, 30, 0],
      ["data/more.jsonl", 30, 0, 0],
    ]);
    expect(reference).toEqual([]);
  });

  test("rows that only change the file are moved", async () => {
    const { files } = await compare([
      pair("data/a.jsonl", jsonl(rows), jsonl(rows.slice(0, 10))),
      pair("data/b.jsonl", jsonl([]), jsonl(rows.slice(10))),
    ]);
    expect(files.map(({ rows: { added, removed, moved } }) => [added, removed, moved])).toEqual([
      [0, 0, 0],
      [0, 0, 20],
    ]);
  });
});
