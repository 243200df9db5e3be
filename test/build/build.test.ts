import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { placeInProgram } from "../../src/place.ts";
import { folderWith } from "../versions/repository.ts";

const root = path.resolve(import.meta.dirname, "../..");
let dist: string;

beforeAll(() => {
  const cache = path.join(root, "node_modules/.cache");
  mkdirSync(cache, { recursive: true });
  dist = path.join(mkdtempSync(path.join(cache, "built-")), "dist");
  execFileSync(process.execPath, [path.join(root, "scripts/build.mjs"), dist]);
  // The package's folder is the nearest one with a package.json.
  symlinkSync(path.join(root, "package.json"), path.join(dist, "../package.json"));
});
afterAll(() => {
  rmSync(path.dirname(dist), { recursive: true, force: true });
});

const run = (...args: string[]): string =>
  execFileSync(process.execPath, [path.join(dist, "cli.js"), ...args], { encoding: "utf8" });

describe("the built program", () => {
  test("knows its version", () => {
    const { version } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as {
      version: string;
    };
    expect(run("--version").trim()).toBe(version);
  });

  test.each(["json", "html", "sarif"])("writes a report as %s", (format) => {
    const folder = folderWith({
      "a.jsonl": '{"text":"one","label":"A"}\n',
      "b.jsonl": '{"text":"one","label":"A"}\n{"text":"two","label":"B"}\n',
    });
    const file = (name: string): string => path.join(folder, name);
    expect(run("scan", "--base", file("a.jsonl"), "--head", file("b.jsonl"), "--format", format)).toMatch(
      /^[{<]/,
    );
  });

  test("has the files that threads start", () => {
    expect(readdirSync(dist)).toEqual(expect.arrayContaining(["thread.js", "row-thread.js"]));
  });

  test("carries the licences of what is built into it", () => {
    const notices = readFileSync(path.join(dist, "LICENSES.txt"), "utf8");
    for (const name of ["commander", "zod"])
      expect(notices).toMatch(new RegExp(`^${name}\n\n.*license`, "ims"));
  });

  test("an error's place is told in the sources", () => {
    const declared = "export function describeFailure(";
    const { file, line } = readdirSync(dist)
      .filter((name) => name.endsWith(".js"))
      .map((name) => ({
        file: path.join(dist, name),
        line: readFileSync(path.join(dist, name), "utf8")
          .split("\n")
          .findIndex((text) => text.startsWith(declared.slice("export ".length))),
      }))
      .find((found) => found.line >= 0) as { file: string; line: number };
    const source = readFileSync(path.join(root, "src/cli/failure.ts"), "utf8").split("\n");
    expect(placeInProgram({ stack: `Error: x\n    at f (file://${file}:${line + 1}:1)` })).toBe(
      `cli/failure.ts:${source.findIndex((text) => text.startsWith(declared)) + 1}`,
    );
  });
});
