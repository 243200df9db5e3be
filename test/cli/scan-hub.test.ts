import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { run } from "../../src/cli/program.ts";
import { resultSchema } from "../../src/report/json/json-schema.ts";
import { type GitServer, gitServer } from "../support/git-server.ts";
import { folderWith, type Repository, repository } from "../versions/repository.ts";
import { fakeTerminal } from "./terminal.ts";

const rows = (count: number) =>
  Array.from({ length: count }, (_, i) => `${JSON.stringify({ text: `row ${i}`, label: i % 2 })}\n`).join("");
const sha = (pointer: string) => /sha256:(\w+)/.exec(pointer)![1]!;

let source: Repository;
let server: GitServer;
let closed: GitServer;
let kept: { base: string; head: string };
beforeAll(async () => {
  source = repository({ "README.md": "---\nlicense: mit\n---\n" });
  const repositories = { "datasets/acme/reviews": source.root };
  server = await gitServer(repositories);
  closed = await gitServer(repositories, "hf_token");
  kept = { base: server.keep(rows(50)), head: server.keep(rows(53)) };
  for (const content of [rows(50), rows(53)]) closed.keep(content);
  source.write("train.jsonl", kept.base);
  source.commit("base");
  source.git("checkout", "--quiet", "-b", "work");
  source.write("train.jsonl", kept.head);
  source.git("update-ref", "refs/pr/3", source.commit("a pull request"));
});
afterAll(async () => {
  await server.close();
  await closed.close();
});

async function cli(args: readonly string[], env: Record<string, string> = {}) {
  const terminal = fakeTerminal({ env });
  const status = await run(["scan", ...args, "--format", "json"], terminal);
  return { status, out: terminal.out(), err: terminal.err() };
}
const added = (out: string) => resultSchema.parse(JSON.parse(out)).files.map(({ rows: { added } }) => added);
// Only what this process made: other tests run at the same time.
const scratchFolders = () =>
  readdirSync(tmpdir()).filter((name) => name.startsWith(`dataset-review-${process.pid}-`));

describe("scan --hub", () => {
  test("reads a pull request by its refs, its data from Git LFS, and leaves nothing behind", async () => {
    const before = scratchFolders();
    const { out, err } = await cli(["--hub", "acme/reviews", "--pr", "3"], { HF_ENDPOINT: server.origin });
    expect(err).toBe("");
    expect(added(out)).toEqual([3]);
    expect(scratchFolders().filter((name) => !before.includes(name))).toEqual([]);
  });

  test("reads branches of a data set that is not public, with the hub's token", async () => {
    const args = ["--hub", "acme/reviews", "--revision", "main..work"];
    const { out } = await cli(args, { HF_ENDPOINT: closed.origin, HF_TOKEN: "hf_token" });
    expect(added(out)).toEqual([3]);
    expect((await cli(args, { HF_ENDPOINT: "nowhere" })).err).toContain("HF_ENDPOINT is not a web address");
    const refused = await cli(args, { HF_ENDPOINT: closed.origin });
    expect([refused.status, refused.err]).toEqual([2, expect.stringContaining("cannot be read")]);
  });

  test.each([
    [["--hub", "acme/reviews", "--pr", "4"], 'no "refs/pr/4"'],
    [["--hub", "acme/reviews"], "either --pr or --revision"],
    [["--hub", "acme", "--pr", "3"], "is not a data set"],
    [["--pr", "3"], "go with --hub"],
    [["--hub", "acme/reviews", "--pr", "3", "--git", "a..b"], "one way"],
  ])("says what is wrong with %j", async (args, words) => {
    const { status, err } = await cli(args, { HF_ENDPOINT: server.origin });
    expect([status, err]).toEqual([2, expect.stringContaining(words)]);
  });
});

describe("Git LFS", () => {
  const clone = () => {
    const repo = repository({ "train.jsonl": kept.base });
    repo.write("train.jsonl", kept.head);
    repo.commit("head");
    return repo;
  };

  test("content in the clone's storage is read, of commits and of folders", async () => {
    const repo = clone();
    for (const [pointer, content] of [
      [kept.base, rows(50)],
      [kept.head, rows(53)],
    ] as const) {
      const oid = sha(pointer);
      const folder = path.join(repo.root, ".git/lfs/objects", oid.slice(0, 2), oid.slice(2, 4));
      mkdirSync(folder, { recursive: true });
      writeFileSync(path.join(folder, oid), content);
    }
    const commits = await cli(["--repo", repo.root, "--git", "HEAD~1..HEAD"]);
    expect(added(commits.out)).toEqual([3]);
    const folders = await cli(["--base", folderWith({ "train.jsonl": kept.base }), "--head", repo.root]);
    expect(added(folders.out)).toEqual([3]);
  });

  test("what is stored under another's hash is not taken for it", async () => {
    const repo = clone();
    const oid = sha(kept.head);
    const folder = path.join(repo.root, ".git/lfs/objects", oid.slice(0, 2), oid.slice(2, 4));
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, oid), "x".repeat(Buffer.byteLength(rows(53))));
    const { status, out } = await cli(["--repo", repo.root, "--git", "HEAD~1..HEAD"]);
    expect([status, out]).toEqual([2, expect.stringContaining("Git LFS pointer")]);
  });

  test("content is downloaded from the remote where that is wished, with the token for it", async () => {
    const repo = clone();
    repo.git("remote", "add", "origin", `${closed.origin}/datasets/acme/reviews`);
    const args = ["--repo", repo.root, "--git", "HEAD~1..HEAD", "--lfs"];
    const env = { HF_ENDPOINT: closed.origin, HF_TOKEN: "hf_token" };
    expect(added((await cli(args, env)).out)).toEqual([3]);
    const refused = await cli(args);
    expect([refused.status, refused.out]).toEqual([
      2,
      expect.stringContaining("the LFS server answered 401"),
    ]);
  });
});

test("what DVC keeps elsewhere is named, not passed over", async () => {
  const outs = (md5: string) => `outs:\n- md5: ${md5}\n  path: train.jsonl\n`;
  const repo = repository({
    "train.jsonl.dvc": outs("0"),
    "data.dvc": outs("1"),
    "model.bin.dvc": outs("2"),
  });
  for (const name of ["train.jsonl.dvc", "data.dvc", "model.bin.dvc"]) repo.write(name, outs("3"));
  repo.commit("head");
  const { status, out } = await cli(["--repo", repo.root, "--git", "HEAD~1..HEAD"]);
  const { notAnalysed } = resultSchema.parse(JSON.parse(out));
  expect(status).toBe(2);
  expect(notAnalysed.map((file) => [file.path, file.reason.includes("dvc pull")])).toEqual([
    ["data.dvc", true],
    ["train.jsonl.dvc", true],
  ]);
});
