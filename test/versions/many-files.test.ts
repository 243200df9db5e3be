import { expect, test } from "@jest/globals";
import { defaultConfig } from "../../src/config/schema.ts";
import { changedEntries } from "../../src/versions/compare-trees.ts";
import { type TreeEntry, treeOf } from "../../src/versions/tree.ts";

const count = 20_000;
const entry = (path: string, id: string): TreeEntry => ({
  path,
  id,
  kind: "file",
  source: { size: 1, open: () => (async function* () {})() },
});
const files = (folder: string, id: (i: number) => string) =>
  treeOf(Array.from({ length: count }, (_, i) => entry(`${folder}/${i}.csv`, id(i))));

test("20,000 files that went on in a format that nobody reads are named, each with the one that it replaces", async () => {
  const inFolders = (ending: string) =>
    treeOf(Array.from({ length: count }, (_, i) => entry(`data/${i}/rows.${ending}`, `${ending} ${i}`)));
  const usage = process.cpuUsage();
  const { beside } = await changedEntries(inFolders("csv"), inFolders("xlsx"), defaultConfig);
  expect(beside).toHaveLength(count);
  for (const { entry: now, replaces } of beside) expect(replaces).toBe(now.path.replace("xlsx", "csv"));
  expect(process.cpuUsage(usage).user / 1_000).toBeLessThan(20_000);
});

test("20,000 files that moved, half of them rewritten, are followed in the time that they take to read", async () => {
  const base = files("old", (i) => `id ${i}`);
  const head = files("new", (i) => (i % 2 === 0 ? `id ${i}` : `other ${i}`));
  const usage = process.cpuUsage();
  const { changed } = await changedEntries(base, head, defaultConfig);
  const { user } = process.cpuUsage(usage);
  expect(changed).toHaveLength(count);
  for (const { base: from, head: to } of changed) expect(to?.path.slice(4)).toBe(from?.path.slice(4));
  expect(user / 1_000).toBeLessThan(20_000);
});
