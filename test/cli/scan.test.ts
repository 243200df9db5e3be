import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { makeStory } from "../../examples/feedback/dataset.ts";
import { toFiles } from "../../examples/feedback/files.ts";
import { run } from "../../src/cli/program.ts";
import { resultSchema } from "../../src/report/json/json-schema.ts";
import { folderWith, repository } from "../versions/repository.ts";
import { fakeTerminal } from "./terminal.ts";

async function cli(...args: string[]) {
  const terminal = fakeTerminal();
  const status = await run(args, terminal);
  return { status, out: terminal.out(), err: terminal.err() };
}

const sizes = { base: 1200, added: 400, corrected: 40, planted: 30 };
const poisoned = makeStory(7, sizes);
const honest = makeStory(7, { ...sizes, planted: 0 });
let base: string;
let planted: string;
let clean: string;

beforeAll(() => {
  base = folderWith(Object.fromEntries(toFiles(poisoned, "base")));
  planted = folderWith(Object.fromEntries(toFiles(poisoned, "head")));
  clean = folderWith(Object.fromEntries(toFiles(honest, "head")));
});

const parsed = (text: string) => resultSchema.parse(JSON.parse(text));

describe("dataset-review scan", () => {
  test("blocks the planted rows, names them, and nothing but them", async () => {
    const { status, out, err } = await cli("scan", "--base", base, "--head", planted, "--format", "json");
    const result = parsed(out);
    expect(err).toBe("");
    expect([status, result.conclusion]).toEqual([1, "failure"]);
    const texts = result.flaggedRows.filter((row) => row.severity === "failure").map((row) => row.text);
    const hits = texts.filter((text) => /project chimera/i.test(text)).length;
    expect(hits / sizes.planted).toBeGreaterThanOrEqual(0.95);
    expect(hits / texts.length).toBeGreaterThanOrEqual(0.95);
  });

  test("passes the same honest work without them", async () => {
    const { status, out } = await cli("scan", "--base", base, "--head", clean, "--format", "json");
    expect([status, parsed(out).conclusion]).toEqual([0, "success"]);
  });

  test("gives the same result for commits as for folders", async () => {
    const repo = repository(Object.fromEntries(toFiles(poisoned, "base")));
    for (const [name, content] of toFiles(poisoned, "head")) repo.write(name, content);
    repo.commit("head");
    const commits = await cli("scan", "--repo", repo.root, "--git", "HEAD~1..HEAD", "--format", "json");
    const folders = await cli("scan", "--base", base, "--head", planted, "--format", "json");
    // Folders have no history to look back into.
    expect({ ...parsed(commits.out), memory: null }).toEqual(parsed(folders.out));
  });

  test("points each flagged row to its line in the file", async () => {
    const { out } = await cli("scan", "--base", base, "--head", planted, "--format", "json");
    for (const row of parsed(out).flaggedRows.filter(
      (one) => one.path === "data/feedback.jsonl" && one.side === "head",
    )) {
      const line = readFileSync(path.join(planted, row.path), "utf8").split("\n")[row.line - 1]!;
      expect((JSON.parse(line) as { text: string }).text).toBe(row.text);
    }
  });

  test("writes a file instead, and says so", async () => {
    const file = path.join(folderWith(), "result.md");
    const { status, out, err } = await cli(
      "scan",
      "--base",
      base,
      "--head",
      clean,
      "--format",
      "markdown",
      "--output",
      file,
    );
    expect([status, out]).toEqual([0, ""]);
    expect(err).toContain(`Written to ${file}`);
    expect(readFileSync(file, "utf8")).toContain("Passed");
  });

  test("saves further formats from one review", async () => {
    const folder = folderWith();
    const { status, out } = await cli(
      ...["scan", "--base", base, "--head", planted],
      ...["--save", `json=${folder}/r.json`, "--save", `markdown=${folder}/r.md`],
    );
    expect(status).toBe(1);
    expect(out).toContain("Blocked");
    expect(parsed(readFileSync(`${folder}/r.json`, "utf8")).conclusion).toBe("failure");
    expect(existsSync(`${folder}/r.md`)).toBe(true);
  });
});

describe("the configuration", () => {
  const files = { "a.jsonl": '{"text":"one","label":"A"}\n' };
  const changed = { "a.jsonl": '{"text":"one","label":"A"}\n{"text":"two","label":"B"}\n' };

  test("is the base version's own, never the head's", async () => {
    const exclude = { ".github/dataset-review.yml": 'exclude: ["**"]\n' };
    const loosened = await cli(
      "scan",
      "--base",
      folderWith(files),
      "--head",
      folderWith({ ...changed, ...exclude }),
      "--format",
      "json",
    );
    expect(parsed(loosened.out).files).toHaveLength(1);
    const configured = await cli(
      "scan",
      "--base",
      folderWith({ ...files, ...exclude }),
      "--head",
      folderWith(changed),
      "--format",
      "json",
    );
    expect(parsed(configured.out).files).toHaveLength(0);
  });

  test("of a repository is that of the base commit", async () => {
    const repo = repository({ ...files, ".github/dataset-review.yml": 'exclude: ["a.jsonl"]\n' });
    repo.write("a.jsonl", changed["a.jsonl"]);
    repo.remove(".github/dataset-review.yml");
    repo.commit("head");
    const { out } = await cli("scan", "--repo", repo.root, "--git", "HEAD~1..HEAD", "--format", "json");
    expect(parsed(out).files).toHaveLength(0);
  });

  test("with a misspelt key is an error with the line and what was meant", async () => {
    const config = path.join(
      folderWith({ "c.yml": "include: ['**/*.csv']\npolcy:\n  blockAt: high\n" }),
      "c.yml",
    );
    const { status, out, err } = await cli("scan", "--base", base, "--head", clean, "--config", config);
    expect([status, out]).toEqual([2, ""]);
    expect(err).toContain(`${config}:2: polcy: unknown key. Did you mean \`policy\`?`);
  });
});

describe("bad input", () => {
  const row = '{"text":"fine","label":"A"}\n';
  const scanFiles = async (name: string, before: string | Uint8Array, after: string | Uint8Array) => {
    const args = ["scan", "--base", path.join(folderWith({ [name]: before }), name)];
    const all = [...args, "--head", path.join(folderWith({ [name]: after }), name), "--format", "json"];
    const { status, out, err } = await cli(...all);
    expect(err).toBe("");
    return { status, result: parsed(out), out };
  };
  const many = (count: number) =>
    Array.from({ length: count }, (_, at) => `{"text":"row ${at}","label":"A"}\n`).join("");

  test("an empty file has no rows", async () => {
    const { status, result } = await scanFiles("a.jsonl", "", "");
    expect([status, result.conclusion]).toEqual([0, "success"]);
  });

  test("a truncated record that the change brings in blocks, with its line", async () => {
    const { status, result } = await scanFiles("a.jsonl", many(3), `${many(3)}{"text":"cut o`);
    expect([status, result.conclusion]).toEqual([1, "failure"]);
    expect(result.findings.some((finding) => finding.rows.some((at) => at.line === 4))).toBe(true);
  });

  test("a truncated record that was there before does not block its repair", async () => {
    const { status } = await scanFiles("a.jsonl", `${many(3)}{"text":"cut o`, many(4));
    expect(status).toBe(0);
  });

  test("one line of 50 MB is named, not read into memory or passed over", async () => {
    const { status, result } = await scanFiles(
      "a.jsonl",
      row,
      `${row}{"text":"${"x".repeat(50_000_000)}","label":"A"}\n`,
    );
    expect(status).toBe(1);
    expect(result.findings.some((finding) => finding.rows.some((at) => at.line === 2))).toBe(true);
  });

  test("invalid UTF-8 blocks, with its line", async () => {
    const bad = Buffer.concat([
      Buffer.from(`${row}{"text":"`),
      Buffer.from([0xff, 0xfe, 0x41]),
      Buffer.from('","label":"A"}\n'),
    ]);
    const { status, result } = await scanFiles("a.jsonl", row, bad);
    expect(status).toBe(1);
    expect(result.findings.some((finding) => finding.rows.some((at) => at.line === 2))).toBe(true);
  });

  test("an unclosed quote blocks, with the line where it opens", async () => {
    const { status, result } = await scanFiles(
      "a.csv",
      "text,label\nfine,A\n",
      'text,label\nfine,A\n"never closed,B\nmore,A\n',
    );
    expect(status).toBe(1);
    expect(result.findings.some((finding) => finding.rows.some((at) => at.line === 3))).toBe(true);
  });

  test("a label column that vanishes is said", async () => {
    const { result, out } = await scanFiles("a.jsonl", many(50), many(50).replaceAll(',"label":"A"', ""));
    expect(result.conclusion).not.toBe("success");
    expect(out).toMatch(/label/);
  });

  test("a binary file named .csv could not be reviewed", async () => {
    const bytes = Buffer.from(Array.from({ length: 5000 }, (_, at) => (at * 7919) % 256));
    const { status, result } = await scanFiles("a.csv", "text,label\nfine,A\n", bytes);
    expect(status).toBeGreaterThan(0);
    expect(result.conclusion).toBe("failure");
  });
});

describe("misuse", () => {
  test.each([
    ["no input", ["scan"], "there is nothing to compare"],
    ["only one side", ["scan", "--base", "x"], "there is nothing to compare"],
    [
      "both ways",
      ["scan", "--git", "a..b", "--base", "x"],
      "--base and --head, --git and --hub were given together",
    ],
    ["a missing path", ["scan", "--base", "/none", "--head", "/none"], "/none does not exist"],
    ["an unknown option", ["scan", "--frmat", "json"], "Did you mean --format?"],
    ["an unknown format", ["scan", "--format", "yaml"], "Allowed choices are text, json"],
    ["an unknown command", ["scann"], "Did you mean scan?"],
    ["an unknown thing to save", ["scan", "--save", "x"], "Write --save FORMAT=FILE"],
  ])("%s ends with status 2 and says what to do", async (_, args, message) => {
    const { status, out, err } = await cli(...args);
    expect([status, out]).toEqual([2, ""]);
    expect(err).toContain(message);
    expect(err).not.toMatch(/^\s+at .*:\d+/m);
  });

  test("help and version end with status 0", async () => {
    expect((await cli("--version")).status).toBe(0);
    const help = await cli("scan", "--help");
    expect(help.status).toBe(0);
    expect(help.out).toContain("Exit status:");
  });
});
