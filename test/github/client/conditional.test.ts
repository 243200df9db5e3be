import { afterEach, expect, test } from "@jest/globals";
import nock from "nock";
import { type AnswerCache, answerCache, askConditionally } from "../../../src/github/client/conditional.ts";
import { fakeGitHub, owner, repo } from "../../support/fake-github.ts";
import { sampleReply } from "../../support/sample.ts";

afterEach(() => {
  nock.cleanAll();
});

const path = `/repos/${owner}/${repo}`;
const answer = sampleReply("GET /repos/{owner}/{repo}", { default_branch: "main" });

function client(scope: string, answers: AnswerCache) {
  const { octokit, requests } = fakeGitHub();
  askConditionally(octokit, scope, answers);
  const read = async () => (await octokit.rest.repos.get({ owner, repo })).data;
  return { read, requests };
}

test("an unchanged answer is confirmed, not sent again, and belongs to whoever asked", async () => {
  const answers = answerCache();
  nock("https://api.github.com").get(path).reply(200, answer, { etag: '"1"' });
  nock("https://api.github.com", { reqheaders: { "if-none-match": '"1"' } })
    .get(path)
    .twice()
    .reply(304);
  const { read } = client("installation 1", answers);
  const first = await read();
  first.default_branch = "changed by its reader";
  const second = await read();
  expect(second.default_branch).toBe("main");
  second.default_branch = "changed again";
  expect((await read()).default_branch).toBe("main");
});

test("another installation does not get it", async () => {
  const answers = answerCache();
  nock("https://api.github.com").get(path).reply(200, answer, { etag: '"1"' });
  await client("installation 1", answers).read();
  nock("https://api.github.com", { badheaders: ["if-none-match"] })
    .get(path)
    .reply(404, { message: "Not Found" });
  await expect(client("installation 2", answers).read()).rejects.toMatchObject({ status: 404 });
});

test("a changed answer replaces the kept one", async () => {
  const answers = answerCache();
  nock("https://api.github.com").get(path).reply(200, answer, { etag: '"1"' });
  nock("https://api.github.com")
    .get(path)
    .reply(200, { ...answer, default_branch: "trunk" }, { etag: '"2"' });
  nock("https://api.github.com", { reqheaders: { "if-none-match": '"2"' } })
    .get(path)
    .reply(304);
  const { read } = client("installation 1", answers);
  await read();
  expect((await read()).default_branch).toBe("trunk");
  expect((await read()).default_branch).toBe("trunk");
});

test("the files of a commit and the commits before it are asked once, by each installation", async () => {
  const answers = answerCache();
  const sha = "b".repeat(40);
  const ask = async (scope: string, branch: string) => {
    const { octokit, requests } = fakeGitHub({ base: { "a.csv": "x\n" } });
    askConditionally(octokit, scope, answers);
    for (const time of [1, 2]) {
      const tree = await octokit.rest.git.getTree({ owner, repo, tree_sha: sha, recursive: "1" });
      expect([time, tree.data.tree.length]).toEqual([time, 1]);
      await octokit.rest.repos.listCommits({ owner, repo, sha: branch, per_page: 100 });
    }
    nock.cleanAll();
    return requests.length;
  };
  expect(await ask("installation 1", sha)).toBe(2);
  expect(await ask("installation 1", sha)).toBe(0);
  expect(await ask("installation 2", sha)).toBe(2);
  // A branch moves on.
  expect(await ask("installation 2", "main")).toBe(2);
});

test("what is said of the limits of an hour is not kept", async () => {
  nock("https://api.github.com").get(path).reply(200, answer, { etag: '"1"', "x-ratelimit-remaining": "17" });
  nock("https://api.github.com").get(path).reply(304);
  const { octokit } = fakeGitHub();
  askConditionally(octokit, "installation 1", answerCache());
  const left: unknown[] = [];
  octokit.hook.after("request", ({ headers }) => {
    left.push(headers["x-ratelimit-remaining"]);
  });
  await octokit.rest.repos.get({ owner, repo });
  await octokit.rest.repos.get({ owner, repo });
  expect(left).toEqual(["17", undefined]);
});

test("an answer with ids beyond 2^53 is passed on and not kept", async () => {
  nock("https://api.github.com")
    .get(path)
    .twice()
    .reply(200, JSON.stringify(answer).replace('"id":1,', '"id":9007199254740993,'), {
      "content-type": "application/json",
      etag: '"1"',
    });
  const { read } = client("installation 1", answerCache());
  expect(String((await read()).id)).toBe("9007199254740993");
  expect(String((await read()).id)).toBe("9007199254740993");
});

test("the cache drops what was not used for longest, and never takes what is larger than itself", () => {
  const answers = answerCache(10);
  const answer = (json: string) => ({ etag: "1", json });
  answers.keep("a", answer("1234"));
  answers.keep("b", answer("1234"));
  answers.keep("a", answer("1234"));
  answers.keep("c", answer("1234"));
  expect(["a", "b", "c"].map((key) => answers.get(key) !== undefined)).toEqual([true, false, true]);
  answers.keep("d", answer("12345678901"));
  expect(["a", "c", "d"].map((key) => answers.get(key) !== undefined)).toEqual([true, true, false]);
});
