import { afterEach, expect, test } from "@jest/globals";
import nock from "nock";
import type { PullRequest } from "../../../src/github/pull-request.ts";
import type { MergedPullRequest } from "../../../src/model/pull-request.ts";
import { type ContributorMemory, readContributor } from "../../../src/service/reviewing/contributor.ts";
import { type FakeGitHub, fakeGitHub, owner, repo } from "../../support/fake-github.ts";
import { sampleItem, sampleReply } from "../../support/sample.ts";

let github: FakeGitHub;

afterEach(() => {
  nock.cleanAll();
  expect(github.problems).toEqual([]);
});

function pull(login = "carl", isBot = false): PullRequest {
  const author = { id: 5, login, isBot, association: "CONTRIBUTOR" as const };
  return {
    number: 7,
    open: true,
    headSha: "a".repeat(40),
    baseRef: "main",
    author,
    openedAt: "2026-05-01T00:00:00Z",
    updatedAt: "2026-05-01T00:00:00Z",
  };
}

const api = "https://api.github.com";
const links = { diff_url: null, html_url: null, patch_url: null, url: null };
const issue = (number: number, mergedAt: string) => {
  const facts = {
    number,
    created_at: mergedAt,
    closed_at: mergedAt,
    pull_request: { ...links, merged_at: mergedAt },
  };
  return sampleItem("GET /search/issues", facts, "items");
};
const found = (items: object[], incomplete_results = false) =>
  sampleReply("GET /search/issues", { total_count: items.length, incomplete_results, items });

test("earlier pull requests come oldest first; sizes from earlier reviews are rows, others lines", async () => {
  nock(api)
    .get("/search/issues")
    .query(({ q }) => String(q).includes("is:merged"))
    .reply(
      200,
      // Newest first, as asked for; #7 is the pull request itself.
      found([
        issue(7, "2026-04-03T00:00:00Z"),
        issue(6, "2026-04-02T12:00:00Z"),
        issue(5, "2026-04-02T00:00:00Z"),
        issue(3, "2026-04-01T00:00:00Z"),
      ]),
    );
  nock(api)
    .get(`/repos/${owner}/${repo}/pulls/3`)
    .reply(
      200,
      sampleReply("GET /repos/{owner}/{repo}/pulls/{pull_number}", { additions: 10, deletions: 4 }),
    );
  github = fakeGitHub();
  const learned: (MergedPullRequest & { login: string })[] = [];
  const memory: ContributorMemory = {
    known: () => Promise.resolve([{ number: 6, mergedAt: "2026-04-02T12:00:00Z", changedRows: 9 }]),
    reviewedRows: (number) => Promise.resolve(number === 5 ? 77 : null),
    learn: (login, merged) => {
      learned.push({ login, ...merged });
      return Promise.resolve();
    },
  };
  const facts = await readContributor(github.octokit, { owner, repo }, pull(), memory);
  const asked = [
    { number: 3, mergedAt: "2026-04-01T00:00:00Z", changedRows: 14 },
    { number: 5, mergedAt: "2026-04-02T00:00:00Z", changedRows: 77 },
  ];
  expect(facts.merged).toEqual([...asked, { number: 6, mergedAt: "2026-04-02T12:00:00Z", changedRows: 9 }]);
  // What had to be asked for is remembered; a merged pull request keeps its size.
  expect(learned.sort((a, b) => a.number - b.number)).toEqual(
    asked.map((merged) => ({ login: "carl", ...merged })),
  );
});

test("what cannot be learned is unknown, each fact on its own", async () => {
  nock(api).get("/users/carl").reply(404, { message: "Not Found" });
  nock(api).get("/search/issues").query(true).twice().reply(422, { message: "Validation Failed" });
  github = fakeGitHub();
  expect(await readContributor(github.octokit, { owner, repo }, pull())).toEqual({
    login: "carl",
    isBot: false,
    association: "CONTRIBUTOR",
    accountCreatedAt: null,
    merged: null,
    firstSeenAt: null,
    openedAt: "2026-05-01T00:00:00Z",
  });
});

test("an incomplete search is unknown, not empty", async () => {
  nock(api).get("/search/issues").query(true).twice().reply(200, found([], true));
  github = fakeGitHub();
  expect((await readContributor(github.octokit, { owner, repo }, pull())).merged).toBeNull();
});

test("a bot is searched for by the name that search knows", async () => {
  github = fakeGitHub();
  await readContributor(github.octokit, { owner, repo }, pull("dependabot[bot]", true));
  const queries = github.requests.flatMap(({ query }) => query.q ?? []);
  expect(queries).toHaveLength(2);
  for (const q of queries) expect(q).toContain("author:app/dependabot");
});
