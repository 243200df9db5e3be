import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { interruptionOf } from "../../../src/model/interrupted.ts";
import type { ClaimedJob } from "../../../src/model/job.ts";
import { type Loop, type LoopOptions, startLoop } from "../../../src/service/queue/loop.ts";
import type { Handlers, JobReport } from "../../../src/service/queue/run-job.ts";
import { openStore } from "../../../src/store/open.ts";
import type { Queue, Store } from "../../../src/store/store.ts";
import { job } from "../../store/jobs.ts";

let home: string;
let store: Store;
let worker: Loop | null;
let ended: { job: ClaimedJob; report: JobReport }[];

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), "dr-worker-"));
  store = await openStore({ url: join(home, "s.db"), maxAttempts: 2, backoffMs: () => 1 });
  worker = null;
  ended = [];
});
afterEach(async () => {
  await worker?.stop(0);
  await store.close();
  rmSync(home, { recursive: true, force: true });
});

function start(handlers: Partial<Handlers>, options: Partial<LoopOptions> = {}): Loop {
  worker = startLoop(
    store.queue,
    {
      perform: () => Promise.resolve(),
      passing: () => null,
      ...handlers,
    },
    {
      name: "test",
      concurrency: 1,
      pollMs: 5,
      leaseMs: 600_000,
      timeoutMs: 600_000,
      cleanUpMs: 50,
      onEnd: (finished, report) => ended.push({ job: finished, report }),
      ...options,
    },
  );
  return worker;
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 600_000; Date.now() < end; ) {
    if (await condition()) return;
    await sleep(5);
  }
  throw new Error("It did not happen within 10 minutes.");
}

/** Rejects with the signal's reason once it fires, as fetch does. */
function interruptible(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener("abort", () => {
      reject(signal.reason as Error);
    });
  });
}

describe("a worker", () => {
  test("does every job once", async () => {
    const done: number[] = [];
    await store.queue.enqueue(Array.from({ length: 20 }, (_, i) => job({ pullNumber: i })));
    start(
      {
        perform: async ({ pullNumber }) => {
          await sleep(2);
          done.push(pullNumber ?? -1);
        },
      },
      { concurrency: 4 },
    );
    await until(() => ended.length === 20);
    expect([...done].sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, i) => i));
    expect(await store.queue.depth()).toMatchObject({ waiting: 0, running: 0, dead: 0 });
  });

  test("leaves jobs of some installations waiting, told which run", async () => {
    const told: (readonly number[])[] = [];
    await store.queue.enqueue([
      job({ installationId: 1, accountId: 1, pullNumber: 1 }),
      job({ installationId: 1, accountId: 1, pullNumber: 2 }),
      job({ installationId: 2, accountId: 2, pullNumber: 3 }),
    ]);
    start(
      { perform: (_, signal) => interruptible(signal) },
      {
        concurrency: 3,
        without: (running) => {
          told.push(running);
          return running.includes(1) ? [1] : [];
        },
        pollMs: 5,
      },
    );
    const bothRun = (running: readonly number[]) => running.includes(1) && running.includes(2);
    await until(() => worker?.running === 2 && told.some(bothRun));
    expect(await store.queue.depth()).toMatchObject({ waiting: 1, running: 2 });
    expect(told.every((running) => running.length < 3)).toBe(true);
  });

  test("wakes for a job added in its own process", async () => {
    start({}, { pollMs: 60_000 });
    await sleep(20);
    await store.queue.enqueue([job()]);
    worker?.wake();
    await until(() => ended.length === 1);
  });

  test("tries again, then says that the review could not be completed, then the job is dead", async () => {
    const said: string[] = [];
    await store.queue.enqueue([job()]);
    start({
      perform: ({ exhausted }) =>
        exhausted === null
          ? Promise.reject(Object.assign(new Error("quotes a row"), { status: 502 }))
          : Promise.resolve(void said.push(exhausted)),
    });
    await until(async () => (await store.queue.depth()).dead === 1);
    expect(ended.map(({ report }) => report.ending)).toEqual(["failed", "failed", "dead"]);
    expect(said).toEqual([expect.stringContaining("status 502")]);
    expect(said[0]).not.toContain("quotes a row");
  });

  test("goes on saying so until it was said", async () => {
    let refusals = 2;
    await store.queue.enqueue([job()]);
    start({
      perform: ({ exhausted }) =>
        exhausted === null || refusals-- > 0 ? Promise.reject(new Error("no")) : Promise.resolve(),
    });
    await until(async () => (await store.queue.depth()).dead === 1);
    expect(ended.map(({ report }) => report.ending)).toEqual([
      "failed",
      "failed",
      "failed",
      "failed",
      "dead",
    ]);
  });

  test("waits for as long as the other side asks", async () => {
    await store.queue.enqueue([job()]);
    start({
      perform: () => Promise.reject(new Error("rate limit")),
      passing: () => ({ waitMs: 60_000, patienceMs: 3_600_000 }),
    });
    await until(() => ended.length === 1);
    await sleep(50);
    expect(ended).toHaveLength(1);
    expect(await store.queue.depth()).toMatchObject({ waiting: 1, oldestWaitingMs: 0 });
  });

  test("stops for a newer head, and reviews that one", async () => {
    const seen: (string | null)[] = [];
    await store.queue.enqueue([job({ headSha: "old", observedAt: "2026-01-01T00:00:00Z" })]);
    const perform: Handlers["perform"] = async ({ headSha }, signal) => {
      if (headSha === "new") return;
      try {
        await interruptible(signal);
      } finally {
        seen.push(interruptionOf(signal));
      }
    };
    // Told by the heartbeat, a third of the lease apart.
    start({ perform }, { leaseMs: 3_000 });
    await until(() => worker?.running === 1);
    await store.queue.enqueue([job({ headSha: "new", observedAt: "2026-01-02T00:00:00Z" })]);
    await until(() => ended.length === 2);
    expect(seen).toEqual(["superseded"]);
    expect(ended.map((e) => [e.job.headSha, e.report.ending])).toEqual([
      ["old", "superseded"],
      ["new", "done"],
    ]);
  });

  test("keeps its lease for a job that is longer than the lease", async () => {
    await store.queue.enqueue([job()]);
    start({ perform: () => sleep(3_500) }, { leaseMs: 1_500 });
    await sleep(2_500);
    expect(await store.queue.reclaimExpired()).toBe(0);
    await until(() => ended.length === 1);
    expect(ended[0]?.report.ending).toBe("done");
  });

  test("a job that ignores its deadline neither holds the slot for ever nor is counted as done", async () => {
    await store.queue.enqueue([job({ pullNumber: 1 })]);
    await sleep(2);
    await store.queue.enqueue([job({ pullNumber: 2 })]);
    start(
      { perform: ({ pullNumber }) => (pullNumber === 1 ? new Promise(() => undefined) : Promise.resolve()) },
      { timeoutMs: 50 },
    );
    await until(() => ended.some((e) => e.job.pullNumber === 2));
    expect(ended[0]).toMatchObject({ job: { pullNumber: 1 }, report: { ending: "failed" } });
    expect(ended[0]?.report.error).toContain("deadline");
  });

  test("at shutdown it finishes what ends in time and hands back the rest, uncounted", async () => {
    for (const pullNumber of [1, 2, 3]) {
      await store.queue.enqueue([job({ pullNumber })]);
      await sleep(2);
    }
    const running = start(
      { perform: (claimed, signal) => (claimed.pullNumber === 1 ? sleep(30) : interruptible(signal)) },
      { concurrency: 2 },
    );
    await until(() => running.running === 2);
    await running.stop(150);
    expect(ended.map((e) => [e.job.pullNumber, e.report.ending]).sort()).toEqual([
      [1, "done"],
      [2, "released"],
    ]);
    expect(await store.queue.depth()).toMatchObject({ waiting: 2, running: 0 });
    expect((await store.queue.claim("next", 1_000))?.job.attempt).toBe(1);
  });

  test("survives a database that is away, and finishes what it had done meanwhile without doing it again", async () => {
    let away = false;
    let performed = 0;
    const troubles: string[] = [];
    const unlessAway = <T>(call: () => Promise<T>): Promise<T> =>
      away ? Promise.reject(new Error("connection refused")) : call();
    const queue: Queue = {
      ...store.queue,
      claim: (...args) => unlessAway(() => store.queue.claim(...args)),
      heartbeat: (...args) => unlessAway(() => store.queue.heartbeat(...args)),
      complete: (...args) => unlessAway(() => store.queue.complete(...args)),
    };
    await store.queue.enqueue([job()]);
    worker = startLoop(
      queue,
      {
        perform: async () => {
          performed += 1;
          away = true;
          await sleep(50);
          setTimeout(() => {
            away = false;
          }, 300);
        },
        passing: () => null,
      },
      {
        name: "test",
        concurrency: 2,
        pollMs: 5,
        leaseMs: 600_000,
        timeoutMs: 600_000,
        cleanUpMs: 50,
        onEnd: (finished, report) => ended.push({ job: finished, report }),
        onTrouble: (error) => troubles.push(error),
      },
    );
    await until(() => ended.length === 1);
    expect(performed).toBe(1);
    expect(ended[0]?.report.ending).toBe("done");
    expect(troubles.length).toBeGreaterThan(0);
    expect(await store.queue.depth()).toMatchObject({ waiting: 0, running: 0 });
  });
});
