import { createRequire } from "node:module";
import { describe, expect, test } from "@jest/globals";
import { type HandledEvent, jobsForEvent } from "../../src/service/events.ts";

// Recorded webhooks are JSON that each test changes at will.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Payload = Record<string, any>;

const examples = createRequire(import.meta.url)("@octokit/webhooks-examples") as readonly {
  readonly name: string;
  readonly examples: readonly Payload[];
}[];

/** GitHub's own recorded payloads of an event. */
function recorded(name: string, action: string | null): Payload[] {
  const payloads = examples.find((event) => event.name === name)?.examples ?? [];
  return payloads.filter((payload) => action === null || payload.action === action);
}

const installation = { id: 42, node_id: "x" };

const jobs = (name: string, payload: Payload) =>
  jobsForEvent({
    id: "1",
    name,
    payload: { installation, ...payload },
  } as unknown as HandledEvent);

describe("pull_request", () => {
  test.each(["opened", "synchronize", "reopened", "ready_for_review"])("%s reviews the head", (action) => {
    const [payload] = recorded("pull_request", action);
    const pull = { ...payload!.pull_request, state: "open" };
    expect(jobs("pull_request", { ...payload, pull_request: pull })).toEqual([
      {
        kind: "pull_request",
        installationId: payload!.installation?.id ?? 42,
        owner: payload!.repository.owner.login,
        repo: payload!.repository.name,
        repositoryId: payload!.repository.id,
        accountId: payload!.repository.owner.id,
        pullNumber: payload!.number,
        headSha: pull.head.sha,
        baseSha: pull.base.sha,
        force: false,
        observedAt: pull.updated_at,
        // Whoever pushes is no judge of what was pushed; who opens is known as the author.
        ...(action === "synchronize" ? { pushedBy: payload!.sender.id } : {}),
      },
    ]);
  });

  test("a draft is reviewed too", () => {
    const [payload] = recorded("pull_request", "opened");
    const pull_request = { ...payload!.pull_request, draft: true };
    expect(jobs("pull_request", { ...payload, pull_request })).toHaveLength(1);
  });

  test("of all edits only a new base is one to review, again for the same head", () => {
    const opened = recorded("pull_request", "opened")[0]!;
    const payload = { ...opened, action: "edited" };
    expect(jobs("pull_request", { ...payload, changes: { title: { from: "x" } } })).toEqual([]);
    const changes = { base: { ref: { from: "main" }, sha: { from: "1".repeat(40) } } };
    expect(jobs("pull_request", { ...payload, changes })).toMatchObject([{ force: true }]);
  });

  test("a closed one and one without an installation ask for nothing", () => {
    const [payload] = recorded("pull_request", "opened");
    expect(
      jobs("pull_request", { ...payload, pull_request: { ...payload!.pull_request, state: "closed" } }),
    ).toEqual([]);
    expect(jobs("pull_request", { ...payload, installation: undefined })).toEqual([]);
  });
});

describe("re-runs", () => {
  const [run] = recorded("check_run", "rerequested");
  const withRun = (overrides: Payload) => ({
    ...run,
    check_run: { ...run!.check_run, name: "dataset-review", ...overrides },
  });

  test("of a fork's check take the pull request from our mark", () => {
    const payload = withRun({ external_id: "pull_request/12/abc", pull_requests: [] });
    expect(jobs("check_run", payload)).toMatchObject([
      { kind: "pull_request", pullNumber: 12, headSha: run!.check_run.head_sha, force: true },
    ]);
  });

  test("of a merge group's check are of a merge group", () => {
    expect(jobs("check_run", withRun({ external_id: "merge_group//abc" }))).toMatchObject([
      { kind: "merge_group", pullNumber: null, force: true },
    ]);
  });

  test("of another check are not ours", () => {
    expect(jobs("check_run", withRun({ name: "lint" }))).toEqual([]);
  });

  test("of a suite are one job a pull request, and one without a number where GitHub names none", () => {
    const [suite] = recorded("check_suite", "rerequested");
    const withPulls = (pull_requests: Payload[]) => ({
      ...suite,
      check_suite: { ...suite!.check_suite, pull_requests },
    });
    expect(
      jobs("check_suite", withPulls([{ number: 3 }, { number: 4 }])).map(({ pullNumber }) => pullNumber),
    ).toEqual([3, 4]);
    expect(jobs("check_suite", withPulls([]))).toMatchObject([
      { kind: "pull_request", pullNumber: null, force: true },
    ]);
  });
});

describe("a button of a check", () => {
  const [pressed] = recorded("check_run", "requested_action");
  const press = (identifier: string, external_id: string) =>
    jobs("check_run", {
      ...pressed,
      requested_action: { identifier },
      check_run: { ...pressed!.check_run, name: "dataset-review", external_id },
    });

  test.each([
    ["accept", "accepted"],
    ["withdraw", "withdrawn"],
    ["fix", "fix"],
  ])("%s is a decision on that very review by whoever pressed it", (identifier, verdict) => {
    const { sender, repository, installation: here, check_run } = pressed!;
    expect(press(identifier, "pull_request/12/the-job")).toEqual([
      {
        kind: "decision",
        installationId: here.id,
        owner: repository.owner.login,
        repo: repository.name,
        repositoryId: repository.id,
        accountId: repository.owner.id,
        pullNumber: 12,
        headSha: check_run.head_sha,
        baseSha: null,
        force: false,
        press: { verdict, reviewId: "the-job", actorId: sender.id, actorLogin: sender.login },
      },
    ]);
  });

  test("that we did not make, or on a run that is no pull request's, asks for nothing", () => {
    expect(press("lgtm|26764", "pull_request/12/the-job")).toEqual([]);
    expect(press("accept", "merge_group//the-job")).toEqual([]);
    expect(press("accept", "")).toEqual([]);
    expect(jobs("check_run", pressed!)).toEqual([]);
  });
});

test("a merge group is compared with its own base", () => {
  const [payload] = recorded("merge_group", "checks_requested");
  expect(jobs("merge_group", payload!)).toMatchObject([
    {
      kind: "merge_group",
      pullNumber: null,
      headSha: payload!.merge_group.head_sha,
      baseSha: payload!.merge_group.base_sha,
    },
  ]);
});

test("an installation gets a first check in every repository that it names", () => {
  const [created] = recorded("installation", "created");
  const named = (created!.repositories as Payload[]).map(({ full_name }) => full_name as string);
  expect(named.length).toBeGreaterThan(0);
  const found = jobs("installation", { ...created, installation: created!.installation });
  expect(found.map(({ owner, repo }) => `${owner}/${repo}`)).toEqual(named);
  expect(found[0]).toMatchObject({ kind: "installation", accountId: created!.installation.account.id });

  const [added] = recorded("installation_repositories", "added");
  expect(jobs("installation_repositories", added!)).toHaveLength(
    (added!.repositories_added as unknown[]).length,
  );
});
