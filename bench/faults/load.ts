import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "../../examples/demo/app.ts";
import type { Database } from "./database.ts";
import { environment, secret, untilSettled } from "./environment.ts";
import { randomFrom } from "./faults.ts";
import { GitHub } from "./github.ts";
import { makePulls } from "./pulls.ts";
import { type Supervised, supervise, untilReady } from "./service.ts";

/** Times in ms; memory of the answering process in MB. */
export interface Answers {
  readonly deliveries: number;
  readonly refused: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  readonly memoryMb: number;
}

/** One process that receives and reviews at once answers deliveries, 50 a second. */
export async function answerTimes(database: Database, folder: string, count: number): Promise<Answers> {
  const pulls = makePulls(count, 20);
  const github = new GitHub(pulls, secret, randomFrom(1));
  const api = await github.start();
  const port = await freePort();
  github.webhookUrl = `http://127.0.0.1:${port}/api/github/webhooks`;
  const env = environment(api, await database.create(folder), port);
  const serve = supervise(["serve"], env, folder, () => undefined);
  try {
    await untilReady(port);
    const times: number[] = [];
    let refused = 0;
    let memoryMb = 0;
    const startedAt = performance.now();
    const open: Promise<void>[] = [];
    for (const [index, pull] of pulls.entries()) {
      // By the clock, not by sleeping between: a slow answer must not lower the rate.
      await sleep(Math.max(0, startedAt + (index * 1_000) / 50 - performance.now()));
      const sentAt = performance.now();
      open.push(
        github.deliver(pull, randomUUID()).then((status) => {
          times.push(performance.now() - sentAt);
          if (status !== 200) refused += 1;
        }),
      );
      if (index % 50 === 0) memoryMb = Math.max(memoryMb, residentMb(serve));
    }
    await Promise.all(open);
    times.sort((a, b) => a - b);
    const at = (share: number) =>
      Math.round(times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0);
    return { deliveries: count, refused, p50: at(0.5), p99: at(0.99), max: at(1), memoryMb };
  } finally {
    await serve.stop();
    await github.close();
  }
}

/** Pull requests are stored first; then so many workers review them, one at a time each. */
export async function reviewsAMinute(
  database: Database,
  folder: string,
  workers: number,
  count: number,
): Promise<number> {
  const pulls = makePulls(count, 20);
  const github = new GitHub(pulls, secret, randomFrom(1));
  const api = await github.start();
  const url = await database.create(folder);
  const port = await freePort();
  github.webhookUrl = `http://127.0.0.1:${port}/api/github/webhooks`;
  const env = { ...environment(api, url, port), WORKER_CONCURRENCY: "1" };
  const web = supervise(["serve", "--web-only"], env, folder, () => undefined);
  const running: Supervised[] = [];
  try {
    await untilReady(port);
    for (const pull of pulls) await github.deliver(pull, randomUUID());
    for (let i = 0; i < workers; i += 1) {
      running.push(supervise(["work"], { ...env, PORT: "0" }, folder, () => undefined));
    }
    // The clock starts with the first finished review: starting a process is not reviewing.
    await untilSettled(github, pulls.slice(), 600_000, 1);
    const before = finished(github);
    const startedAt = performance.now();
    await untilSettled(github, pulls, 600_000);
    const minutes = (performance.now() - startedAt) / 60_000;
    return Math.round((finished(github) - before) / minutes);
  } finally {
    await Promise.all([web, ...running].map((one) => one.stop()));
    await github.close();
  }
}

function finished(github: GitHub): number {
  return [...github.runs.values()].filter(({ status }) => status === "completed").length;
}

/** Resident memory from /proc; 0 where there is none. */
function residentMb({ pid }: Supervised): number {
  try {
    const status = readFileSync(`/proc/${pid ?? 0}/status`, "utf8");
    return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
  } catch {
    return 0;
  }
}
