import { execFileSync, spawnSync } from "node:child_process";
import path from "node:path";
import { expect, test } from "@jest/globals";
import { folderWith } from "../versions/repository.ts";

const root = path.resolve(import.meta.dirname, "../..");
const program = [
  process.execPath,
  "--import",
  path.join(root, "node_modules/tsx/dist/loader.mjs"),
  path.join(root, "src/cli.ts"),
];

test("the program runs from any folder and ends with the review's status", () => {
  const folder = folderWith({
    "a.jsonl": '{"text":"one","label":"A"}\n',
    "b.jsonl": '{"text":"one","label":"A"}\n{"text"',
  });
  const [node, ...args] = [...program, "scan", "--base", "a.jsonl", "--head", "b.jsonl"];
  const { status, stdout, stderr } = spawnSync(node, args, { cwd: folder, encoding: "utf8" });
  expect([status, stderr]).toEqual([1, ""]);
  expect(stdout).toContain("Blocked");
  // Not a terminal: no colours.
  expect(stdout).not.toContain("\x1b[");
});

test("a reader that goes away is no error", () => {
  const quoted = program.map((word) => `'${word}'`).join(" ");
  const out = execFileSync("bash", ["-c", `set -o pipefail; ${quoted} scan --help | head -1`], {
    encoding: "utf8",
  });
  expect(out).toBe("Usage: dataset-review scan [options] [old] [new]\n");
});
