import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { GitHub, type Run } from "../../../../bench/faults/github.ts";
import { makePulls } from "../../../../bench/faults/pulls.ts";
import { checkRunsOn } from "../../../../src/github/check-run.ts";
import { PatientOctokit } from "../../../../src/github/client/octokit.ts";
import type { Job, Press } from "../../../../src/model/job.ts";
import { jobHandlers } from "../../../../src/service/do-job.ts";
import type { Handlers } from "../../../../src/service/queue/run-job.ts";
import { closeAbandoned } from "../../../../src/service/sweep/abandoned.ts";
import { openStore } from "../../../../src/store/open.ts";
import type { Store } from "../../../../src/store/store.ts";
import { job } from "../../../store/jobs.ts";
import { transpileSources } from "../../../support/transpiled.ts";

type TestPull = ReturnType<typeof makePulls>[number];

// The whole engine runs, in threads.
/** The second one holds planted rows. */
const [other, pull] = makePulls(2, 1) as [TestPull, TestPull];
let program: ReturnType<typeof transpileSources>;
let home: string;
let store: Store;
let github: GitHub;
let handlers: Handlers;
let api: string;

const octokitFor = (baseUrl: string) =>
  new PatientOctokit({
    auth: { token: `ghs_${pull.installationId}` },
    baseUrl,
    throttle: { enabled: false },
    retry: { enabled: false },
  });

beforeAll(() => {
  program = transpileSources();
});
afterAll(() => {
  program.remove();
});
beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), "dr-decide-"));
  store = await openStore({ url: join(home, "s.db"), backoffMs: () => 0 });
  github = new GitHub([other, pull], "unused", () => 1);
  api = await github.start();
  const octokit = octokitFor(api);
  github.people.set("kim", { id: 7, permission: "write" });
  handlers = jobHandlers({
    store,
    octokitFor: () => Promise.resolve(octokit),
    limits: { memoryMb: 512, timeoutMs: 600_000 },
    thread: new URL("src/service/thread/thread.js", program.url),
    rowHashKey: "a key of the tests",
    reportUrl: null,
    onConclusion: () => undefined,
  });
});
afterEach(async () => {
  await store.close();
  await github.close();
  rmSync(home, { recursive: true, force: true });
  expect([...github.problems]).toEqual([]);
});

const reviewJob = job({
  installationId: pull.installationId,
  owner: pull.owner,
  repo: pull.repo,
  pullNumber: pull.number,
  headSha: pull.headSha,
});

/** Does all that is asked for, as a worker would. Returns the runs of the head, newest last. */
async function work(...jobs: Job[]): Promise<Run[]> {
  await store.queue.enqueue(jobs);
  for (;;) {
    const claim = await store.queue.claim("test", 60_000);
    if (!claim) break;
    await handlers.perform(claim.job, new AbortController().signal, () => undefined);
    await store.queue.complete(claim);
  }
  return github.runsOf(pull.headSha);
}

/** The run that stands: GitHub shows the newest. */
const newest = (runs: Run[]) => runs.at(-1)!;

function press(run: Run, change: Partial<Press> = {}): Job {
  const reviewId = run.externalId.split("/")[2]!;
  const { headSha } = run;
  return {
    ...reviewJob,
    kind: "decision",
    headSha,
    press: { verdict: "accepted", reviewId, actorId: 7, actorLogin: "kim", ...change },
  };
}

test("a maintainer accepts what a check showed: it says who, and its conclusion follows, until it is withdrawn", async () => {
  const blocked = newest(await work(reviewJob));
  expect(blocked).toMatchObject({ conclusion: "failure", actions: ["accept", "fix"] });
  const accepted = newest(await work(press(blocked)));
  expect(accepted.id).not.toBe(blocked.id);
  expect(accepted).toMatchObject({ conclusion: "success", actions: ["withdraw"] });
  expect(accepted.output.title).toContain("accepted by kim");
  expect(accepted.output.summary).toMatch(/accepted by kim on \d{4}-\d\d-\d\d/);
  expect(accepted.annotations).toEqual([]);
  const decisions = await store.decisions.latest(pull.owner, pull.repo, pull.number);
  expect(decisions.length).toBeGreaterThan(0);
  for (const decision of decisions)
    expect(decision).toMatchObject({ verdict: "accepted", actorId: 7, actorLogin: "kim" });

  const again = newest(await work(press(accepted, { verdict: "withdrawn" })));
  expect(again).toMatchObject({ conclusion: "failure", actions: ["accept", "fix"] });
});

test.each([404, 502])(
  "so too where the look at the commit fails after the check has ended (%i)",
  async (status) => {
    await store.queue.enqueue([reviewJob]);
    const claim = (await store.queue.claim("test", 60_000))!;
    github.fault = (method) =>
      method === "GET" && github.runsOf(pull.headSha).some((run) => run.status === "completed")
        ? { when: "before", status, message: "No" }
        : null;
    const attempt = handlers.perform(claim.job, new AbortController().signal, () => undefined);
    await expect(attempt).rejects.toMatchObject({ status });
    await store.queue.fail(claim, "The look at the commit failed.");
    github.fault = () => null;
    const blocked = newest(await work());
    // The attempt that found the check ended leaves the record to the sweep.
    expect(await closeAbandoned(() => Promise.resolve(octokitFor(api)), store)).toBe(1);
    expect((await store.reviews.get(claim.job.id))?.conclusion).toBe("failure");
    expect(newest(await work(press(blocked)))).toMatchObject({
      conclusion: "success",
      actions: ["withdraw"],
    });
  },
);

test.each([
  ["the author", { actorId: 5, actorLogin: "carl" }, "their own pull request"],
  ["a reader", { actorId: 8, actorLogin: "rea" }, "needs write access"],
  ["an account unknown here", { actorId: 9, actorLogin: "nobody" }, "not known"],
  ["an account that took over a name", { actorId: 99, actorLogin: "kim" }, "own account"],
])("%s accepts nothing, and the check says why", async (_, who, why) => {
  github.people.set("carl", { id: 5, permission: "admin" });
  github.people.set("rea", { id: 8, permission: "read" });
  const blocked = newest(await work(reviewJob));
  const runs = await work(press(blocked, who));
  expect(runs).toHaveLength(1);
  expect(runs[0]).toMatchObject({ status: "completed", conclusion: "failure" });
  expect(runs[0]!.output.summary).toMatch(/^> \*\*Not recorded\*\*/);
  expect(runs[0]!.output.summary).toContain(why);
  expect(runs[0]!.output.summary).toContain("What to do");
  expect(await store.decisions.latest(pull.owner, pull.repo, pull.number)).toEqual([]);
});

const kim = { id: 7, login: "kim" };
const byKim = { name: "Kim", email: "7+kim@users.noreply.github.com" };
const byOther = { name: "Carl", email: "carl@example.org" };
/** One commit by Carl, with this instead. */
const commit = (change: object, message = "Rows") => ({
  author: { login: "carl", id: 5 },
  committer: { login: "web-flow", id: 19864447 },
  commit: { author: byOther, committer: byOther, message },
  ...change,
});

test.each([
  ["authored", commit({ author: kim })],
  ["committed", commit({ committer: kim })],
  [
    "authored, by the address alone,",
    commit({ author: null, commit: { author: byKim, committer: byOther, message: "" } }),
  ],
  ["co-authored", commit({}, "Rows\n\nCo-authored-by: Kim <7+old-name@users.noreply.github.com>\n")],
  ["co-authored, in other letters,", commit({}, "Rows\n\nCO-AUTHORED-BY: K <KIM@users.noreply.github.com>")],
])("who %s a commit of a pull request does not accept its rows", async (_, made) => {
  const blocked = newest(await work(reviewJob));
  github.commits = [commit({}), made];
  const [run] = await work(press(blocked));
  expect(run!.output.summary).toContain("they made a commit of");
  expect(await store.decisions.latest(pull.owner, pull.repo, pull.number)).toEqual([]);
});

test("nor anybody where GitHub does not name the makers of all commits", async () => {
  const blocked = newest(await work(reviewJob));
  github.commits = Array.from({ length: 250 }, () => commit({}));
  const [run] = await work(press(blocked));
  expect(run!.output.summary).toContain("beyond the first 250");
  expect(await store.decisions.latest(pull.owner, pull.repo, pull.number)).toEqual([]);
});

test("nor who pushed to it; somebody who is only spoken of in a message may", async () => {
  const blocked = newest(await work(reviewJob));
  github.commits = [commit({}, "Thanks to kim\n\nReviewed-by: Kim <7+kim@users.noreply.github.com>")];
  await store.inbox.accept({ id: "push", event: "pull_request", action: "synchronize", installationId: 1 }, [
    { ...reviewJob, pushedBy: 7 },
  ]);
  const [run] = await work(press(blocked));
  expect(run!.output.summary).toContain("they pushed to");
  github.people.set("lee", { id: 11, permission: "write" });
  const accepted = newest(await work(press(blocked, { actorId: 11, actorLogin: "lee" })));
  expect(accepted).toMatchObject({ conclusion: "success" });
});

test("nor who pushed others' commits to its branch before it was opened; who pushed what is not in it may", async () => {
  const sha = "c".repeat(40);
  const blocked = newest(await work(reviewJob));
  github.commits = [commit({ sha })];
  github.pushes = [{ actor: kim, after: sha }];
  const [run] = await work(press(blocked));
  expect(run!.output.summary).toContain("they pushed to");
  expect(await store.decisions.latest(pull.owner, pull.repo, pull.number)).toEqual([]);
  // The branch had another head once, and somebody else had kim's name.
  github.pushes = [
    { actor: kim, after: "d".repeat(40) },
    { actor: { ...kim, id: 70 }, after: sha },
  ];
  expect(newest(await work(press(blocked)))).toMatchObject({ conclusion: "success" });
});

test.each([403, 404])("a branch whose pushes GitHub does not tell (%i) bars nobody", async (status) => {
  const blocked = newest(await work(reviewJob));
  github.instead = (_, path) =>
    path.endsWith("/activity") ? { status, headers: {}, content: Buffer.from("{}") } : null;
  expect(newest(await work(press(blocked)))).toMatchObject({ conclusion: "success" });
});

test("only what the check showed is accepted: its record has to be that of this pull request and commit", async () => {
  const blocked = newest(await work(reviewJob));
  const [run] = await work(press(blocked, { reviewId: "unknown" }), {
    ...press(blocked),
    pullNumber: other.number,
  });
  expect(run).toMatchObject({ conclusion: "failure" });
  expect(await store.decisions.latest(pull.owner, pull.repo, null)).toEqual([]);
});

test("another App's run with our name and marks is none of ours", async () => {
  const octokit = octokitFor(api);
  octokit.auth = Object.assign(() => Promise.resolve({ type: "app", appId: 2 }), octokit.auth);
  await work(reviewJob);
  expect(await checkRunsOn(octokit, { owner: pull.owner, repo: pull.repo }, pull.headSha).list()).toEqual([]);
});

test("whoever may write, and the author, get the commands that take the flagged rows out, in one comment", async () => {
  github.people.set("rea", { id: 8, permission: "read" });
  const blocked = newest(await work(reviewJob));
  await work(press(blocked, { verdict: "fix", actorId: 8, actorLogin: "rea" }));
  expect(newest(github.runsOf(pull.headSha)).output.summary).toMatch(/Not recorded.*rea.*needs write access/);
  expect(github.comments).toEqual([]);
  for (const who of [{}, { actorId: 5, actorLogin: "carl" }, {}])
    await work(press(blocked, { verdict: "fix", ...who }));
  expect(github.comments).toHaveLength(1);
  const { number, body } = github.comments[0]!;
  expect(number).toBe(pull.number);
  expect(body).toContain("(20 rows)");
  const range = `${pull.baseSha.slice(0, 12)}..${pull.headSha.slice(0, 12)}`;
  expect(body).toContain(`dataset-review scan --git ${range} --fix ../fix.patch\n`);
  // Nothing is decided by it.
  expect(github.runsOf(pull.headSha)).toHaveLength(1);
  expect(blocked.conclusion).toBe("failure");
});

test("where the App may not comment, the check says how; of an old head nothing is proposed", async () => {
  github.mayComment = false;
  const blocked = newest(await work(reviewJob));
  await work(press(blocked, { verdict: "fix" }));
  const { summary } = newest(github.runsOf(pull.headSha)).output;
  expect(summary).toMatch(/These commands take out .*`git apply \.\.\/fix\.patch`/);
  github.mayComment = true;
  github.push({ ...pull, headSha: "e".repeat(40) });
  await work(press(blocked, { verdict: "fix" }));
  expect(github.comments).toEqual([]);
});
