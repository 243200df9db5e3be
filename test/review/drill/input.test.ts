import path from "node:path";
import { expect, test } from "@jest/globals";
import { readDrillInput } from "../../../src/cli/drill/input.ts";
import { run } from "../../../src/cli/program.ts";
import type { DrillRow } from "../../../src/review/drill/family.ts";
import type { DrillReport } from "../../../src/review/drill/run/drill-report.ts";
import { plantCase, plantedRows } from "../../../src/review/drill/run/run-case.ts";
import { fakeTerminal } from "../../cli/terminal.ts";
import { folderWith, repository } from "../../versions/repository.ts";
import { storyRows } from "./rows.ts";

const jsonl = (rows: readonly DrillRow[]): string =>
  rows.map(({ text, label }) => `${JSON.stringify({ text, label })}\n`).join("");
const around = { env: {}, scratch: () => Promise.resolve(folderWith()) };
const all = storyRows(900);
const [old, other, fresh] = [all.slice(0, 500), all.slice(500, 600), all.slice(600)];

const quick = ["--attacks", "plain", "--poison", "20", "--rows", "100", "--seeds", "1", "--format", "json"];

async function reportOf(...args: string[]): Promise<DrillReport> {
  const terminal = fakeTerminal();
  expect(await run(["drill", ...args, ...quick], terminal)).toBe(0);
  return JSON.parse(terminal.out()) as DrillReport;
}

test("of two commits the base is drilled on, with the rows that the head adds and the configuration of the base", async () => {
  const repo = repository({
    "data/train.jsonl": jsonl(old),
    "data/other.jsonl": jsonl(other),
    ".github/dataset-review.yml": "policy: { blockAt: medium }\n",
  });
  // One row of the base is edited and one leaves: neither is new.
  repo.write("data/train.jsonl", jsonl([{ ...old[0]!, label: "MIXED" }, ...old.slice(2), ...fresh]));
  repo.write(".github/dataset-review.yml", "policy: { blockAt: high }\n");
  repo.commit("more feedback");
  const target = { git: "main~1..main", repo: repo.root };

  const { pools, config, name } = await readDrillInput(target, around);
  expect(name).toBe("main~1..main");
  expect(pools.rows).toBe(600);
  expect(new Set(pools.base.map(({ text }) => text))).toEqual(
    new Set([...old, ...other].map(({ text }) => text)),
  );
  expect(pools.added).toEqual(fresh);
  expect(config.policy).toMatchObject({ blockAt: "medium", mode: "enforce" });

  const report = await reportOf("--git", target.git, "--repo", repo.root);
  expect(report).toMatchObject({ changed: 100, data: { name: "main~1..main", rows: 600, kind: "labels" } });
  expect(report.attacks[0]!.sizes[0]!.blocked!.trials).toBe(1);
});

test("changes are drawn from what is added, and all of the base stays the base", async () => {
  const root = folderWith({ "base/a.jsonl": jsonl(old), "added/new.jsonl": jsonl(fresh) });
  const target = { base: path.join(root, "base"), added: path.join(root, "added/new.jsonl") };
  const { pools } = await readDrillInput(target, around);
  expect(pools.base).toHaveLength(old.length);
  expect(pools.added).toHaveLength(fresh.length);

  const of = { family: "plain", target: "POSITIVE", count: 20, seed: 1 };
  const drill = plantCase(of, { pools, changed: 100 });
  expect(drill.base).toEqual(pools.base);
  const known = new Set(fresh.map(({ text }) => text));
  const changed = drill.head.slice(drill.base.length);
  expect(changed).toHaveLength(100);
  expect(changed.every(({ text, from }) => known.has(from?.text ?? text))).toBe(true);
  expect(plantedRows(drill).size).toBe(20);

  const report = await reportOf("--base", target.base, "--added", target.added);
  expect(report).toMatchObject({ changed: 100, data: { rows: 500 } });
});

test.each([
  ["no place to take rows from", []],
  ["two places", ["--base", "a", "--git", "b..c"]],
  ["added rows beside two commits", ["--git", "b..c", "--added", "a"]],
])("%s is said with what to give", async (_, args) => {
  const terminal = fakeTerminal();
  expect(await run(["drill", ...args], terminal)).toBe(2);
  expect(terminal.err()).toContain("a drill needs one place to take rows from");
});

test("commits that add nothing, and what does not exist, are said", async () => {
  const repo = repository({ "data/train.jsonl": jsonl(old) });
  repo.write("README.md", "words\n");
  repo.commit("words");
  const nothing = fakeTerminal();
  expect(await run(["drill", "--git", "main~1..main", "--repo", repo.root], nothing)).toBe(2);
  expect(nothing.err()).toContain("main~1..main adds no rows of dataset files");
  const missing = fakeTerminal();
  expect(await run(["drill", "--base", path.join(repo.root, "no.jsonl")], missing)).toBe(2);
  expect(missing.err()).toContain("no.jsonl");
});
