import path from "node:path";
import { describe, expect, test } from "@jest/globals";
import { defaultConfig } from "../../src/config/schema.ts";
import { chooseContext } from "../../src/versions/context.ts";
import { kindOfPaths, readFiles, readFolders } from "../../src/versions/local.ts";
import type { TreeEntry } from "../../src/versions/tree.ts";
import { folderWith, textOf } from "./repository.ts";

describe("two files", () => {
  test("are versions of one file, whatever their names", async () => {
    const root = folderWith({ "old.jsonl": "1\n", "new.jsonl": "2\n" });
    const { pairs } = await readFiles(path.join(root, "old.jsonl"), path.join(root, "new.jsonl"));
    expect(pairs).toHaveLength(1);
    expect(pairs[0]?.base?.path).toBe(pairs[0]?.head?.path);
    expect(await textOf(pairs[0]?.base?.source)).toBe("1\n");
    expect(await textOf(pairs[0]?.head?.source)).toBe("2\n");
  });

  test("keep their own paths where the extension names another format", async () => {
    const root = folderWith({ "old.csv": "a\n", "new.jsonl": "{}\n" });
    const { pairs } = await readFiles(path.join(root, "old.csv"), path.join(root, "new.jsonl"));
    expect(pairs[0]?.base?.path).toMatch(/old\.csv$/);
  });

  test("can be opened twice and larger than one chunk", async () => {
    const big = "0123456789abcdef".repeat(200_000);
    const root = folderWith({ "a.csv": big, "b.csv": "" });
    const { pairs } = await readFiles(path.join(root, "a.csv"), path.join(root, "b.csv"));
    expect(pairs[0]?.base?.source.size).toBe(big.length);
    expect(await textOf(pairs[0]?.base?.source)).toBe(big);
    expect(await textOf(pairs[0]?.base?.source)).toBe(big);
    expect(await textOf(pairs[0]?.head?.source)).toBe("");
  });
});

describe("paths", () => {
  test("are two files or two folders, or an error that says which", async () => {
    const root = folderWith({ "a.csv": "" });
    const file = path.join(root, "a.csv");
    expect(await kindOfPaths(file, file)).toBe("files");
    expect(await kindOfPaths(root, root)).toBe("folders");
    await expect(kindOfPaths(root, file)).rejects.toThrow("one of");
    await expect(kindOfPaths(file, path.join(root, "none"))).rejects.toThrow("does not exist");
    await expect(kindOfPaths("/dev/null", file)).rejects.toThrow("neither a file nor a folder");
  });
});

describe("two folders", () => {
  test("only changed dataset files are pairs, equal ones are context, others are nothing", async () => {
    const base = folderWith({ "a.csv": "1", "b/c.csv": "same", "x.txt": "1", ".git/d.csv": "1" });
    const head = folderWith({ "a.csv": "2", "b/c.csv": "same", "x.txt": "2", ".git/d.csv": "2" });
    const input = await readFolders(base, head, defaultConfig);
    expect(input.pairs.map((pair) => pair.head?.path)).toEqual(["a.csv"]);
    expect(input.context.map((file) => file.path)).toEqual(["b/c.csv"]);
  });

  test("a text beside data whose lines carry labels is a pair, where the maintainers did not list the data", async () => {
    const texts = {
      "tokens.txt":
        "EU B-ORG\nrejects O\n. O\n\nPeter B-PER\nslept O\nlate O\n. O\n\nIt O\nrained O\n. O\n\n",
      "fast.txt": "__label__good all went well\n__label__bad it broke at once\n",
      "tabs.txt": Array.from(
        { length: 20 },
        (_, i) => `${i % 2 ? "ham" : "spam"}\ta message that says ${i}\n`,
      ).join(""),
      "notes.txt": "Ask us before you use it.\n",
    };
    const base = folderWith({ "a.csv": "1", ...texts });
    const changed = Object.entries(texts).map(([name, text]): [string, string] => [
      name,
      `${text}one more line\n`,
    ]);
    const head = folderWith({ "a.csv": "1", ...Object.fromEntries<string>(changed) });
    const paths = async (config: typeof defaultConfig) =>
      (await readFolders(base, head, config)).pairs.map((pair) => pair.head?.path);
    expect(await paths(defaultConfig)).toEqual(["fast.txt", "tabs.txt", "tokens.txt"]);
    expect(await paths({ ...defaultConfig, exclude: ["fast.txt"] })).toEqual(["tabs.txt", "tokens.txt"]);
    expect(await paths({ ...defaultConfig, include: ["**/*.csv"] })).toEqual([]);
  });

  test("a text whose lines carry labels is read on both sides where it has another name", async () => {
    const line = (i: number): string => `${i % 2 ? "ham" : "spam"}\ta message that says ${i}\n`;
    const rows = Array.from({ length: 20 }, (_, i) => line(i)).join("");
    const notes = { "notes.txt": "Ask us before you use it.\n" };
    const base = folderWith({ "a.csv": "1", "spam.txt": rows, ...notes });
    const { pairs } = await readFolders(base, folderWith({ "a.csv": "1", "mail.txt": rows }), defaultConfig);
    expect(pairs.map((pair) => [pair.base?.path, pair.head?.path])).toEqual([
      [undefined, "mail.txt"],
      ["spam.txt", undefined],
    ]);
  });

  test("texts whose paths say their labels, as the base shows, are pairs and context", async () => {
    const lines = "one text\nanother text\na third one\n";
    const texts = { "data/pos.txt": lines, "data/neg.txt": lines, "data/notes.txt": lines };
    const base = folderWith(texts);
    const head = folderWith({ ...texts, "data/pos.txt": `${lines}more\n`, "data/neutral.txt": lines });
    const read = async (config: typeof defaultConfig) => {
      const { pairs, context } = await readFolders(base, head, config);
      return [pairs.map((pair) => pair.head?.path), context.map(({ path }) => path)];
    };
    expect(await read(defaultConfig)).toEqual([["data/neutral.txt", "data/pos.txt"], ["data/neg.txt"]]);
    expect(await read({ ...defaultConfig, include: ["**/*.csv"] })).toEqual([[], []]);
  });

  test("follow a renamed file by content, by name, or as the only one left", async () => {
    const base = folderWith({ "1.csv": "one", "old/2.csv": "two", "3.csv": "three" });
    const head = folderWith({ "uno.csv": "one", "new/2.csv": "two, changed", "drei.csv": "three, changed" });
    const { pairs } = await readFolders(base, head, defaultConfig);
    expect(pairs.map((pair) => [pair.base?.path, pair.head?.path])).toEqual([
      ["3.csv", "drei.csv"],
      ["old/2.csv", "new/2.csv"],
      ["1.csv", "uno.csv"],
    ]);
  });

  test("do not guess between several candidates", async () => {
    const base = folderWith({ "1.csv": "one", "2.csv": "two" });
    const head = folderWith({ "3.csv": "three", "4.csv": "four" });
    const { pairs } = await readFolders(base, head, defaultConfig);
    expect(pairs).toHaveLength(4);
    expect(pairs.every((pair) => pair.base === null || pair.head === null)).toBe(true);
  });
});

describe("context", () => {
  const entry = (at: string, size: number): TreeEntry => ({
    path: at,
    kind: "file",
    id: at,
    source: { size, open: () => (async function* () {})() },
  });
  const changed = [{ base: null, head: entry("data/en/train.csv", 1) }];

  test("takes the nearest files first, within the budget", () => {
    const files = [
      entry("z.csv", 10),
      entry("data/x.csv", 10),
      entry("data/en/big.csv", 100),
      entry("data/en/dev.csv", 10),
    ];
    expect(chooseContext(files, changed, 25).map((file) => file.path)).toEqual([
      "data/en/dev.csv",
      "data/x.csv",
    ]);
  });

  test("takes no more files than allowed, whatever their size", () => {
    const files = Array.from({ length: 1_500 }, (_, i) => entry(`data/en/${i}.csv`, 1));
    expect(chooseContext(files, changed, 1_500, 20)).toHaveLength(20);
  });

  test("is empty when nothing changed", () => {
    expect(chooseContext([entry("a.csv", 1)], [], 100)).toEqual([]);
  });
});
