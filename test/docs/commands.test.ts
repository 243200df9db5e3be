import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "@jest/globals";
import type { Command } from "commander";
import { commands } from "../../src/cli/program.ts";
import { fakeTerminal } from "../cli/terminal.ts";

const root = path.resolve(import.meta.dirname, "../..");
const pages = [
  "README.md",
  ...readdirSync(path.join(root, "docs"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => path.join("docs", name)),
];
const program = commands(fakeTerminal(), () => undefined);

/** Commands in code, in a block or within a sentence: the words behind the program's name up to the next command or comment. */
function commandsIn(text: string): string[][] {
  const code = [...text.matchAll(/^```(?:sh|yaml|text)?\n([\s\S]*?)^```|`([^`\n]+)`/gm)].map(
    ([, block, span]) => block?.replaceAll("\\\n", " ") ?? span!,
  );
  const found = code.flatMap((part) => [
    ...part.matchAll(/(?<![\w/.-])dataset-review ((?!\|)[a-z][^\n|;&#)]*)/g),
  ]);
  return found.map(([, words]) => words!.trim().split(/\s+/));
}

const known = (command: Command): string[] =>
  [...command.options, ...program.options]
    .flatMap(({ long, short }) => [long, short])
    .filter((name) => name != null);

const textOf = (page: string) => readFileSync(path.join(root, page), "utf8");
const withCommands = pages.filter((page) => commandsIn(textOf(page)).length > 0);

test.each(withCommands)("every command of %s is one that there is, with its options", (page) => {
  for (const [name, ...words] of commandsIn(textOf(page))) {
    const command = program.commands.find((one) => one.name() === name);
    // A sentence of the program's ("dataset-review reviews …") is no command.
    if (command === undefined) {
      expect([name, words.filter((word) => word.startsWith("--"))]).toEqual([name, []]);
      continue;
    }
    const options = words.filter((word) => /^--?[a-z]/.test(word)).map((word) => word.replace(/=.*/, ""));
    expect([
      name,
      options.filter((option) => !known(command).includes(option) && option !== "--help"),
    ]).toEqual([name, []]);
  }
});

test("the pages hold commands of every kind", () => {
  const all = pages.flatMap((page) => commandsIn(textOf(page)));
  const named = new Set(all.map(([name]) => name));
  expect(program.commands.map((command) => command.name()).filter((name) => !named.has(name))).toEqual([]);
});
