import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { freePort } from "../../examples/demo/app.ts";
import { seededRandom } from "../../examples/feedback/random.ts";
import type { Database } from "./database.ts";
import { environment, secret, untilSettled } from "./environment.ts";
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
  const github = new GitHub(pulls, secret, seededRandom(1).next);
  const api = await github.start();
  const port = await freePort();
  github.webhookUrl = `http://127.0.0.1:${port}/api/github/webhooks`;
  const env = environment(api, await database.create(folder), port);
  const serve = supervise(["serve"], env, folder, () => undefined);
  try {
    await untilReady(port);
    let memoryMb = 0;
    const watch = setInterval(() => {
      memoryMb = Math.max(memoryMb, residentMb(serve));
    }, 500);
    const requests = pulls.map((pull) => github.delivery(pull, randomUUID()));
    const sent = await sendFromThread(github.webhookUrl, requests, 50);
    clearInterval(watch);
    const times = sent.map(({ ms }) => ms);
    const refused = sent.filter(({ status }) => status !== 200).length;
    times.sort((a, b) => a - b);
    const at = (share: number) =>
      Math.round(times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0);
    return { deliveries: count, refused, p50: at(0.5), p99: at(0.99), max: at(1), memoryMb };
  } finally {
    await serve.stop();
    await github.close();
  }
}

/** In plain JavaScript, because it is a thread of its own: the stand-in's work must not count as waiting. */
const sender = `
  const { parentPort, workerData: { url, requests, perSecond } } = require("node:worker_threads");
  const startedAt = performance.now();
  const sent = requests.map(async (request, index) => {
    // By the clock, not by sleeping between: a slow answer must not lower the rate.
    await new Promise((resolve) => setTimeout(resolve, (index * 1000) / perSecond));
    const sentAt = performance.now();
    const status = await fetch(url, { method: "POST", ...request }).then((r) => r.status, () => 0);
    return { status, ms: performance.now() - sentAt };
  });
  Promise.all(sent).then((all) => parentPort.postMessage(all));
`;

async function sendFromThread(
  url: string,
  requests: readonly object[],
  perSecond: number,
): Promise<readonly { readonly status: number; readonly ms: number }[]> {
  const thread = new Worker(sender, { eval: true, execArgv: [], workerData: { url, requests, perSecond } });
  const [sent] = (await once(thread, "message")) as [readonly { status: number; ms: number }[]];
  return sent;
}

/** Pull requests are stored first; then so many workers review them, one at a time each. */
export async function reviewsAMinute(
  database: Database,
  folder: string,
  workers: number,
  count: number,
): Promise<number> {
  const pulls = makePulls(count, 20);
  const github = new GitHub(pulls, secret, seededRandom(1).next);
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
