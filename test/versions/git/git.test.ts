import { execFileSync } from "node:child_process";
import { existsSync, rmSync, symlinkSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "@jest/globals";
import { defaultConfig } from "../../../src/config/schema.ts";
import type { DatasetInput } from "../../../src/model/dataset.ts";
import { readGit, readGitFile, resolveRange } from "../../../src/versions/git/git.ts";
import { readFolders } from "../../../src/versions/local.ts";
import { folderWith, type Repository, repository, textOf } from "../repository.ts";

const row = (text: string) => `${JSON.stringify({ text, label: "A" })}\n`;

async function read(repo: Repository, range: string): Promise<DatasetInput> {
  return readGit(await resolveRange(repo.root, range), defaultConfig);
}

/** An input in words, to compare: paths and contents. */
async function described(input: DatasetInput) {
  const pairs = input.pairs.map(async ({ base, head }) => ({
    base: base && [base.path, await textOf(base.source)],
    head: head && [head.path, await textOf(head.source)],
  }));
  return {
    pairs: await Promise.all(pairs),
    context: input.context.map((file) => file.path),
    notAnalysed: input.notAnalysed,
  };
}

describe("a git range", () => {
  test("is compared from the merge base, as a pull request is", async () => {
    const repo = repository({ "a.jsonl": row("one"), "b.jsonl": row("b") });
    repo.git("checkout", "--quiet", "-b", "work");
    repo.write("a.jsonl", row("one") + row("two"));
    repo.commit("work");
    repo.git("checkout", "--quiet", "main");
    repo.write("b.jsonl", row("b") + row("moved on"));
    repo.commit("main moves on");
    expect(await described(await read(repo, "main..work"))).toEqual({
      pairs: [{ base: ["a.jsonl", row("one")], head: ["a.jsonl", row("one") + row("two")] }],
      context: ["b.jsonl"],
      notAnalysed: [],
    });
  });

  test("gives the same input as two folders with the same files", async () => {
    const base = {
      "x/a.csv": "text,label\nq,A\n",
      "x/gone.csv": "text,label\nz,B\n",
      "x/kept.jsonl": row("k"),
      "data/pos.txt": "good\n",
      "data/neg.txt": "bad\n",
      "readme.md": "1",
    };
    const head = {
      "x/a.csv": "text,label\nq,B\n",
      "y/gone.csv": "text,label\nz,B\n",
      "x/kept.jsonl": row("k"),
      "data/pos.txt": "good\nfine\n",
      "data/neg.txt": "bad\n",
      "new.tsv": "text\tlabel\n",
    };
    const repo = repository(base);
    for (const name of Object.keys(base)) repo.remove(name);
    for (const [name, content] of Object.entries(head)) repo.write(name, content);
    repo.commit("head");
    const folders = await readFolders(folderWith(base), folderWith(head), defaultConfig);
    const fromGit = await read(repo, "HEAD~1..HEAD");
    expect(await described(fromGit)).toEqual(await described(folders));
    expect(fromGit.pairs.map(({ base: from, head: to }) => [from?.path, to?.path])).toEqual([
      ["data/pos.txt", "data/pos.txt"],
      [undefined, "new.tsv"],
      ["x/a.csv", "x/a.csv"],
      ["x/gone.csv", "y/gone.csv"],
    ]);
    expect(fromGit.context.map((file) => file.path).sort()).toEqual(["data/neg.txt", "x/kept.jsonl"]);
  });

  test("keeps paths as they are, with quotes, line breaks and letters of any script", async () => {
    const names = ['"quoted".jsonl', "line\nbreak.jsonl", "naïve ü 数据.jsonl", "-dash.jsonl"];
    const repo = repository(Object.fromEntries(names.map((name) => [name, row("a")])));
    for (const name of names) repo.write(name, row("b"));
    repo.commit("head");
    const input = await read(repo, "HEAD~1...HEAD");
    expect(input.pairs.map(({ head }) => head?.path).sort()).toEqual([...names].sort());
  });

  test("names links, submodules and LFS pointers instead of passing over them", async () => {
    const repo = repository({ "a.jsonl": row("a"), "big.csv": "text,label\na,b\n" });
    repo.remove("a.jsonl");
    symlinkSync("/etc/passwd", path.join(repo.root, "a.jsonl"));
    repo.write(
      "big.csv",
      `version https://git-lfs.github.com/spec/v1\noid sha256:${"0".repeat(64)}\nsize 12\n`,
    );
    repo.git("add", "--all");
    repo.git("update-index", "--add", "--cacheinfo", `160000,${"1".repeat(40)},vendor/data`);
    repo.git("commit", "--quiet", "-m", "head");
    const { pairs, notAnalysed } = await read(repo, "HEAD~1..HEAD");
    expect(pairs).toEqual([]);
    expect(
      notAnalysed.map(({ path: at, reason }) => [
        at,
        /symbolic link|LFS pointer|submodule/.exec(reason)?.[0],
      ]),
    ).toEqual([
      ["a.jsonl", "symbolic link"],
      ["big.csv", "LFS pointer"],
      ["vendor/data", "submodule"],
    ]);
  });

  test("a submodule that stands at another commit is no file that vanished: it is named as not read", async () => {
    const repo = repository({ "a.jsonl": row("a") });
    const at = (id: string): string =>
      repo.git("update-index", "--add", "--cacheinfo", `160000,${id.repeat(40)},vendor/data`);
    at("1");
    repo.git("commit", "--quiet", "-m", "a submodule");
    at("2");
    repo.git("commit", "--quiet", "-m", "a later version of it");
    const { notAnalysed, notReviewed } = await read(repo, "HEAD~1..HEAD");
    expect(notAnalysed).toEqual([]);
    expect(notReviewed).toMatchObject([{ path: "vendor/data", grade: "suspicious" }]);
    expect(notReviewed![0]!.reason).toContain("submodule");
  });

  test("runs nothing that a hostile repository configures, and ignores replacement objects", async () => {
    const repo = repository({ "a.jsonl": row("a"), ".gitattributes": "*.jsonl diff=evil filter=evil\n" });
    repo.write("a.jsonl", row("a") + row("planted"));
    repo.commit("head");
    const trap = path.join(repo.root, "trap");
    for (const key of [
      "diff.evil.textconv",
      "diff.evil.command",
      "filter.evil.smudge",
      "core.fsmonitor",
      "diff.external",
    ]) {
      repo.git("config", key, `touch ${trap}; cat`);
    }
    repo.git("replace", repo.git("rev-parse", "HEAD:a.jsonl"), repo.git("rev-parse", "HEAD~1:a.jsonl"));
    const { pairs } = await read(repo, "HEAD~1..HEAD");
    expect(await textOf(pairs[0]?.head?.source)).toBe(row("a") + row("planted"));
    expect(existsSync(trap)).toBe(false);
  });

  test("needs no work tree and leaves it alone", async () => {
    const repo = repository({ "a.jsonl": row("a") });
    repo.write("a.jsonl", row("b"));
    repo.commit("head");
    repo.write("a.jsonl", "not committed");
    const { pairs } = await read(repo, "HEAD~1..HEAD");
    expect(await textOf(pairs[0]?.head?.source)).toBe(row("b"));
    expect(repo.git("status", "--porcelain")).toBe("M a.jsonl");
  });

  test.each([
    ["no range", "main", "is not a range of commits"],
    ["an unknown commit", "main..nowhere", 'has no commit "nowhere"'],
    ["an option", "--output=x..main", 'has no commit "--output=x"'],
  ])("refuses %s in words", async (_, range, message) => {
    const repo = repository({ "a.jsonl": row("a") });
    await expect(resolveRange(repo.root, range)).rejects.toThrow(message);
  });

  test("refuses a folder without a repository or commits, and unrelated histories", async () => {
    const empty = folderWith();
    execFileSync("git", ["init", "--quiet", empty]);
    await expect(resolveRange(empty, "HEAD..HEAD")).rejects.toThrow("has no commit yet");
    await expect(resolveRange(folderWith(), "a..b")).rejects.toThrow("is not a git repository");
    const repo = repository({ "a.jsonl": row("a") });
    repo.git("checkout", "--quiet", "--orphan", "other");
    repo.commit("other");
    await expect(resolveRange(repo.root, "main..other")).rejects.toThrow("no common history");
  });

  test("a small file is asked for once, however often it is read; what does not fit beside it is read anew", async () => {
    const large = "x".repeat(17 * 1024 ** 2);
    const repo = repository({ "a.jsonl": row("a"), "b.jsonl": large });
    repo.write("a.jsonl", row("b"));
    repo.write("b.jsonl", `${large}y`);
    repo.commit("other");
    const [small, big] = (await read(repo, "HEAD~1..HEAD")).pairs.map(({ head }) => head?.source);
    expect(await textOf(small)).toBe(row("b"));
    expect(await textOf(big)).toBe(`${large}y`);
    rmSync(path.join(repo.root, ".git/objects"), { recursive: true });
    expect(await textOf(small)).toBe(row("b"));
    await expect(textOf(big)).rejects.toThrow("b.jsonl cannot be read from the repository");
  });

  test("reads a single file of a commit, or says that there is none", async () => {
    const repo = repository({ ".github/dataset-review.yml": "include: ['*.csv']\n" });
    expect(await readGitFile(repo.root, "HEAD", ".github/dataset-review.yml")).toBe("include: ['*.csv']\n");
    expect(await readGitFile(repo.root, "HEAD", ".github")).toBeNull();
    expect(await readGitFile(repo.root, "HEAD", "nothing")).toBeNull();
  });
});
