import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, expect, test } from "@jest/globals";
import type { CaseResult } from "../../../bench/detection/case.ts";
import { writeSmallCorpus } from "./small-corpus.ts";

const corpus = writeSmallCorpus();
const out = mkdtempSync(path.join(tmpdir(), "bench-results-"));
afterAll(() => {
  for (const folder of [corpus, out]) rmSync(folder, { recursive: true });
});

const root = path.resolve(import.meta.dirname, "../../..");
const bench = (...args: string[]) =>
  promisify(execFile)(path.join(root, "node_modules/.bin/tsx"), ["bench/detection/main.ts", ...args], {
    cwd: root,
  });

test("the command reviews its cases in processes of its own, prints a report and writes every number", async () => {
  const file = path.join(out, "numbers.json");
  const selection = ["--parts", "instruct", "--sets", "refusal", "--pools", "vpi", "--seeds", "1"];
  const { stdout } = await bench("--corpus", corpus, "--out", file, "--workers", "2", ...selection);
  expect(stdout).toContain("| instruct, K = 20");
  const { results } = JSON.parse(readFileSync(file, "utf8")) as { results: CaseResult[] };
  expect(results.map(({ planted, changed }) => [planted, changed])).toEqual([
    [0, 400],
    [20, 400],
  ]);
  // The fixed answer stands in the 20 planted rows alone, and so does "Zyx": nothing is easier to see.
  expect(results[1]).toMatchObject({ conclusion: "failure", rows: { hits: 20 } });
  expect(results[0]!.conclusion).toBe("success");
});

test("a case that fails is named, and the status says so", async () => {
  // The small corpus has no AG News.
  const selection = [
    "--parts",
    "labelled",
    "--sets",
    "agnews",
    "--pools",
    "phrase",
    "--k",
    "5",
    "--seeds",
    "1",
  ];
  const run = bench("--corpus", corpus, "--out", path.join(out, "failed.json"), ...selection);
  await expect(run).rejects.toMatchObject({
    code: 1,
    stdout: expect.stringContaining("agnews phrase additions K=5 seed=1: Error: ENOENT"),
  });
});

test("a missing corpus is a sentence, not a stack", async () => {
  const run = bench("--corpus", "/nowhere", "--parts", "labelled");
  await expect(run).rejects.toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/^The folder of the corpus does not exist: \/nowhere\n/),
  });
});
