import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { defaultConfig } from "../../../src/config/schema.ts";
import { readGit, resolveRange } from "../../../src/versions/git/git.ts";
import { fetchCommits, fetchFiles } from "../../../src/versions/git/remote.ts";
import { git } from "../../../src/versions/git/run-git.ts";
import { type GitServer, gitServer } from "../../support/git-server.ts";
import { type Repository, repository, textOf } from "../repository.ts";

let source: Repository;
let server: GitServer;
let closed: GitServer;
let old: string;
beforeAll(async () => {
  source = repository({
    "data.jsonl": '{"text":"old","label":"A"}\n',
    "model.bin": "old weights",
    "ci.yml": "on: push\n",
  });
  old = source.git("rev-parse", "HEAD:data.jsonl");
  source.write("data.jsonl", '{"text":"base","label":"A"}\n');
  source.commit("second");
  source.git("checkout", "--quiet", "-b", "work");
  source.write("data.jsonl", '{"text":"base","label":"A"}\n{"text":"new","label":"B"}\n');
  source.git("update-ref", "refs/pr/7", source.commit("pull request"));
  server = await gitServer({ "acme/data": source.root });
  closed = await gitServer({ "acme/data": source.root }, "the token");
});
afterAll(async () => {
  await server.close();
  await closed.close();
});

const folder = () => mkdtempSync(path.join(tmpdir(), "dataset-review-remote-"));
const basic = (token: string) => `basic ${Buffer.from(`x-access-token:${token}`).toString("base64")}`;

describe("a repository on a server", () => {
  test("gives the two versions of the data files, and no other file of its history", async () => {
    const at = folder();
    const remote = { url: `${server.origin}/acme/data` };
    const [base, head] = await fetchCommits(at, remote, ["refs/heads/main", "refs/pr/7"]);
    const range = await resolveRange(at, `${base}..${head}`);
    await fetchFiles(at, remote, [range.mergeBase, range.head], ({ path: name }) => name.endsWith(".jsonl"));
    const { pairs, notAnalysed } = await readGit(range, defaultConfig);
    expect([pairs.length, notAnalysed]).toEqual([1, []]);
    expect(await textOf(pairs[0]!.base?.source)).toBe('{"text":"base","label":"A"}\n');
    expect(await textOf(pairs[0]!.head?.source)).toContain('"new"');
    const listed = await git(at, ["cat-file", "--batch-all-objects", "--batch-check"], () => {
      throw new Error("not listed");
    });
    // The data of the first commit and the weights stay on the server.
    expect(listed.toString().match(/ blob /g)).toHaveLength(2);
    expect(listed.toString()).not.toContain(old);
  });

  test("gives the texts in which they differ as well, for these may hold labelled rows", async () => {
    const intent = (name: string, examples: readonly string[]): string =>
      `- intent: ${name}\n  examples: |\n${examples.map((example) => `    - ${example}\n`).join("")}`;
    const intents = (...more: string[]): string => {
      const times = ["now", "tonight", "at nine", "on Monday", "again", "soon"];
      const book = intent(
        "book",
        times.map((time) => `book a table ${time}`),
      );
      return `nlu:\n${book}${intent("greet", [...times.map((time) => `hello ${time}`), ...more])}`;
    };
    const bot = repository({ "nlu.yml": intents(), "ci.yml": "on: push\n" });
    const first = bot.git("rev-parse", "HEAD");
    bot.write("nlu.yml", intents("good morning"));
    const second = bot.commit("one more");
    const bots = await gitServer({ "acme/bot": bot.root });
    const at = folder();
    const remote = { url: `${bots.origin}/acme/bot` };
    await fetchCommits(at, remote, [first, second]);
    await fetchFiles(at, remote, [first, second], () => false);
    await bots.close();
    // `ci.yml` is not there: nobody asks for it.
    const { pairs, notAnalysed } = await readGit(
      await resolveRange(at, `${first}..${second}`),
      defaultConfig,
    );
    expect([pairs.map(({ head }) => head?.path), notAnalysed]).toEqual([["nlu.yml"], []]);
    expect(await textOf(pairs[0]!.head?.source)).toContain("good morning");
  });

  test("is read by commit ids, and with a token that no argument shows", async () => {
    const at = folder();
    const remote = { url: `${closed.origin}/acme/data`, authorization: basic("the token") };
    const ids = [source.git("rev-parse", "main"), source.git("rev-parse", "work")];
    const [base, head] = await fetchCommits(at, remote, ids);
    expect((await resolveRange(at, `${base}..${head}`)).head).toBe(ids[1]);
  });

  test.each([
    ["a ref that is not there", "acme/data", ["refs/pr/8"], "refs/pr/8"],
    [
      "a commit that is not there",
      "acme/data",
      ["0123456789012345678901234567890123456789"],
      "does not have",
    ],
    ["a repository that is not there", "acme/other", ["HEAD"], "cannot be read"],
  ])("says what is wrong: %s", async (_, name, refs, words) => {
    await expect(fetchCommits(folder(), { url: `${server.origin}/${name}` }, refs)).rejects.toThrow(words);
  });

  test("says so where the token does not suffice", async () => {
    const remote = { url: `${closed.origin}/acme/data`, authorization: basic("another") };
    await expect(fetchCommits(folder(), remote, ["HEAD"])).rejects.toThrow("cannot be read");
  });
});
