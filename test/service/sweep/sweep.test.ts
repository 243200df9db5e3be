import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { GitHub } from "../../../bench/faults/github.ts";
import { makePulls } from "../../../bench/faults/pulls.ts";
import { json } from "../../../bench/faults/replies.ts";
import { checkRunsOn } from "../../../src/github/check-run.ts";
import { PatientOctokit } from "../../../src/github/client/octokit.ts";
import { jobHandlers } from "../../../src/service/do-job.ts";
import { closeAbandoned } from "../../../src/service/sweep/abandoned.ts";
import { reconcile } from "../../../src/service/sweep/reconcile.ts";
import { redeliverFailed } from "../../../src/service/sweep/redeliver.ts";
import { startSweeper } from "../../../src/service/sweep/sweep.ts";
import { openStore } from "../../../src/store/open.ts";
import type { Retention, Store } from "../../../src/store/store.ts";
import { job } from "../../store/jobs.ts";

const pulls = makePulls(4, 2);
const first = pulls[0]!;
let home: string;
let store: Store;
let github: GitHub;
let api: string;

/** Acts as an installation, or as the App. */
const octokitFor = (installationId: number | null) =>
  Promise.resolve(
    new PatientOctokit({
      auth: { token: `ghs_${installationId ?? "app"}` },
      baseUrl: api,
      throttle: { enabled: false },
      retry: { enabled: false },
    }),
  );

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), "dr-sweep-"));
  store = await openStore({ url: join(home, "s.db"), backoffMs: () => 0 });
  github = new GitHub(pulls, "unused", () => 1);
  api = await github.start();
});
afterEach(async () => {
  await store.close();
  await github.close();
  rmSync(home, { recursive: true, force: true });
  expect([...github.problems]).toEqual([]);
});

const jobOf = (pull: (typeof pulls)[number]) =>
  job({
    installationId: pull.installationId,
    accountId: pull.installationId,
    owner: pull.owner,
    repo: pull.repo,
    pullNumber: pull.number,
    headSha: pull.headSha,
  });

describe("deliveries that did not arrive", () => {
  test("are sent again, once each, unless they are stored", async () => {
    // Nobody listens here, so each is recorded as failed.
    github.webhookUrl = "http://127.0.0.1:1/";
    for (const [index, pull] of pulls.entries()) await github.deliver(pull, `guid-${index}`);
    // The second arrived although GitHub does not know: its answer was lost.
    await store.inbox.accept(
      { id: "guid-1", event: "pull_request", action: "opened", installationId: 1 },
      [],
    );
    const asked: string[] = [];
    const octokit = await octokitFor(null);
    octokit.hook.after("request", (_, options) => {
      if (options.method === "POST") asked.push(options.url);
    });
    expect(await redeliverFailed(octokit, store)).toBe(3);
    expect(asked).toHaveLength(3);
  });

  test("are given up after five attempts", async () => {
    github.webhookUrl = "http://127.0.0.1:1/";
    await github.deliver(first, "guid");
    const octokit = await octokitFor(null);
    const counts: number[] = [];
    for (let sweep = 0; sweep < 7; sweep += 1) {
      counts.push(await redeliverFailed(octokit, store));
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    // Delivered once, then sent again until there were five attempts.
    expect(counts).toEqual([1, 1, 1, 1, 0, 0, 0]);
  });
});

test("a repository that is added later gets its open pull requests reviewed at once", async () => {
  const handlers = jobHandlers({
    store,
    octokitFor,
    limits: { memoryMb: 1, timeoutMs: 1 },
    thread: new URL("file:///none"),
    rowHashKey: "a key of the tests",
    reportUrl: null,
    onConclusion: () => undefined,
  });
  const added = { ...jobOf(first), kind: "installation", pullNumber: null, headSha: "" } as const;
  await store.queue.enqueue([added]);
  const claim = await store.queue.claim("test", 60_000);
  await handlers.perform(claim!.job, new AbortController().signal, () => undefined);
  await store.queue.complete(claim!);
  const heads: string[] = [];
  for (;;) {
    const next = await store.queue.claim("test", 60_000);
    if (!next) break;
    heads.push(next.job.headSha);
  }
  const here = pulls.filter(({ owner, repo }) => owner === first.owner && repo === first.repo);
  expect(heads.sort()).toEqual(here.map(({ headSha }) => headSha).sort());
});

describe("open pull requests", () => {
  const ofFirst = pulls.filter(({ installationId }) => installationId === first.installationId);
  const reconcileFirst = async (since = 0) => {
    const { installationId: id } = first;
    return (await reconcile(await octokitFor(id), { id, accountId: id }, store, since)).added;
  };

  test("without a completed run of ours get a job, those of other installations not", async () => {
    expect(await reconcileFirst()).toBe(2);
    // Now they are on their way.
    expect(await reconcileFirst()).toBe(0);
  });

  test("that we know to be reviewed, or GitHub does, get none; cancelled is not reviewed", async () => {
    const [known, shown] = pulls.filter(({ installationId }) => installationId === first.installationId);
    const { pullNumber, headSha, owner, repo } = jobOf(known!);
    const record = { id: "r", owner, repo, installationId: 1, pullNumber, headSha };
    await store.reviews.start(record);
    await store.reviews.complete("r", "cancelled");
    const checks = checkRunsOn(await octokitFor(1), { owner, repo }, shown!.headSha);
    const origin = { kind: "pull_request", pullNumber: shown!.number, jobId: "j" } as const;
    await checks.complete(await checks.create(origin, { title: "t", summary: "s" }), "success", {
      title: "t",
      summary: "s",
    });
    expect(await reconcileFirst()).toBe(1);
    expect((await store.queue.claim("w", 1_000))?.job.headSha).toBe(headSha);
  });

  test("are found behind a head that is gone, and beside a repository that GitHub does not show", async () => {
    const here = pulls[0]!;
    const hidden = { ...here, repo: "a-hidden-one", number: 90, headSha: "9".repeat(40) };
    const gone = { ...here, number: 91, headSha: "8".repeat(40) };
    const all = new GitHub([hidden, gone, ...pulls], "unused", () => 1);
    api = await all.start();
    all.instead = (_, path) => {
      if (path.includes(`/commits/${gone.headSha}/`))
        return json(422, { message: "No commit found for SHA" });
      return path.includes(`/${hidden.repo}/pulls`)
        ? json(451, { message: "Repository access blocked" })
        : null;
    };
    try {
      const { installationId: id } = here;
      const look = async () => reconcile(await octokitFor(id), { id, accountId: id }, store, 0);
      expect(await look()).toEqual({ added: ofFirst.length, complete: true });
      // What passes is looked at again: the sweep did not get to its end.
      all.instead = (_, path) => (path.includes(`/${hidden.repo}/pulls`) ? json(502, {}) : null);
      await expect(look()).rejects.toMatchObject({ status: 502 });
      expect((await store.queue.depth()).waiting).toBe(ofFirst.length + 1);
    } finally {
      await all.close();
    }
  });

  test("have their branches looked up, once for hours: do they require the check", async () => {
    const asked: string[] = [];
    github.onRequest = (_, path) => {
      if (path.includes("/branches/")) asked.push(path.replace(/^\/repos\/[^/]+\/[^/]+/, ""));
    };
    const { installationId: id } = first;
    const octokit = Object.assign(await octokitFor(id), { auth: () => Promise.resolve({ appId: 1 }) });
    for (let sweeps = 0; sweeps < 2; sweeps += 1) await reconcile(octokit, { id, accountId: id }, store, 0);
    expect(new Set(asked)).toEqual(new Set(["/rules/branches/x", "/branches/x"]));
    expect(asked.length).toBe(new Set(asked).size * new Set(ofFirst.map(({ repo }) => repo)).size);
  });

  test("leave the last fifth of the requests of an hour to the reviews", async () => {
    const { installationId: id } = first;
    for (const [left, complete] of [
      ["999", false],
      ["1000", true],
    ] as const) {
      const octokit = await octokitFor(id);
      octokit.hook.after("request", ({ headers }) => {
        Object.assign(headers, { "x-ratelimit-remaining": left, "x-ratelimit-limit": "5000" });
      });
      const found = await reconcile(octokit, { id, accountId: id }, store, 0);
      expect(found).toEqual({ added: complete ? 2 : 0, complete });
    }
  });

  test("not touched since the given time are left to the full look", async () => {
    expect(await reconcileFirst(Date.now() + 60_000)).toBe(0);
  });
});

describe("check runs left in progress", () => {
  test("are ended as cancelled, unless they ended already: then that is recorded", async () => {
    const records = pulls.slice(0, 2).map((pull) => ({ ...jobOf(pull), id: `job-${pull.number}` }));
    for (const record of records) {
      const { owner, repo, headSha, pullNumber, id } = record;
      const checks = checkRunsOn(await octokitFor(1), { owner, repo }, headSha);
      const run = await checks.create(
        { kind: "pull_request", pullNumber, jobId: id },
        { title: "t", summary: "s" },
      );
      await store.reviews.start(record);
      if (id === "job-2") await checks.complete(run, "failure", { title: "t", summary: "s" });
    }
    expect(await closeAbandoned(octokitFor, store)).toBe(2);
    expect([...github.runs.values()].map(({ status, conclusion }) => [status, conclusion])).toEqual([
      ["completed", "cancelled"],
      ["completed", "failure"],
    ]);
    expect((await store.reviews.get("job-1"))?.conclusion).toBe("cancelled");
    expect((await store.reviews.get("job-2"))?.conclusion).toBe("failure");
    expect(await closeAbandoned(octokitFor, store)).toBe(0);
  });
});

test("one check that cannot be closed keeps no other from being closed; nobody waits for one that is gone", async () => {
  for (const [index, installationId] of [404, 500, 1].entries()) {
    await store.reviews.start({ ...jobOf(first), id: `job-${index}`, installationId });
  }
  const closing = closeAbandoned(
    (id) => (id === 1 ? octokitFor(id) : Promise.reject(Object.assign(new Error("no"), { status: id }))),
    store,
  );
  await expect(closing).rejects.toMatchObject({ status: 500 });
  const ended = await Promise.all([0, 1, 2].map((index) => store.reviews.get(`job-${index}`)));
  expect(ended.map((review) => review?.conclusion)).toEqual(["cancelled", null, "cancelled"]);
});

test("checks of an installation out of reach, however many, hold up nobody else's", async () => {
  for (let index = 0; index < 60; index += 1)
    await store.reviews.start({ ...jobOf(first), id: `job-${index}`, installationId: 403 });
  await store.reviews.start({ ...jobOf(first), id: "late", installationId: 1 });
  let refusals = 0;
  const closing = closeAbandoned((id) => {
    if (id === 1) return octokitFor(id);
    refusals += 1;
    return Promise.reject(Object.assign(new Error("suspended"), { status: 403 }));
  }, store);
  await expect(closing).rejects.toMatchObject({ status: 403 });
  expect((await store.reviews.get("late"))?.conclusion).toBe("cancelled");
  expect(refusals).toBe(5);
});

const retention: Retention = {
  reviewDays: 730,
  historyDays: 365,
  reportDays: 90,
};

test("the sweep does it all at its start, and one failing part keeps no other from running", async () => {
  const swept = new Map<string, number>();
  const troubles: string[] = [];
  const sweeper = startSweeper({
    store,
    octokitFor: (id) => (id === 1_001 ? Promise.reject(new Error("suspended")) : octokitFor(id)),
    intervalMs: 60_000,
    fullIntervalMs: 3_600_000,
    retention,
    onJobs: () => undefined,
    onSwept: (task, found) => swept.set(task, found),
    onTrouble: (task) => troubles.push(task),
  });
  await sweeper.sweep();
  await sweeper.stop(10_000);
  expect(troubles).toEqual(["unreviewed heads"]);
  expect([...swept.keys()].sort()).toEqual([
    "checks left in progress",
    "expired leases",
    "failed deliveries",
    "retention",
  ]);
  // The installation that could be read was reconciled all the same.
  expect((await store.queue.depth()).waiting).toBe(2);
});

test("a sweep that waits for GitHub does not hold up the end", async () => {
  const sweeper = startSweeper({
    store,
    octokitFor: () => new Promise(() => undefined),
    intervalMs: 60_000,
    fullIntervalMs: 3_600_000,
    retention,
    onJobs: () => undefined,
    onSwept: () => undefined,
    onTrouble: () => undefined,
  });
  await expect(sweeper.stop(100)).resolves.toBeUndefined();
});
