import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { makeStory } from "../../examples/feedback/dataset.ts";
import { toFiles } from "../../examples/feedback/files.ts";
import { run } from "../../src/cli/program.ts";
import { wantsColor } from "../../src/cli/terminal.ts";
import { folderWith } from "../versions/repository.ts";
import { fakeTerminal } from "./terminal.ts";

const story = makeStory(7, { base: 1200, added: 400, corrected: 40, planted: 30 });
let base: string;
let head: string;

beforeAll(() => {
  base = folderWith(Object.fromEntries(toFiles(story, "base")));
  head = folderWith(Object.fromEntries(toFiles(story, "head")));
});

async function scan(...args: string[]) {
  const terminal = fakeTerminal();
  const status = await run(["scan", ...args], terminal);
  return { status, out: terminal.out(), err: terminal.err() };
}

describe("trying a review before trusting it", () => {
  test("two paths are the two versions, and one line is enough where it is asked for", async () => {
    const { status, out } = await scan(base, head, "--summary");
    expect(status).toBe(1);
    expect(out).toMatch(/^Blocked: .*\n$/);
    expect(await scan(base, head, "--quiet", "--fail-on", "none")).toEqual({ status: 0, out: "", err: "" });
  });

  test("what is written to a file is what was asked for, in one line or in full", async () => {
    const file = `${folderWith()}/report.txt`;
    const written = async (...args: string[]): Promise<string> => {
      await scan(base, head, ...args, "--output", file);
      return readFileSync(file, "utf8");
    };
    expect(await written("--summary")).toBe((await scan(base, head, "--summary")).out);
    expect(await written("--verbose")).toContain("Detection floor");
    expect(await written()).not.toContain("Detection floor");
  });

  test.each([
    [["--summary", "--format", "json"], "--summary is about the text output, not json"],
    [["--verbose", "--format", "html"], "--verbose is about the text output, not html"],
    [["--keep", "F1"], "--keep says which findings a fix leaves alone"],
  ])("options that do not go together are named before anything is printed: %j", async (options, message) => {
    const { status, out, err } = await scan(base, head, ...options);
    expect([status, out]).toEqual([2, ""]);
    expect(err).toContain(message);
  });

  test("observing shows what would block, and blocks nothing", async () => {
    const config = folderWith({ "observe.yml": "mode: observe\n" });
    const { status, out } = await scan(base, head, "--summary", "--config", `${config}/observe.yml`);
    expect(status).toBe(0);
    expect(out).toMatch(/^Would be blocked, and is only observed: /);
    const whole = await scan(base, head, "--config", `${config}/observe.yml`);
    expect(whole.out).toMatch(/^Would be blocked, and is only observed: /);
    const colored = await scan(base, head, "--summary", "--color", "always");
    expect(colored.out).toMatch(/^\u001b\[31mBlocked: .*\u001b\[39m\n$/);
    const strict = await scan(
      base,
      head,
      "--quiet",
      "--config",
      `${config}/observe.yml`,
      "--fail-on",
      "warning",
    );
    expect(strict.status).toBe(1);
  });

  test("one path, or paths given twice, is wrong use", async () => {
    expect((await scan(base)).err).toContain("one path is not two versions");
    expect((await scan(base, head, "--base", base)).err).toContain("paths were given twice");
  });

  test("colours follow the choice, then NO_COLOR and FORCE_COLOR, then the terminal", () => {
    const terminal = (env: Record<string, string>, isTTY: boolean) => ({
      ...fakeTerminal(),
      env,
      stdout: Object.assign(fakeTerminal().stdout, { isTTY }),
    });
    expect(wantsColor(terminal({}, true))).toBe(true);
    expect(wantsColor(terminal({}, false))).toBe(false);
    expect(wantsColor(terminal({ FORCE_COLOR: "1" }, false))).toBe(true);
    expect(wantsColor(terminal({ FORCE_COLOR: "0" }, false))).toBe(false);
    expect(wantsColor(terminal({ NO_COLOR: "1", FORCE_COLOR: "1" }, true))).toBe(false);
    expect(wantsColor(terminal({ NO_COLOR: "", FORCE_COLOR: "1" }, false))).toBe(true);
    expect(wantsColor(terminal({ FORCE_COLOR: "0" }, true))).toBe(false);
    expect(wantsColor(terminal({ NO_COLOR: "1" }, false), "always")).toBe(true);
    expect(wantsColor(terminal({}, true), "never")).toBe(false);
  });
});
