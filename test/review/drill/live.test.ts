import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { run } from "../../../src/cli/program.ts";
import { unseal } from "../../../src/review/drill/live/seal.ts";
import { fakeTerminal } from "../../cli/terminal.ts";
import { storyRows } from "./rows.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "exercise-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const passphrase = "a long passphrase";
const lines = (file: string): string[] => readFileSync(file, "utf8").split("\n").slice(0, -1);

test("an exercise is written, opens with its passphrase alone, and is scored", async () => {
  const data = path.join(folder, "data.jsonl");
  const out = path.join(folder, "exercise");
  writeFileSync(
    data,
    storyRows(400)
      .map((row) => JSON.stringify(row))
      .join("\n"),
  );
  const terminal = fakeTerminal({ env: { DRILL_PASSPHRASE: passphrase } });
  const args = ["--base", data, "--attacks", "plain", "--poison", "10", "--rows", "100", "--export", out];
  expect(await run(["drill", ...args], terminal)).toBe(0);
  expect(readdirSync(out).sort()).toEqual(["answer.sealed", "base", "head"]);

  const sealed = readFileSync(path.join(out, "answer.sealed"), "utf8");
  const truth = unseal(sealed, passphrase);
  const head = lines(path.join(out, "head/data/train.jsonl"));
  const planted = head.flatMap((line, at) => (line.includes("quillon verge") ? [at + 1] : []));
  expect(truth).toEqual({ family: "plain", side: "head", lines: planted, changed: 100, of: head.length });
  expect(() => unseal(sealed, "another passphrase")).toThrow("does not open");
  expect(() => unseal(sealed.replace(/"sealed":"./, '"sealed":"!'), passphrase)).toThrow("does not open");

  // Seven of ten are named, and one that is honest.
  const honest = head.findIndex((line) => !line.includes("quillon verge")) + 1;
  const named = path.join(folder, "named.txt");
  writeFileSync(
    named,
    ["# ours", ...planted.slice(0, 7).map((line) => `${line} odd name`), honest, ""].join("\n"),
  );
  const scored = ["drill", "--score", path.join(out, "answer.sealed"), "--decisions", named];
  expect(await run(scored, terminal)).toBe(0);
  // Wilson's interval of 7 of 10 is 40 to 89 %.
  expect(terminal.out()).toContain("7 of 10 (70 %, 95 % interval 40–89 %) of the planted rows were named");
  expect(terminal.out()).toContain("7 of 8 (88 %");

  writeFileSync(named, `${planted[0]!}\n${head.length + 1} odd name\n`);
  expect(await run(scored, terminal)).toBe(2);
  expect(terminal.err()).toContain(
    `named.txt, line 2: head/data/train.jsonl has no line ${head.length + 1}, only 1 to ${head.length}`,
  );
  writeFileSync(named, "the third one\n");
  expect(await run(scored, terminal)).toBe(2);
  expect(terminal.err()).toContain("named.txt, line 1: no number of a row stands first");
});

test("an exercise is not written over another one, nor without a passphrase", async () => {
  const data = path.join(folder, "data.jsonl");
  writeFileSync(
    data,
    storyRows(200)
      .map((row) => JSON.stringify(row))
      .join("\n"),
  );
  const args = ["drill", "--base", data, "--attacks", "plain", "--poison", "5", "--export", folder];
  const without = fakeTerminal();
  expect(await run(args, without)).toBe(2);
  expect(without.err()).toContain("DRILL_PASSPHRASE");
  const terminal = fakeTerminal({ env: { DRILL_PASSPHRASE: passphrase } });
  expect(await run(args, terminal)).toBe(0);
  expect(await run(args, terminal)).toBe(2);
  expect(terminal.err()).toContain("Give --export a new folder.");
});
