import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import nock from "nock";
import { learnRequirement, requirementNotice } from "../../../src/service/reviewing/requirement-notice.ts";
import { openStore } from "../../../src/store/open.ts";
import type { Store } from "../../../src/store/store.ts";
import { type FakeGitHub, fakeGitHub, owner, repo } from "../../support/fake-github.ts";
import { sampleReply } from "../../support/sample.ts";

const appId = 4711;
const actions = 15_368;
const branch = "release/1.x";
const here = `/repos/${owner}/${repo}`;

let github: FakeGitHub;
let home: string;
let store: Store;
beforeEach(async () => {
  // The client that waits for limits, as the service's does.
  const client = { throttle: { enabled: true }, retry: { enabled: true } };
  github = fakeGitHub({ appId, client });
  home = mkdtempSync(join(tmpdir(), "dr-requirement-"));
  store = await openStore({ url: join(home, "s.db") });
});
afterEach(async () => {
  nock.cleanAll();
  await store.close();
  rmSync(home, { recursive: true, force: true });
  expect(github.problems).toEqual([]);
});

interface Check {
  readonly context: string;
  readonly app?: number | null;
}

/** A required check's name stands with others of the branch. */
const other = { context: "tests", app: appId };

function rules(checks: readonly Check[]): void {
  const required_status_checks = checks.map(({ context, app }) => ({
    context,
    ...(app == null ? {} : { integration_id: app }),
  }));
  github.api.get(`${here}/rules/branches/${encodeURIComponent(branch)}?per_page=100`).reply(200, [
    {
      type: "deletion",
      ruleset_source_type: "Repository",
      ruleset_source: `${owner}/${repo}`,
      ruleset_id: 1,
    },
    {
      type: "required_status_checks",
      parameters: { required_status_checks, strict_required_status_checks_policy: false },
    },
  ]);
}

function protection(checks: readonly Check[], enforcement_level = "non_admins"): void {
  github.api.get(`${here}/branches/${encodeURIComponent(branch)}`).reply(
    200,
    sampleReply("GET /repos/{owner}/{repo}/branches/{branch}", {
      name: branch,
      protected: checks.length > 0,
      protection: {
        enabled: checks.length > 0,
        required_status_checks: {
          enforcement_level,
          contexts: checks.map(({ context }) => context),
          checks: checks.map(({ context, app = null }) => ({ context, app_id: app })),
        },
      },
    }),
  );
}

function refused(path: string, status: number, headers: Record<string, string> = {}): void {
  github.api.get(`${here}${path}`).query(true).reply(status, { message: "Refused" }, headers);
}

const ask = (force = false, holdsUp = true) =>
  requirementNotice({ owner, repo, force }, branch, { octokit: github.octokit, store }, holdsUp);

const ours = { context: "dataset-review", app: appId };
const anybodys = { context: "dataset-review" };
const ofActions = { context: "dataset-review", app: actions };

test.each([
  { name: "a ruleset requires ours", ruled: [other, ours], said: null },
  { name: "the protection requires ours", ruled: [], protects: [other, ours], said: null },
  { name: "one of both binds it", ruled: [anybodys], protects: [ours], said: null },
  { name: "a ruleset takes anybody's", ruled: [anybodys], protects: [], said: /from anybody/ },
  { name: "the protection takes anybody's", ruled: [], protects: [anybodys], said: /from anybody/ },
  {
    name: "the protection says so with -1",
    ruled: [],
    protects: [{ context: "dataset-review", app: -1 }],
    said: /from anybody/,
  },
  { name: "another App's is required", ruled: [ofActions], protects: [], said: /from another App/ },
  { name: "only other checks are required", ruled: [other], protects: [other], said: /does not require/ },
])("$name", async ({ ruled, protects, said }) => {
  rules(ruled);
  if (protects) protection(protects);
  const notice = await ask();
  if (said === null) expect(notice).toBeNull();
  else {
    expect(notice).toMatch(said);
    expect(notice).toContain(`\`${branch}\``);
    expect(notice).toContain("this App as its source");
  }
});

test("a protection that is switched off requires nothing", async () => {
  rules([]);
  protection([ours], "off");
  expect(await ask()).toMatch(/does not require/);
});

test("nothing is said where GitHub refuses to, and it is not asked again for hours", async () => {
  refused(`/rules/branches/${encodeURIComponent(branch)}`, 404);
  refused(`/branches/${encodeURIComponent(branch)}`, 403);
  expect(await ask()).toBeNull();
  const before = github.requests.length;
  expect(await ask()).toBeNull();
  expect(github.requests.length).toBe(before);
});

test("what GitHub says is known for hours, until somebody asks for a re-run", async () => {
  rules([]);
  protection([]);
  expect(await ask()).toMatch(/does not require/);
  const before = github.requests.length;
  expect(await ask()).toMatch(/does not require/);
  expect(github.requests.length).toBe(before);
  nock.cleanAll();
  rules([ours]);
  expect(await ask(true)).toBeNull();
  expect(await ask()).toBeNull();
});

test("a check that passes asks nothing, and says what the sweep has learned", async () => {
  expect(await ask(false, false)).toBeNull();
  expect(github.requests).toEqual([]);
  rules([]);
  protection([]);
  await learnRequirement({ owner, repo }, branch, { octokit: github.octokit, store });
  const learned = github.requests.length;
  await learnRequirement({ owner, repo }, branch, { octokit: github.octokit, store });
  expect(await ask(false, false)).toMatch(/does not require/);
  expect(github.requests.length).toBe(learned);
});

test.each([
  ["an hour's limit", 403, { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "9999999999" }],
  ["a short limit", 429, { "retry-after": "30" }],
  ["an outage", 502, {}],
] as const)("%s is not waited for, and not taken for an answer", async (_, status, headers) => {
  refused(`/rules/branches/${encodeURIComponent(branch)}`, status, headers);
  expect(await ask()).toBeNull();
  expect(github.requests.length).toBe(1);
  nock.cleanAll();
  rules([anybodys]);
  protection([]);
  expect(await ask()).toMatch(/from anybody/);
});
