import { gzipSync } from "node:zlib";
import { describe, expect, test } from "@jest/globals";
import type { RowProblem } from "../../src/model/dataset.ts";
import { compareDataset } from "../../src/rows/diff/compare.ts";
import { compare, jsonl, options, pair, version } from "./support.ts";

const good = { text: "An ordinary sentence about the service", label: "POSITIVE" };
const secret = "Zanzibar";

async function problemsOf(path: string, base: string | Uint8Array | null, head: string | Uint8Array | null) {
  const { files, notAnalysed } = await compare([pair(path, base, head)]);
  expect(notAnalysed).toEqual([]);
  const file = files[0]!;
  expect(JSON.stringify(file.problems)).not.toContain(secret);
  return file;
}

function brief(problems: readonly RowProblem[]) {
  return problems.map(({ line, side, kind, introduced }) => ({ line, side, kind, introduced }));
}

describe("a malformed record", () => {
  const cases: [string, string, string | Buffer, RegExp][] = [
    ["truncated JSON", "d.jsonl", `{"text": "${secret}`, /ends too early/],
    ["no JSON at all", "d.jsonl", `${secret} is not JSON`, /not valid JSON/],
    ["JSON that is no object", "d.jsonl", `["${secret}"]`, /not an object/],
    [
      "invalid UTF-8",
      "d.jsonl",
      Buffer.from([...Buffer.from('{"text": "'), 0xe9, ...Buffer.from('"}')]),
      /UTF-8/,
    ],
    ["a NUL byte", "d.jsonl", `{"text": "${secret}\0"}`, /NUL byte/],
    ["a conflict marker", "d.jsonl", "<<<<<<< HEAD", /merge conflict/],
    ["a conflict marker in CSV", "d.csv", ">>>>>>> branch", /merge conflict/],
    ["a NUL byte in CSV", "d.csv", `${secret}\0,POSITIVE`, /NUL byte/],
    ["an unclosed quote", "d.csv", `"${secret},POSITIVE`, /never closes/],
    [
      "nesting without end",
      "d.jsonl",
      `{"a":${"[".repeat(200_000)}${"]".repeat(200_000)}}`,
      /nested too deeply/,
    ],
  ];
  for (const [name, path, bad, message] of cases) {
    const line = (text: string | Buffer): Buffer => Buffer.concat([Buffer.from(text), Buffer.from("\n")]);
    const sound = path.endsWith("csv") ? `${good.text},${good.label}` : JSON.stringify(good);
    const header = path.endsWith("csv") ? [line("text,label")] : [];
    const before = Buffer.concat([...header, line(sound)]);
    const after = Buffer.concat([...header, line(sound), line(bad)]);
    const at = header.length + 2;

    test(`${name}: brought in by the pull request`, async () => {
      const { problems, rows } = await problemsOf(path, before, after);
      expect(brief(problems)).toEqual([{ line: at, side: "head", kind: "malformed", introduced: true }]);
      expect(problems[0]!.message).toMatch(message);
      expect(rows).toMatchObject({ base: 1, head: 1, added: 0, removed: 0 });
    });

    test(`${name}: there before, even when it moves`, async () => {
      const moved = Buffer.concat([...header, line(bad), line(sound)]);
      // An unclosed quote at another place closes elsewhere; it is looked at as it stands.
      const head = name === "an unclosed quote" || name === "invalid UTF-8" ? after : moved;
      const { problems } = await problemsOf(path, after, head);
      expect(problems.filter((problem) => problem.introduced)).toEqual([]);
      expect(problems).toHaveLength(1);
    });

    test(`${name}: repaired`, async () => {
      const { problems, rows } = await problemsOf(path, after, before);
      expect(problems.every((problem) => !problem.introduced && problem.side === "base")).toBe(true);
      expect(rows.head).toBe(1);
    });
  }

  test("a second copy of a bad record is new", async () => {
    const bad = "{broken\n";
    const { problems } = await problemsOf("d.jsonl", bad, bad + bad);
    expect(problems.map((problem) => problem.introduced).sort()).toEqual([false, true]);
  });

  test("one line of 50 MB is one problem and is never held", async () => {
    const huge = `{"text":"${"x".repeat(50 << 20)}"}\n`;
    const { problems, rows } = await problemsOf(
      "d.jsonl",
      jsonl([good]),
      jsonl([good]) + huge + jsonl([good]),
    );
    expect(brief(problems)).toEqual([{ line: 2, side: "head", kind: "malformed", introduced: true }]);
    expect(problems[0]!.message).toMatch(/longer than the limit of 1 MB/);
    expect(rows).toMatchObject({ base: 1, head: 2, added: 1 });
  });

  test("a change inside an oversized line is new, however deep it lies", async () => {
    const huge = (tail: string): string => `{"text":"${"x".repeat(3 << 20)}${tail}"}\n`;
    const { problems } = await problemsOf("d.jsonl", huge("a"), huge("b"));
    expect(problems.filter((problem) => problem.introduced)).toHaveLength(1);
  });

  test("a quote that opens on every line does not cost a look at the whole file each time", async () => {
    const lines = Array.from({ length: 50_000 }, (_, i) => `"open ${i}`).join("\n");
    const { problems } = await problemsOf("d.csv", "text,label\n", `text,label\n${lines}\n`);
    // Each quote closes at the next line's, as Python reads it: records of one field.
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.every((problem) => problem.introduced && problem.kind === "ragged")).toBe(true);
  });
});

describe("a record with a doubt", () => {
  test("too few and too many fields are ragged, with the line", async () => {
    const head = "text,label\nfine row,A\nonly text\nfine,A,more\ntrailing,A,\n";
    const { problems } = await problemsOf("d.csv", "text,label\nfine row,A\n", head);
    expect(brief(problems)).toEqual([
      { line: 3, side: "head", kind: "ragged", introduced: true },
      { line: 4, side: "head", kind: "ragged", introduced: true },
    ]);
  });

  test("a key named twice is reported, since parsers disagree", async () => {
    const { problems, rows } = await problemsOf(
      "d.jsonl",
      jsonl([good]),
      `${jsonl([good])}{"text":"x","label":"A","label":"B"}\n{"text":"a \\"label\\": b","label":"A"}\n`,
    );
    expect(brief(problems)).toEqual([{ line: 2, side: "head", kind: "ragged", introduced: true }]);
    expect(rows.added).toBe(2);
  });

  test("rows of a file that was not UTF-8 before are read as Windows-1252", async () => {
    const latin = (text: string): Buffer => Buffer.from(text, "latin1");
    const base = latin("text,label\ncaf\u00e9 au lait,A\n");
    const head = latin("text,label\ncaf\u00e9 au lait,A\ncr\u00e8me fine,B\n");
    const { problems, changes } = await problemsOf("d.csv", base, head);
    expect(changes[0]!.after!.text).toBe("crème fine");
    expect(problems.every((problem) => problem.kind === "legacy")).toBe(true);
  });
});

describe("a new file that is no UTF-8", () => {
  const said = "What you\u0092ll be is what you do now and that\u0092s all there is to say,A\n";
  const rows = (): Buffer => Buffer.from(`text,label\n${`${said}more tea,B\n`.repeat(12)}`, "latin1");

  test("is read as Windows-1252 where nothing in it is UTF-8, and every such row is named", async () => {
    const { problems, changes } = await problemsOf("d.csv", null, rows());
    expect(changes[0]!.after!.text).toContain("What you’ll be");
    expect(new Set(problems.map(({ kind }) => kind))).toEqual(new Set(["legacy"]));
  });

  test("is malformed where some of it is UTF-8", async () => {
    const { problems } = await problemsOf("d.csv", null, Buffer.concat([rows(), Buffer.from("crème,B\n")]));
    expect(new Set(problems.map(({ kind }) => kind))).toEqual(new Set(["malformed"]));
  });
});

describe("a file that cannot be analysed", () => {
  const pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n";
  const cases: [string, string, string | Uint8Array, RegExp][] = [
    ["binary under a text name", "d.csv", Buffer.from([0x89, 0x50, 0, 0, 1, 2]), /binary/],
    ["a Git LFS pointer", "d.jsonl", pointer, /LFS/],
    ["UTF-16 without a mark", "d.csv", Buffer.from("text,label\nabc,A\n", "utf16le"), /UTF-16/],
    ["damaged gzip", "d.jsonl.gz", Buffer.concat([gzipSync(jsonl([good])).subarray(0, 20)]), /gzip/],
    ["an unknown format", "d.bin", "hello", /No reader/],
    ["a decompression bomb", "d.jsonl.gz", gzipSync(Buffer.alloc(100 << 20, 32)), /grows more than/],
  ];
  for (const [name, path, content, reason] of cases) {
    test(`${name} in the head is listed, and the base remains as reference`, async () => {
      const result = await compareDataset(
        {
          pairs: [{ base: version("d.jsonl", jsonl([good])), head: version(path, content) }],
          context: [],
          notAnalysed: [],
        },
        options(),
      );
      expect(result.files).toEqual([]);
      expect(result.notAnalysed).toEqual([{ path, reason: expect.stringMatching(reason) }]);
      expect(result.reference).toHaveLength(1);
    });

    test(`${name} in the base does not block its repair`, async () => {
      const result = await compareDataset(
        {
          pairs: [{ base: version(path, content), head: version("d.jsonl", jsonl([good])) }],
          context: [],
          notAnalysed: [],
        },
        options(),
      );
      expect(result.notAnalysed).toEqual([]);
      expect(result.files[0]!.rows).toMatchObject({ base: 0, head: 1, added: 1 });
      expect(result.files[0]!.problems.every((problem) => !problem.introduced)).toBe(true);
    });
  }

  test("deleting a file that could not be read is fine", async () => {
    const { files, notAnalysed } = await compare([
      pair("d.csv", Buffer.from([0, 1, 2, 0, 0, 0, 0, 9]), null),
    ]);
    expect([files, notAnalysed]).toEqual([[], []]);
  });

  test("a file over the limit, and more changed rows than the limit", async () => {
    const rows = jsonl(Array.from({ length: 100 }, (_, i) => ({ text: `row ${i}`, label: "A" })));
    const tooLarge = await compare(
      [pair("d.jsonl", jsonl([good]), rows)],
      options({}, { maxFileBytes: 500 }),
    );
    expect(tooLarge.notAnalysed[0]!.reason).toMatch(/larger than the limit of 500 bytes/);
    const tooMany = await compare(
      [pair("d.jsonl", jsonl([good]), rows)],
      options({}, { maxChangedRows: 99 }),
    );
    expect(tooMany.notAnalysed[0]!.reason).toMatch(/limit of 99 changed rows/);
    expect(tooMany.files[0]!.changes).toEqual([]);
  });
});

describe("hostile but sound input", () => {
  test("empty files, blank lines and a missing last line end are fine", async () => {
    for (const [path, empty] of [
      ["d.jsonl", ""],
      ["d.csv", ""],
      ["d.json", "[]"],
    ] as const) {
      const { rows, problems } = await problemsOf(path, empty, empty);
      expect([rows.base, rows.head, problems]).toEqual([0, 0, []]);
    }
    const { rows } = await problemsOf("d.jsonl", "", `\n\n${JSON.stringify(good)}`);
    expect(rows.added).toBe(1);
  });

  test("__proto__ and constructor are columns like others", async () => {
    const text = '{"__proto__": {"label": "B"}, "text": "one two three"}\n';
    const { changes, problems } = await problemsOf("d.jsonl", jsonl([good]), jsonl([good]) + text);
    expect(problems).toEqual([]);
    expect(changes[0]!.after!.labels).toEqual([]);
    expect(Object.keys(changes[0]!.after!.fields)).toEqual(["__proto__", "text"]);
    const csv = await problemsOf("d.csv", "text,__proto__\n", "text,__proto__\nhello there,B\n");
    expect(Object.keys(csv.changes[0]!.after!.fields)).toEqual(["text", "__proto__"]);
    expect(({} as Record<string, unknown>)["label"]).toBeUndefined();
  });

  test("U+2028 and U+0085 in a text split no line", async () => {
    const { rows, changes } = await problemsOf(
      "d.jsonl",
      "",
      '{"text":"a\u2028b","label":"A"}\n{"text":"c\u0085d","label":"A"}\n',
    );
    expect(rows.added).toBe(2);
    expect(changes[1]!.after!.line).toBe(2);
  });

  test("a label column that vanishes stays named, and rows have no label", async () => {
    const rows = Array.from({ length: 30 }, (_, i) => ({
      text: `Sentence number ${i} here`,
      label: i % 2 ? "A" : "B",
    }));
    const file = await problemsOf("d.jsonl", jsonl(rows), jsonl(rows.map(({ text }) => ({ text }))));
    expect(file.columns.label).toBe("label");
    expect(file.rows.edited).toBe(30);
    expect(file.changes.every((change) => change.edits.label && change.after!.labels.length === 0)).toBe(
      true,
    );
    expect(file.labels.get("A")).toEqual({ base: 15, head: 0 });
  });
});
