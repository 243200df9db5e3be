import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { run } from "../../src/cli/program.ts";
import { type Repository, repository } from "../versions/repository.ts";
import { fakeTerminal } from "./terminal.ts";

const rows = (number: number) =>
  Array.from(
    { length: number },
    (_, i) => `${JSON.stringify({ text: `row ${i}`, label: i % 2 ? "A" : "B" })}\n`,
  ).join("");

describe("dataset-review replay", () => {
  let repo: Repository;
  beforeAll(() => {
    repo = repository({ "a.jsonl": rows(5) });
    repo.write("a.jsonl", rows(6));
    repo.commit("One more (#1)");
    repo.write("a.jsonl", "not JSON\n");
    repo.commit("Oops (#2)");
  });
  afterAll(() => {
    repo.remove(".");
  });
  const replay = async (...args: string[]) => {
    const terminal = fakeTerminal();
    const status = await run(["replay", "--git", repo.root, ...args], terminal);
    return { status, out: terminal.out(), err: terminal.err() };
  };

  test("prints the table, and passes whatever was found", async () => {
    const { status, out, err } = await replay();
    expect([status, err]).toEqual([0, ""]);
    expect(out).toMatch(/^2 changes of dataset files from .*, reviewed in/);
    expect(out).toMatch(/#2 .*\n {6}\S/);
  });

  test("takes the newest, since a day, as JSON", async () => {
    const { changes } = JSON.parse((await replay("--last", "1", "--format", "json")).out) as {
      changes: { change: { pull: number } }[];
    };
    expect(changes.map(({ change }) => change.pull)).toEqual([2]);
    expect((await replay("--since", "2999-01-01")).out).toContain("No change of a dataset file");
  });

  test("tells a shallow clone from a history without changes, with the remedy", async () => {
    const shallow = `${repo.root}-shallow`;
    repo.git("clone", "--quiet", "--depth=1", `file://${repo.root}`, shallow);
    const { status, out } = await replay("--git", shallow);
    repo.git("-C", shallow, "fetch", "--quiet", "--unshallow");
    const whole = await replay("--git", shallow);
    rmSync(shallow, { recursive: true });
    expect(status).toBe(0);
    expect(out.replaceAll(/\s+/g, " ")).toMatch(
      /nothing was reviewed\. .*only the newest part of the history.*git fetch --unshallow/,
    );
    expect(whole.out).toMatch(/^2 changes/);
    expect(whole.out).not.toContain("further back");
  });

  test("writes what lets more be tested, and nothing else", async () => {
    const other = repository({ "a.jsonl": rows(40), ".github/dataset-review.yml": "include: [a.jsonl]\n" });
    for (let i = 1; i <= 3; i++) {
      other.write("a.jsonl", rows(40 + i));
      other.write("b.jsonl", rows(40 * i));
      other.commit(`More (#${i})`);
    }
    const written = await replay("--git", other.root, "--write-config");
    expect(written.err).toContain("1 suggestion with which more is tested");
    const config = readFileSync(join(other.root, ".github/dataset-review.yml"), "utf8");
    expect(config).toBe("include: [ a.jsonl, b.jsonl ]\n");
    const again = await replay(
      "--git",
      other.root,
      "--config",
      join(other.root, ".github/dataset-review.yml"),
      "--write-config",
    );
    expect(again.err).toContain("Nothing was written");
    other.remove(".");
  });

  test("says what was wrong with its use", async () => {
    for (const [args, words] of [
      [["--last", "0"], "--last 0 is not a number of changes"],
      [["--since", "soon"], "--since soon is not a day"],
      [["--branch", "gone"], 'has no commit "gone"'],
      [["--config", "/nowhere.yml"], "/nowhere.yml"],
      [["--format", "sarif"], "sarif"],
    ] as const) {
      const { status, err } = await replay(...args);
      expect(status).toBe(2);
      expect(err).toContain(words);
    }
  });
});
