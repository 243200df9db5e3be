import { execFileSync } from "node:child_process";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { defaultConfig } from "../../../src/config/schema.ts";
import type { HistoryChange } from "../../../src/model/history.ts";
import { datasetChanges } from "../../../src/review/history/changes.ts";
import { InputError } from "../../../src/versions/input-error.ts";
import { type Repository, repository } from "../../versions/repository.ts";

const row = (text: string) => `${JSON.stringify({ text, label: "A" })}\n`;

/** A branch with every kind of step that brings rows to it, and some that bring none. */
function grow(): Repository {
  const repo = repository({ "data/a.jsonl": row("one"), "notes.md": "first" });
  repo.write("notes.md", "second");
  repo.commit("Words only (#7)");

  repo.write("data/a.jsonl", row("one") + row("two"));
  repo.commit(
    "Add two (#8)\n\nCo-authored-by: Bea <bea@example.org>\nCo-authored-by: TEST <Test@example.org>",
  );

  repo.git("checkout", "--quiet", "-b", "work");
  repo.write("data/b.jsonl", row("b"));
  repo.git("add", "--all");
  repo.git("-c", "user.name=Cem", "-c", "user.email=cem@example.org", "commit", "--quiet", "-m", "b");
  repo.write("data/b.jsonl", row("b") + row("bb"));
  repo.commit("more of b");
  repo.git("checkout", "--quiet", "main");
  repo.write("notes.md", "third");
  repo.commit("main goes on");
  repo.git("merge", "--quiet", "--no-ff", "-m", "Merge pull request #9 from cem/work", "work");

  repo.git("mv", "data/a.jsonl", "data/renamed ü.jsonl");
  repo.commit("Rename");
  repo.remove("data/b.jsonl");
  repo.commit("Drop b");
  return repo;
}

describe("the changes of dataset files in a history", () => {
  let repo: Repository;
  let all: readonly HistoryChange[];
  beforeAll(async () => {
    repo = grow();
    all = await datasetChanges(repo.root, "HEAD", defaultConfig, { last: 100 });
  });
  afterAll(() => {
    repo.remove(".");
  });
  const id = (name: string): string => repo.git("rev-parse", name);
  const blob = (name: string): string => repo.git("rev-parse", name);

  test("are the steps of the branch itself, oldest first, without those that touch no data", () => {
    expect(all.map(({ subject, pull }) => [subject, pull])).toEqual([
      ["base", null],
      ["Add two (#8)", 8],
      ["Merge pull request #9 from cem/work", 9],
      ["Rename", null],
      ["Drop b", null],
    ]);
    expect(all.map(({ commit }) => commit)).toEqual(["HEAD~6", "HEAD~4", "HEAD~2", "HEAD~1", "HEAD"].map(id));
    for (const { date } of all) expect(Number.isNaN(Date.parse(date))).toBe(false);
  });

  test("rows kept in a format that is not read are changes of data too", async () => {
    const workbook = repository({ "data/train.xlsx": "PK one" });
    workbook.write("src/train.py", "print()");
    workbook.commit("a program");
    workbook.write("data/train.xlsx", "PK two");
    workbook.commit("more rows");
    const found = await datasetChanges(workbook.root, "HEAD", defaultConfig, { last: 9 });
    expect(found.map(({ subject }) => subject)).toEqual(["base", "more rows"]);
    workbook.remove(".");
  });

  test("compare a commit with its parent, and a merge as its pull request was compared", () => {
    const [first, squashed, merge] = all;
    expect([first!.parent, first!.mergeBase]).toEqual([null, null]);
    expect(squashed).toMatchObject({ parent: id("HEAD~5"), mergeBase: id("HEAD~5"), head: id("HEAD~4") });
    // The branch parted after "Add two"; the commit that came to main meanwhile is no part of the pull request.
    expect(merge).toMatchObject({ parent: id("HEAD~3"), mergeBase: id("HEAD~4"), head: id("work") });
  });

  test("name who wrote them: of a merge the authors of its commits, each once", () => {
    const me = { name: "Test", email: "test@example.org" };
    expect(all[1]!.authors).toEqual([me, { name: "Bea", email: "bea@example.org" }]);
    expect(all[2]!.authors).toEqual([me, { name: "Cem", email: "cem@example.org" }]);
    expect(all[3]!.authors).toEqual([me]);
  });

  test("name the files with their content on both sides; a rename is two of them", () => {
    const a = blob("HEAD~3:data/a.jsonl");
    expect(all[1]!.files).toEqual([{ path: "data/a.jsonl", before: blob("HEAD~5:data/a.jsonl"), after: a }]);
    expect(all[3]!.files).toEqual([
      { path: "data/a.jsonl", before: a, after: null },
      { path: "data/renamed ü.jsonl", before: null, after: a },
    ]);
    expect(all[4]!.files).toEqual([{ path: "data/b.jsonl", before: blob("work:data/b.jsonl"), after: null }]);
  });

  test("can be bounded by number, by day and by commit, and follow the configuration", async () => {
    const subjects = async (
      ...rest: Parameters<typeof datasetChanges> extends [string, ...infer R] ? R : never
    ) => (await datasetChanges(repo.root, ...rest)).map(({ subject }) => subject);
    expect(await subjects("HEAD", defaultConfig, { last: 2 })).toEqual(["Rename", "Drop b"]);
    expect(await subjects("HEAD", defaultConfig, { last: 9, after: id("HEAD~2") })).toEqual([
      "Rename",
      "Drop b",
    ]);
    expect(await subjects("HEAD", defaultConfig, { last: 9, since: Date.now() + 86_400_000 })).toEqual([]);
    expect(await subjects("HEAD", { include: ["**/b.jsonl"], exclude: [] }, { last: 9 })).toEqual([
      "Merge pull request #9 from cem/work",
      "Drop b",
    ]);
  });

  test("go on over more commits than are read at once", async () => {
    const long = repository({ "a.jsonl": row("0"), "b.md": "0" });
    // More commits without data than one reading takes, between two with data.
    const tip = long.git("rev-parse", "HEAD");
    const empty = Array.from(
      { length: 520 },
      (_, i) => `commit refs/heads/main
committer Test <test@example.org> ${1_700_000_000 + i} +0000
data 5
empty
${i === 0 ? `from ${tip}\n` : ""}
`,
    );
    execFileSync("git", ["-C", long.root, "fast-import", "--quiet"], { input: empty.join("") });
    long.git("reset", "--quiet", "--hard", tip);
    long.write("a.jsonl", row("1"));
    long.commit("last");
    const found = await datasetChanges(long.root, "HEAD", defaultConfig, { last: 9 });
    expect(found.map(({ subject }) => subject)).toEqual(["base", "last"]);
    long.remove(".");
  });

  test("what is no history is said in our words", async () => {
    await expect(datasetChanges(repo.root, "gone", defaultConfig, { last: 1 })).rejects.toThrow(InputError);
  });
});

test("a plain text may hold labelled rows: what changed it is a change of data; a licence is none", async () => {
  const repo = repository({ "LICENSE.txt": "Free", "training.txt": "a text\tOTHER\n" });
  repo.write("LICENSE.txt", "Free as air");
  repo.commit("Licence");
  repo.write("training.txt", "a text\tOTHER\nmore\tOFFENSE\n");
  repo.commit("Rows");
  const changes = await datasetChanges(repo.root, "HEAD", defaultConfig, { last: 9 });
  expect(changes.map(({ subject }) => subject)).toEqual(["base", "Rows"]);
  repo.remove(".");
});
