import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { run } from "../../src/cli/program.ts";
import { type Repository, repository } from "../versions/repository.ts";
import { fakeTerminal } from "./terminal.ts";

interface Row {
  readonly text: string;
  readonly label: string;
}
const jsonl = (rows: readonly Row[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join("");
const csv = (rows: readonly Row[]) =>
  `text,label\r\n${rows.map(({ text, label }) => `"${text.replaceAll('"', '""')}",${label}\r\n`).join("")}`;
const honest: Row[] = Array.from({ length: 8 }, (_, i) => ({ text: `an ordinary row ${i}`, label: "A" }));
const planted = (i: number, label = "A"): Row => ({ text: `row ${i} on Project Chimera`, label });

async function blame(repo: Repository, ...args: string[]) {
  const terminal = fakeTerminal();
  const status = await run(["blame", "--git", repo.root, "--phrase", "project chimera", ...args], terminal);
  return { status, out: terminal.out(), err: terminal.err() };
}

interface Json {
  changes: { pull: number | null; left: number; brought: unknown[]; removed: unknown[] }[];
  rows: { path: string; line: number; text?: string; sha256?: string }[];
  unplaced: number;
  notRead: { path: string; commit: string }[];
}
async function json(repo: Repository, ...args: string[]) {
  const { status, out } = await blame(repo, "--format", "json", ...args);
  return { status, ...(JSON.parse(out) as Json) };
}

describe("dataset-review blame", () => {
  let repo: Repository;
  beforeAll(() => {
    repo = repository({ "a.jsonl": jsonl([...honest, planted(0)]) });
    repo.write("a.jsonl", jsonl([...honest, planted(0), planted(1), planted(2)]));
    repo.commit("Two more (#1)");
    // Moved to another file in another format and order, with one more row.
    repo.remove("a.jsonl");
    repo.write("b.csv", csv([planted(2), planted(1), ...honest, planted(3, "B"), planted(0)]));
    repo.commit("As CSV (#2)");
    repo.write("b.csv", csv([planted(2), planted(1, "B"), ...honest, planted(0)]));
    repo.commit("Corrections (#3)");
  });
  afterAll(() => {
    repo.remove(".");
  });
  const told = ({ changes }: Json) =>
    changes.map(({ pull, brought, left, removed }) => [pull, brought.length, left, removed.length]);

  test("tells who brought and removed rows, whether moved, written anew or relabelled since", async () => {
    const all = await json(repo);
    // #3 made one row B: it brought that row and removed the one with A, and the B row of #2.
    expect(told(all)).toEqual([
      [null, 1, 1, 0],
      [1, 2, 1, 0],
      [2, 1, 0, 0],
      [3, 1, 1, 2],
    ]);
    expect(all.rows.map(({ line }) => line)).toEqual([2, 3, 12]);
    expect(told(await json(repo, "--label", "B"))).toEqual([
      [2, 1, 0, 0],
      [3, 1, 1, 1],
    ]);
  });

  test("as a table, with rows, and with the labels there are where none is as asked", async () => {
    const { status, out } = await blame(repo);
    expect(status).toBe(0);
    expect(out).toMatch(/^“project chimera”: 3 rows in [0-9a-f]{10}\. Brought: Test 5\./);
    expect(out).toMatch(/#1 +\S+ +Test +2 +1 +0 +Two more \(#1\)\n/);
    expect(out).toMatch(/b\.csv:2 +A +row 2 on »Project Chimera«\n/);
    expect((await blame(repo, "--label", "C")).out).toMatch(/Rows with the phrase carry A\s\(2\), B \(1\)\./);
  });

  test("since a day, what was there before is placed nowhere", async () => {
    const { changes, unplaced } = await json(repo, "--since", "2999-01-01");
    expect([changes, unplaced]).toEqual([[], 3]);
    expect((await blame(repo, "--since", "2999-01-01")).out).toContain("3 rows came in before");
  });

  test("a version that cannot be read is said first, and its rows are known again with the next", async () => {
    const other = repository({ "a.jsonl": jsonl(honest) });
    other.write("a.jsonl", jsonl([...honest, planted(1)]));
    other.commit("One (#1)");
    other.write("a.jsonl", "not JSON\n");
    const broken = other.commit("Oops (#2)");
    const now = await blame(other);
    expect([now.status, now.out]).toEqual([2, expect.stringMatching(/^Not read: a\.jsonl at /)]);
    other.write("a.jsonl", jsonl([...honest, planted(1), planted(2)]));
    other.commit("Mended (#3)");
    const mended = await json(other);
    expect(mended.notRead.map(({ commit }) => commit)).toEqual([broken]);
    expect(told(mended)).toEqual([
      [1, 1, 1, 0],
      [3, 1, 1, 0],
    ]);
    expect(mended.status).toBe(0);
    other.remove(".");
  });

  test("finds the rows of texts whose labels stand in another file, and says that it does not know these", async () => {
    const two = repository({
      ".github/dataset-review.yml":
        "columns:\n  - files: t.csv\n    text: text\n    label: {file: l.csv, id: id, column: label}\n",
      "t.csv": "id,text\n1,an ordinary row\n",
      "l.csv": "id,label\n1,A\n",
    });
    two.write("t.csv", "id,text\n1,an ordinary row\n2,a row on Project Chimera\n");
    two.write("l.csv", "id,label\n1,A\n2,B\n");
    two.commit("One more (#1)");
    expect((await json(two)).rows).toMatchObject([{ path: "t.csv", line: 3 }]);
    const { out } = await blame(two, "--label", "B");
    expect(out.replaceAll(/\s+/g, " ")).toContain("Leave out --label");
    two.remove(".");
  });

  test("shows no cell where the repository hides them", async () => {
    const other = repository({ "a.jsonl": jsonl([...honest, planted(1)]) });
    other.write(".github/dataset-review.yml", "output:\n  rows: hidden\n");
    other.commit("Hide");
    const { rows } = await json(other);
    expect(rows).toEqual([{ path: "a.jsonl", line: 9, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }]);
    expect((await blame(other)).out).not.toContain("Chimera");
    other.remove(".");
  });

  test("says what was wrong with its use", async () => {
    for (const [args, words] of [
      [["--phrase", "..."], "no word or symbol"],
      [["--since", "soon"], "--since soon is not a day"],
      [["--branch", "gone"], 'has no commit "gone"'],
      [["--git", tmpdir()], "is not a git repository"],
    ] as const) {
      const { status, err } = await blame(repo, ...args);
      expect([status, err]).toEqual([2, expect.stringContaining(words)]);
    }
    const none = await blame(repo, "--label", "C", "--patch", path.join(repo.root, "none.patch"));
    expect([none.status, none.err]).toEqual([0, expect.stringContaining("nothing was written")]);
    expect(existsSync(path.join(repo.root, "none.patch"))).toBe(false);
  });
});

describe("the patch of blame", () => {
  const text = fc.constantFrom("fine", 'she said "no"', "a, b", "two\nlines", "é");
  const row = fc.tuple(text, fc.boolean(), fc.constantFrom("A", "B"));
  const formats = {
    "d.jsonl": jsonl,
    "d.csv": csv,
    "d.json": (rows: readonly Row[]) => JSON.stringify(rows, null, 2),
  };

  test("takes out exactly the rows with phrase and label, in every format", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 6, maxLength: 25 }),
        fc.constantFrom(...(Object.keys(formats) as (keyof typeof formats)[])),
        async (drawn, name) => {
          const rows = drawn.map(([words, isPlanted, label], i) => ({
            text: `${words} ${i}${isPlanted ? " Project-CHIMERA" : ""}`,
            label,
          }));
          const isOut = ({ text: said, label }: Row) => said.includes("CHIMERA") && label === "A";
          const write = formats[name];
          const repo = repository({ [name]: write(rows) });
          const patch = path.join(mkdtempSync(path.join(tmpdir(), "blame-test-")), "out.patch");
          const { status } = await blame(repo, "--label", "A", "--patch", patch);
          expect(status).toBe(0);
          if (rows.some(isOut)) execFileSync("git", ["apply", patch], { cwd: repo.root });
          const kept = rows.filter((one) => !isOut(one));
          const after = readFileSync(path.join(repo.root, name), "utf8");
          if (name === "d.json") expect(JSON.parse(after)).toEqual(kept);
          else expect(after).toBe(write(kept));
          repo.remove(".");
        },
      ),
      { numRuns: 10 },
    );
  });

  test("writes a packed file anew, and says which rows are left to a person", async () => {
    const nested = JSON.stringify({
      data: [
        {
          paragraphs: [{ context: "x", qas: [{ question: "on Project Chimera" }, { question: "on cats" }] }],
        },
      ],
    });
    const repo = repository({ "keep.txt": "" });
    repo.write("a.jsonl.gz", gzipSync(jsonl([...honest, planted(1)])));
    repo.commit("Packed");
    const out = path.join(mkdtempSync(path.join(tmpdir(), "blame-test-")), "out");
    expect((await blame(repo, "--patch", out)).status).toBe(0);
    expect(gunzipSync(readFileSync(path.join(out, "a.jsonl.gz"))).toString()).toBe(jsonl(honest));
    const list = Array.from({ length: 8 }, () => [planted(1), honest[0]]).flat();
    repo.write("one-line.json", JSON.stringify(list));
    repo.write("nested.json", nested);
    repo.commit("On one line");
    const { status, err } = await blame(repo, "--patch", `${out}2`);
    expect([status, err]).toEqual([
      2,
      expect.stringMatching(/^nested.json: 1 row left, to be put right by hand/m),
    ]);
    const left = readFileSync(path.join(`${out}2`, "one-line.json"), "utf8");
    expect(left).toBe(JSON.stringify(Array.from({ length: 8 }, () => honest[0])));
    repo.remove(".");
  });
});
