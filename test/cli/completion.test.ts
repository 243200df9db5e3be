import { execFileSync } from "node:child_process";
import { describe, expect, test } from "@jest/globals";
import { completionScript } from "../../src/cli/completion.ts";
import { commands } from "../../src/cli/program.ts";
import { fakeTerminal } from "./terminal.ts";

const program = commands(fakeTerminal(), () => undefined);

/** What a real bash offers for a command line, given its words; the last one is being typed. */
function offered(...words: string[]): string[] {
  const script = `${completionScript(program, "bash")}
COMP_WORDS=(${words.map((word) => `'${word}'`).join(" ")}); COMP_CWORD=${words.length - 1}
_dataset_review; printf '%s\\n' "\${COMPREPLY[@]}"`;
  return execFileSync("bash", ["-c", script], { encoding: "utf8" }).split("\n").filter(Boolean);
}

describe("completion in bash", () => {
  test("offers commands, options and the values of an option", () => {
    expect(offered("dataset-review", "")).toEqual(
      expect.arrayContaining(["scan", "serve", "work", "completion", "--version"]),
    );
    expect(offered("dataset-review", "scan", "--g")).toEqual(["--git"]);
    expect(offered("dataset-review", "scan", "--format", "s")).toEqual(["sarif"]);
    expect(offered("dataset-review", "completion", "f")).toEqual(["fish"]);
  });

  test("leaves paths to the shell", () => {
    expect(offered("dataset-review", "scan", "--base", "da")).toEqual([]);
  });
});

test("every shell's script names every option of scan", () => {
  for (const shell of ["bash", "zsh", "fish"] as const) {
    const script = completionScript(program, shell);
    for (const name of ["base", "head", "git", "repo", "config", "format", "output", "save"]) {
      expect(script).toContain(shell === "fish" ? `-l ${name}` : `--${name}`);
    }
  }
});
