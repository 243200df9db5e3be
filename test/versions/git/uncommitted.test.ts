import { chmodSync, symlinkSync, utimesSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "@jest/globals";
import { defaultConfig } from "../../../src/config/schema.ts";
import { resolveRange } from "../../../src/versions/git/git.ts";
import { readUncommitted, type Uncommitted } from "../../../src/versions/git/uncommitted.ts";
import { type Repository, repository, textOf } from "../repository.ts";

const row = (text: string): string => `${JSON.stringify({ text, label: "a" })}\n`;

/** What differs from HEAD, as path, text before and text after. */
async function changes(repo: Repository, head: Uncommitted, folder = ".") {
  const range = await resolveRange(path.join(repo.root, folder), "HEAD..HEAD");
  const { pairs, notAnalysed } = await readUncommitted(range, head, defaultConfig);
  const shown = pairs.map(async ({ base, head: after }) => [
    (after ?? base)!.path,
    base && (await textOf(base.source)),
    after && (await textOf(after.source)),
  ]);
  return { pairs: await Promise.all(shown), notAnalysed };
}

describe("what is not committed", () => {
  test("the index is what was added, the working tree what stands there", async () => {
    const repo = repository({ "data/a.jsonl": row("a"), "data/b.jsonl": row("b"), "data/c.jsonl": row("c") });
    repo.write("data/a.jsonl", row("added"));
    repo.git("add", "--all");
    repo.write("data/a.jsonl", row("later"));
    repo.write("data/new.jsonl", row("new"));
    repo.remove("data/c.jsonl");
    const added = ["data/a.jsonl", row("a"), row("added")];
    expect((await changes(repo, "index")).pairs).toEqual([added]);
    const onDisk = [
      ["data/a.jsonl", row("a"), row("later")],
      // One gone and one new of the same kind are read as a rename.
      ["data/new.jsonl", row("c"), row("new")],
    ];
    expect((await changes(repo, "working tree")).pairs).toEqual(onDisk);
    // From a folder in it, it is still the whole repository.
    expect((await changes(repo, "working tree", "data")).pairs).toEqual(onDisk);
    expect((await changes(repo, "index", "data")).pairs).toEqual([added]);
  });

  test("what is ignored is not looked at; a link instead of a file is named", async () => {
    const repo = repository({ "a.jsonl": row("a"), ".gitignore": "secret/\n" });
    repo.write("secret/b.jsonl", row("b"));
    repo.remove("a.jsonl");
    const target = path.join(repo.root, "../elsewhere.jsonl");
    symlinkSync(target, path.join(repo.root, "a.jsonl"));
    const { pairs, notAnalysed } = await changes(repo, "working tree");
    expect(pairs).toEqual([]);
    expect(notAnalysed).toEqual([{ path: "a.jsonl", reason: expect.stringContaining("symbolic link") }]);
  });

  test("a conflict is no version", async () => {
    const repo = repository({ "a.jsonl": row("a") });
    repo.git("checkout", "--quiet", "-b", "other");
    repo.write("a.jsonl", row("b"));
    repo.commit("b");
    repo.git("checkout", "--quiet", "main");
    repo.write("a.jsonl", row("c"));
    repo.commit("c");
    expect(() => repo.git("merge", "other")).toThrow();
    await expect(changes(repo, "index")).rejects.toThrow("a.jsonl has a conflict");
  });

  test("nothing that the repository configures runs", async () => {
    const repo = repository({ "a.jsonl": row("a"), ".gitattributes": "*.jsonl filter=trap\n" });
    repo.write("trap.sh", "#!/bin/sh\ntouch trapped\ncat\n");
    chmodSync(path.join(repo.root, "trap.sh"), 0o755);
    repo.git("config", "filter.trap.clean", "./trap.sh");
    repo.git("config", "filter.trap.process", "./trap.sh");
    repo.git("config", "filter.trap.required", "true");
    repo.git("config", "core.fsmonitor", "./trap.sh");
    // As large as before and as old as the index: only the content tells.
    repo.write("a.jsonl", row("b"));
    const now = new Date();
    for (const name of ["a.jsonl", ".git/index"]) utimesSync(path.join(repo.root, name), now, now);
    const { pairs } = await changes(repo, "working tree");
    expect(pairs).toEqual([["a.jsonl", row("a"), row("b")]]);
    expect(repo.git("-c", "core.fsmonitor=false", "ls-files", "--others")).not.toContain("trapped");
  });
});
