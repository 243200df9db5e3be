import { describe, expect, test } from "@jest/globals";
import { reportContext } from "../../src/cli/scan/links.ts";
import { comparedBy } from "../../src/cli/scan/target-options.ts";

const commits = { head: "a".repeat(40), mergeBase: "b".repeat(40) };
/** As GitHub documents the default variables of a workflow on a pull request. */
const workflow = {
  GITHUB_ACTIONS: "true",
  GITHUB_SERVER_URL: "https://github.com",
  GITHUB_REPOSITORY: "acme/feedback",
  GITHUB_REF: "refs/pull/7/merge",
};
const acme = {
  htmlUrl: "https://github.com",
  owner: "acme",
  repo: "feedback",
  headSha: commits.head,
  baseSha: commits.mergeBase,
};

describe("the commands to go on with", () => {
  test.each([
    [{ git: "main..my work" }, "--git 'main..my work'", ["git checkout 'my work'"]],
    [{ git: "main..HEAD" }, "--git main..HEAD", []],
    [{ git: "HEAD.." }, "--git HEAD..", []],
    [{ staged: true }, "--staged", []],
    [{ hub: "a/b", pr: "5" }, "--hub a/b --pr 5", ["git fetch origin refs/pr/5", "git checkout FETCH_HEAD"]],
    [
      { hub: "a/b", revision: "main...x" },
      "--hub a/b --revision main...x",
      ["git fetch origin x", "git checkout FETCH_HEAD"],
    ],
    [{ base: "old", head: "new" }, "--base old --head new", null],
  ])("%j", (target, words, checkout) => {
    expect(comparedBy(target)).toEqual({ words, checkout });
  });
});

describe("where links lead", () => {
  test("in a workflow: to the repository and pull request that it runs for", () => {
    expect(reportContext({}, commits, workflow)).toEqual({ repository: acme, pullNumber: 7, docsUrl: null });
  });

  test("on a desk: nowhere, unless asked", () => {
    expect(reportContext({}, commits, { ...workflow, GITHUB_ACTIONS: undefined }).repository).toBeNull();
    expect(reportContext({ repository: "https://github.com/acme/feedback" }, commits, {}).repository).toEqual(
      acme,
    );
  });

  test.each([
    ["https://git.example.org/acme/feedback.git", "https://git.example.org"],
    ["https://git.example.org/acme/feedback/", "https://git.example.org"],
  ])("%s", (repository, htmlUrl) => {
    expect(reportContext({ repository }, commits, workflow)).toMatchObject({
      repository: { ...acme, htmlUrl },
      pullNumber: null,
    });
  });

  test.each([
    "acme/feedback",
    "https://github.com/acme",
    "javascript:alert(1)//x/y",
    "https://github.com/a/b/c",
  ])("%s is not the page of a repository", (repository) => {
    expect(() => reportContext({ repository }, commits, {})).toThrow("is not the page of a repository");
  });

  test("files and folders have no commits", () => {
    expect(reportContext({}, null, workflow).repository).toBeNull();
    expect(() => reportContext({ repository: "https://github.com/acme/feedback" }, null, {})).toThrow(
      "without --git",
    );
  });

  test("the documentation, by its address", () => {
    expect(reportContext({ docs: "https://x.example/docs/" }, null, {}).docsUrl).toBe(
      "https://x.example/docs",
    );
    expect(() => reportContext({ docs: "docs" }, null, {})).toThrow("not a web address");
  });
});
