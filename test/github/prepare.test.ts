import { afterEach, expect, test } from "@jest/globals";
import nock from "nock";
import type { KeptBytes } from "../../src/github/kept-bytes.ts";
import { preparePush } from "../../src/github/prepare.ts";
import { type FakeFiles, fakeGitHub, gitBlobSha, owner, repo, shas } from "../support/fake-github.ts";

afterEach(() => {
  nock.cleanAll();
});

const rows = (count: number, from = 0): string =>
  Array.from({ length: count }, (_, i) => `{"text":"row ${from + i} of the data","label":"a"}\n`).join("");
/** More than 1 MB. */
const many = rows(26_000);

const nothingKept: KeptBytes = {
  async *open() {
    // Not a byte.
  },
  has: () => Promise.resolve(false),
  add: () => Promise.resolve(),
};

/** Prepares a push; returns what each profile was to be made from, by path, and the requests by kind. */
async function prepared(base: FakeFiles, head: FakeFiles, known: readonly string[], before: string | null) {
  const github = fakeGitHub({ base, head, patches: true });
  const earlierOf: Record<string, object | null> = {};
  const profiles = new Map(known.map((content) => [gitBlobSha(content), Buffer.from("a profile")]));
  await preparePush({ owner, repo, headSha: shas.head, baseSha: before }, github, {
    kept: nothingKept,
    profiles: {
      get: (blobSha) => Promise.resolve(profiles.get(blobSha) ?? null),
      add: (blobSha, profile) => Promise.resolve(void profiles.set(blobSha, Buffer.from(profile))),
    },
    build: ({ path }, _, earlier) => {
      earlierOf[path] = earlier;
      return Promise.resolve(Buffer.from("another profile"));
    },
  });
  expect(github.problems).toEqual([]);
  const comparisons = github.requests.filter(({ path }) => path.includes("/compare/")).length;
  return { earlierOf, comparisons, profiles };
}

test("a profile continues that of the version before where rows were only added", async () => {
  const base = { "added.jsonl": many, "edited.jsonl": many, "unknown.jsonl": `${many}{}\n` };
  const head = {
    "added.jsonl": many + rows(3),
    "edited.jsonl": many.replace("row 9 of", "row nine of"),
    "unknown.jsonl": `${many}{}\n${rows(2)}`,
    "new.jsonl": rows(26_000, 50_000),
  };
  const { earlierOf, profiles } = await prepared(base, head, [many], shas.base);
  const before = { profile: Buffer.from("a profile"), size: many.length };
  expect(earlierOf).toEqual({
    "added.jsonl": before,
    "edited.jsonl": null,
    "unknown.jsonl": null,
    "new.jsonl": null,
  });
  for (const content of Object.values(head)) expect(profiles.has(gitBlobSha(content))).toBe(true);
}, 30_000);

test("what a branch was before is asked for only where something is to be made, and where it is known", async () => {
  const base = { "a.jsonl": many };
  const head = { "a.jsonl": many + rows(3) };
  expect((await prepared(base, { "a.csv": "text\n" }, [], shas.base)).comparisons).toBe(0);
  nock.cleanAll();
  const fresh = await prepared(base, head, [many], null);
  expect(fresh).toMatchObject({ comparisons: 0, earlierOf: { "a.jsonl": null } });
  nock.cleanAll();
  // Not the merge base that the comparison names: the branch was set to another history.
  const forced = await prepared(base, head, [many], shas.tip);
  expect(forced).toMatchObject({ comparisons: 1, earlierOf: { "a.jsonl": null } });
  nock.cleanAll();
  nock("https://api.github.com")
    .get(/\/compare\//)
    .query(true)
    .reply(404, { message: "Not Found" });
  const gone = await prepared(base, head, [many], shas.base);
  expect(gone).toMatchObject({ comparisons: 1, earlierOf: { "a.jsonl": null } });
}, 30_000);
