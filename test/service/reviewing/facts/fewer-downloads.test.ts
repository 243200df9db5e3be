import { createHash } from "node:crypto";
import { afterEach, describe, expect, test } from "@jest/globals";
import nock from "nock";
import { withWorkspace } from "../../../../src/github/blobs/workspace.ts";
import { readCommits } from "../../../../src/github/pull-request.ts";
import { readChanges } from "../../../../src/service/reviewing/facts/read-changes.ts";
import { type FakeOptions, fakeGitHub, gitBlobSha, owner, repo, shas } from "../../../support/fake-github.ts";
import { sampleItem, sampleReply } from "../../../support/sample.ts";

const repository = { owner, repo };

afterEach(() => {
  nock.cleanAll();
});

/** Nothing is kept. */
const cache = { get: () => Promise.resolve(null), put: () => Promise.resolve() };

const rows = (count: number, from = 0): string =>
  Array.from({ length: count }, (_, i) => `{"text":"row ${from + i} of the data","label":"a"}\n`).join("");
const many = rows(26_000);

interface Outcome {
  /** Bytes of each version that a review is given: `base data.jsonl` and so on. */
  readonly texts: Readonly<Record<string, string>>;
  readonly notAnalysed: readonly object[];
  /** Ids of the blobs that were downloaded. */
  readonly downloads: readonly string[];
  readonly progress: readonly (readonly [number, number])[];
}

/** What a review of the two commits would be given, and what had to be downloaded for it. */
async function fetched(options: FakeOptions): Promise<Outcome> {
  const github = fakeGitHub(options);
  const { octokit } = github;
  return withWorkspace(async (workspace) => {
    const commits = await readCommits(octokit, repository, "main", shas.head);
    const changes = await readChanges(commits, { octokit, repository, workspace, cache });
    const progress: [number, number][] = [];
    const dataset = await changes.download((...step) => progress.push(step));
    const texts: Record<string, string> = {};
    for (const { base, head } of dataset.pairs) {
      for (const [side, version] of Object.entries({ base, head })) {
        if (!version) continue;
        const parts: Uint8Array[] = [];
        for await (const part of version.source.open()) parts.push(part);
        texts[`${side} ${version.path}`] = Buffer.concat(parts).toString("latin1");
        expect(version.source.size).toBe(Buffer.concat(parts).length);
      }
    }
    expect(github.problems).toEqual([]);
    const downloads = github.requests.flatMap(({ path }) => /\/git\/blobs\/(.*)/.exec(path)?.[1] ?? []);
    return { texts, notAnalysed: dataset.notAnalysed, downloads, progress };
  });
}

describe("of two versions, one is downloaded", () => {
  test("where rows were added at the end: the base is the beginning of the head", async () => {
    const base = { "a.jsonl": many, "b.csv": "text,label\nx,y", "c.csv": "text\r\nx", "d.csv": "" };
    const head = {
      "a.jsonl": many + rows(3),
      "b.csv": "text,label\nx,y\nz,y\n",
      "c.csv": "text\r\nx\r\n",
      "d.csv": "text\n",
    };
    const { texts, downloads, progress } = await fetched({ base, head });
    for (const [path, text] of Object.entries(base)) expect(texts[`base ${path}`]).toBe(text);
    for (const [path, text] of Object.entries(head)) expect(texts[`head ${path}`]).toBe(text);
    expect([...downloads].sort()).toEqual(Object.values(head).map(gitBlobSha).sort());
    const bytes = [...Object.values(base), ...Object.values(head)].join("").length;
    expect(progress.at(-1)).toEqual([bytes, bytes]);
  });

  test("where GitHub shows what changed: the base is the head with the patch undone", async () => {
    const base = { "a.jsonl": rows(400), "b.csv": "text,label\r\nx,y\r\nz,y" };
    const head = {
      "a.jsonl": rows(200) + rows(5, 9000) + rows(190, 210),
      "b.csv": "text,label\r\nx,y\r\nz,n\r\n",
    };
    const { texts, downloads } = await fetched({ base, head, patches: true });
    for (const [path, text] of Object.entries(base)) expect(texts[`base ${path}`]).toBe(text);
    for (const [path, text] of Object.entries(head)) expect(texts[`head ${path}`]).toBe(text);
    expect([...downloads].sort()).toEqual([head["a.jsonl"], head["b.csv"]].map(gitBlobSha).sort());
  });

  test("or none, where a patch shows the whole of a new or deleted file", async () => {
    const files = { "a.csv": "text\nx\n" };
    const added = await fetched({ head: files, patches: true });
    expect(added.texts).toEqual({ "head a.csv": "text\nx\n" });
    nock.cleanAll();
    const removed = await fetched({ base: files, patches: true });
    expect(removed.texts).toEqual({ "base a.csv": "text\nx\n" });
    expect([...added.downloads, ...removed.downloads]).toEqual([]);
  });

  test("both, where neither follows from the other, or the patch is wrong", async () => {
    const base = { "a.jsonl": rows(50) };
    const head = { "a.jsonl": rows(20) + rows(30, 70) };
    const none = await fetched({ base, head });
    expect(none.downloads).toHaveLength(2);
    const patch = "@@ -1 +1 @@\n-a\n+b";
    for (const change of [
      { patch },
      { patch: "no patch" },
      { patch: `${patch}\n`, deletions: 9 },
      { deletions: 9 },
    ]) {
      nock.cleanAll();
      const files = [sampleItem(compare, { filename: "a.jsonl", ...change }, "files")];
      const commits = { merge_base_commit: { sha: shas.base }, base_commit: { sha: shas.base }, files };
      const answer = sampleReply(compare, commits);
      nock("https://api.github.com")
        .get(/\/compare\//)
        .query(true)
        .reply(200, answer);
      const { texts, downloads } = await fetched({ base, head });
      expect(texts).toEqual({ "base a.jsonl": base["a.jsonl"], "head a.jsonl": head["a.jsonl"] });
      expect(downloads).toHaveLength(2);
    }
  });

  test("of a binary file, and of one in an encoding that JSON cannot show, both", async () => {
    const latin = (text: string) => Buffer.from(text, "latin1");
    const base = { "a.csv": latin("text\ncafé\nx\n"), "b.csv": Buffer.from("text\0\nx\nz\n") };
    const head = { "a.csv": latin("text\ncafé!\nx\n"), "b.csv": Buffer.from("text\0\ny\nz\n") };
    const { texts, downloads } = await fetched({ base, head, patches: true });
    expect(texts["base a.csv"]).toBe("text\ncafé\nx\n");
    expect(downloads).toHaveLength(4);
  });

  test("of a file that GitHub does not have, none, and it says so", async () => {
    const lost = { mode: "100644", sha: "f".repeat(40), size: 30 };
    const { notAnalysed } = await fetched({ base: { "a.csv": "text\n" }, head: { "a.csv": lost } });
    expect(notAnalysed).toEqual([
      { path: "a.csv", reason: "GitHub does not give its content (status 404)." },
    ]);
  });
});

const compare = "GET /repos/{owner}/{repo}/compare/{basehead}";

describe("Git LFS", () => {
  const oid = (content: string) => createHash("sha256").update(content).digest("hex");
  const pointer = (content: string) =>
    `version https://git-lfs.github.com/spec/v1\noid sha256:${oid(content)}\nsize ${content.length}\n`;

  test("the content of a base is the beginning of the head's, by the hash that its pointer names", async () => {
    const [before, after] = [rows(30), rows(33)];
    const asked: string[] = [];
    nock("https://github.com")
      .post(`/${owner}/${repo}.git/info/lfs/objects/batch`)
      .times(2)
      .reply(200, (_, body) => {
        const [object] = (JSON.parse(body as unknown as string) as { objects: { oid: string }[] }).objects;
        asked.push(object!.oid);
        return {
          objects: [{ ...object, actions: { download: { href: `https://lfs.example.com/${object!.oid}` } } }],
        };
      });
    nock("https://lfs.example.com")
      .get(`/${oid(after)}`)
      .reply(200, after);
    const options = { base: { "a.jsonl": pointer(before) }, head: { "a.jsonl": pointer(after) } };
    const { texts } = await fetched({ ...options, patches: true });
    expect(texts).toEqual({ "base a.jsonl": before, "head a.jsonl": after });
    expect(asked).toEqual([oid(after)]);
  });
});
