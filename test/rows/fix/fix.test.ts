import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { parquetWriteBuffer } from "hyparquet-writer";
import { makeStory } from "../../../examples/feedback/dataset.ts";
import { toFiles } from "../../../examples/feedback/files.ts";
import { run } from "../../../src/cli/program.ts";
import { resultSchema } from "../../../src/report/json/json-schema.ts";
import { fakeTerminal } from "../../cli/terminal.ts";
import { folderWith, repository } from "../../versions/repository.ts";

const sizes = { base: 1200, added: 400, corrected: 40, planted: 30 };
const story = makeStory(7, sizes);
let base: string;
let head: string;

beforeAll(() => {
  base = folderWith(Object.fromEntries(toFiles(story, "base")));
  head = folderWith(Object.fromEntries(toFiles(story, "head")));
});

async function scan(...args: string[]) {
  const terminal = fakeTerminal();
  const status = await run(["scan", "--format", "json", ...args], terminal);
  const out = terminal.out();
  return { status, err: terminal.err(), result: out ? resultSchema.parse(JSON.parse(out)) : null };
}

const somewhere = () => mkdtempSync(path.join(tmpdir(), "fix-test-"));
const linesOf = (file: string) => readFileSync(file, "utf8").split("\n");

describe("scan --fix", () => {
  test("a patch takes the flagged rows out, and the change then passes with every other row", async () => {
    const folder = somewhere();
    const patch = path.join(folder, "fix.patch");
    const before = await scan("--base", base, "--head", head, "--fix", patch);
    expect(before.status).toBe(1);
    const fixed = path.join(folder, "head");
    cpSync(head, fixed, { recursive: true });
    execFileSync("git", ["apply", patch], { cwd: fixed });
    const after = await scan("--base", base, "--head", fixed);
    expect(after.result?.conclusion).toBe("success");
    const taken = linesOf(path.join(folder, "fix.rows.jsonl")).filter(Boolean);
    const records = taken.map((line) => JSON.parse(line) as { path: string; record: string });
    for (const file of ["data/feedback.jsonl", "data/chat.csv"]) {
      const gone = new Set(records.filter((row) => row.path === file).map(({ record }) => record));
      const kept = linesOf(path.join(head, file)).filter((line) => !gone.has(line));
      expect(linesOf(path.join(fixed, file))).toEqual(kept);
    }
  });

  test("a file above the folder is left to a person, in words", async () => {
    const file = (side: string) => path.relative(process.cwd(), path.join(side, "data/feedback.jsonl"));
    const { status, err } = await scan(file(base), file(head), "--fix", path.join(somewhere(), "fix.patch"));
    expect(status).toBe(1);
    expect(err).toMatch(/to be put right by hand: it lies outside of this folder; scan it from its own\./);
  });

  test("a folder holds the files alone: the rows that went lie beside it, where no scan takes them for data", async () => {
    const folder = somewhere();
    await scan("--base", base, "--head", head, "--fix", path.join(folder, "out"));
    const written = readdirSync(path.join(folder, "out"), { recursive: true, encoding: "utf8" });
    expect(written.filter((name) => path.extname(name) !== "").sort()).toEqual([
      "data/chat.csv",
      "data/feedback.jsonl",
    ]);
    expect(linesOf(path.join(folder, "out.rows.jsonl")).filter(Boolean).length).toBeGreaterThan(0);
  });

  test("a patch gets the folder that it needs, and says where it applies; what cannot be written is named", async () => {
    const patch = path.join(somewhere(), "new/folder/fix.patch");
    const { err } = await scan("--base", base, "--head", head, "--fix", patch);
    const from = path.relative(".", head);
    expect(err).toContain(`git apply --directory=${from} ${patch}`);
    expect(readFileSync(patch, "utf8")).toMatch(/^diff --git/);
    const lost = await scan("--base", base, "--head", head, "--fix", path.join(patch, "fix.patch"));
    expect([lost.status, lost.err]).toEqual([2, expect.stringContaining("cannot be written (")]);
  });

  test("a finding that is kept keeps its rows", async () => {
    const folder = somewhere();
    const { result } = await scan("--base", base, "--head", head);
    const blocking = result!.findings.filter(({ severity }) => severity === "failure");
    const warning = result!.findings.filter(({ severity }) => severity === "warning");
    const keep = [...blocking, ...warning].flatMap(({ id }) => ["--keep", id]);
    const { err } = await scan("--base", base, "--head", head, "--fix", path.join(folder, "out"), ...keep);
    expect(err).toContain("nothing was written");
    const unknown = await scan(
      "--base",
      base,
      "--head",
      head,
      "--fix",
      path.join(folder, "out"),
      "--keep",
      "F99",
    );
    expect([unknown.status, unknown.err]).toEqual([2, expect.stringContaining("F1 (")]);
  });

  test("the command that it names applies a patch to content in Git LFS, where git alone meets the pointer", async () => {
    const text = (side: "base" | "head") => toFiles(story, side).get("data/feedback.jsonl")!;
    const repo = repository({ ".gitattributes": "*.jsonl filter=lfs\n" });
    const keep = (side: "base" | "head") => {
      const oid = createHash("sha256").update(text(side)).digest("hex");
      const folder = path.join(repo.root, ".git/lfs/objects", oid.slice(0, 2), oid.slice(2, 4));
      mkdirSync(folder, { recursive: true });
      writeFileSync(path.join(folder, oid), text(side));
      const size = Buffer.byteLength(text(side));
      repo.write("a.jsonl", `version https://git-lfs.github.com/spec/v1\noid sha256:${oid}\nsize ${size}\n`);
      repo.commit(side);
    };
    keep("base");
    keep("head");
    // What git-lfs does when git reads the file: the pointer comes in place of the content.
    repo.git("config", "filter.lfs.clean", "cat >/dev/null && git cat-file blob HEAD:a.jsonl");
    repo.git("config", "filter.lfs.required", "true");
    repo.write("a.jsonl", text("head"));
    const patch = path.join(somewhere(), "fix.patch");
    const { err } = await scan("--git", "HEAD~1..HEAD", "--repo", repo.root, "--fix", patch);
    expect(() => repo.git("apply", patch)).toThrow();
    const [, command] = /^Apply it with: git (.*)$/m.exec(err)!;
    repo.git(...command!.split(" "));
    const left = readFileSync(path.join(repo.root, "a.jsonl"), "utf8");
    expect(left.length).toBeLessThan(text("head").length);
    expect(left).not.toMatch(/project chimera/i);
  });

  test("a gzip file is written as one, and a folder holds the fixed files", async () => {
    const files = (side: "base" | "head") => toFiles(story, side).get("data/feedback.jsonl")!;
    const [from, to, out] = [somewhere(), somewhere(), path.join(somewhere(), "out")];
    writeFileSync(path.join(from, "a.jsonl.gz"), gzipSync(files("base")));
    writeFileSync(path.join(to, "a.jsonl.gz"), gzipSync(files("head")));
    const { err } = await scan("--base", from, "--head", to, "--fix", out);
    expect(err).toContain("Taken out in");
    const left = gunzipSync(readFileSync(path.join(out, "a.jsonl.gz")))
      .toString()
      .split("\n");
    const all = files("head").split("\n");
    expect(left.length).toBeLessThan(all.length);
    const rest = new Set(left);
    expect(all.filter((line) => !rest.has(line)).every((line) => /project chimera/i.test(line))).toBe(true);
  });

  test("Parquet is written anew without the rows, and the change passes", async () => {
    const [from, to, out] = [somewhere(), somewhere(), path.join(somewhere(), "out")];
    const rows = (side: "base" | "head") => {
      const lines = toFiles(story, side).get("data/feedback.jsonl")!.split("\n").filter(Boolean);
      return lines.map((line) => JSON.parse(line) as Record<string, string>);
    };
    const write = (folder: string, all: ReturnType<typeof rows>) => {
      const columns = Object.keys(all[0]!).map((name) => ({ name, data: all.map((row) => row[name]) }));
      writeFileSync(path.join(folder, "a.parquet"), Buffer.from(parquetWriteBuffer({ columnData: columns })));
    };
    write(from, rows("base"));
    write(to, rows("head"));
    const before = await scan("--base", from, "--head", to, "--fix", out);
    expect([before.status, before.err]).toEqual([1, expect.stringContaining("Taken out in")]);
    const after = await scan("--base", from, "--head", out);
    expect([after.status, after.result?.conclusion]).toEqual([0, "success"]);
    const gone = linesOf(`${out}.rows.jsonl`).filter(Boolean).length;
    const added = (result: typeof after.result) => result!.files[0]!.rows.added;
    expect(gone).toBeGreaterThan(0);
    expect(added(after.result)).toBe(added(before.result) - gone);
  });

  test("a deleted file is put back; where DVC has it now, that is no advice", async () => {
    const text = toFiles(story, "base").get("data/feedback.jsonl")!;
    const repo = repository({ "data/a.jsonl": text });
    repo.git("rm", "--quiet", "data/a.jsonl");
    repo.commit("gone");
    const range = ["scan", "--git", "HEAD~1..HEAD", "--repo", repo.root];
    const patch = path.join(somewhere(), "fix.patch");
    const terminal = fakeTerminal();
    await run([...range, "--fix", patch], terminal);
    expect(terminal.out()).toContain("Put the rows back:");
    expect(terminal.err()).toContain("Put back in");
    repo.git("apply", patch);
    expect(readFileSync(path.join(repo.root, "data/a.jsonl"), "utf8")).toBe(text);
    repo.git("clean", "--quiet", "--force", "-d");
    repo.write("data/a.jsonl.dvc", "outs:\n- md5: 0123456789abcdef0123456789abcdef\n  path: a.jsonl\n");
    repo.commit("tracked");
    const tracked = fakeTerminal();
    await run(["scan", "--git", "HEAD~2..HEAD", "--repo", repo.root], tracked);
    expect(tracked.out()).toContain("dvc pull");
    expect(tracked.out()).not.toMatch(/Put the rows back|--fix/);
  });
});
