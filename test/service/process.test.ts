import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { freePort } from "../../examples/demo/app.ts";
import { type StandIn, startStandIn } from "../../examples/stand-in.ts";
import { transpileSources } from "../support/transpiled.ts";
import { browser } from "./web/reports/browser.ts";

let home: string;
let program: ReturnType<typeof transpileSources>;
let github: StandIn;
let port: number;
let server: Started | null = null;

interface Started {
  readonly child: ChildProcess;
  readonly log: () => string;
}

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), "dr-process-"));
  program = transpileSources();
  port = await freePort();
  github = await startStandIn(`http://127.0.0.1:${port}/api/github/webhooks`);
});
afterAll(async () => {
  server?.child.kill("SIGKILL");
  await github.close();
  program.remove();
  rmSync(home, { recursive: true, force: true });
});

/** Starts the service as a process of its own, configured by its environment alone. */
function start(change: Record<string, string> = {}): Started {
  const main = `const { startServer } = await import(${JSON.stringify(new URL("src/service/start-server.js", program.url).href)});
    await startServer({ webOnly: false });`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", main], {
    cwd: home,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      PATH: process.env.PATH,
      APP_ID: String(github.app.appId),
      PRIVATE_KEY: github.app.privateKey,
      WEBHOOK_SECRET: github.app.webhookSecret,
      GITHUB_API_URL: github.url,
      HOST: "127.0.0.1",
      PORT: String(port),
      ...change,
    },
  });
  let log = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk) => {
      log += String(chunk);
    });
  return { child, log: () => log };
}

async function until<T>(what: string, look: () => Promise<T | null | undefined | false>): Promise<T> {
  for (const end = Date.now() + 600_000; Date.now() < end; ) {
    const found = await look().catch(() => null);
    if (found) return found;
    await sleep(50);
  }
  throw new Error(`Not within 10 minutes: ${what}. The log:\n${server?.log()}`);
}

const rows = (count: number, change: (i: number) => string) =>
  Array.from(
    { length: count },
    (_, i) => `${JSON.stringify({ text: change(i), label: i % 2 ? "POSITIVE" : "NEGATIVE" })}\n`,
  ).join("");
const honest = (i: number) =>
  `${i % 2 ? "I like" : "I hate"} the ${["app", "shop", "desk", "form"][i % 4]} of the year ${i}`;

describe("the service as a process", () => {
  test("refuses to start without a real webhook secret, and says what to do", async () => {
    const refused = start({ WEBHOOK_SECRET: "development" });
    const [status] = (await once(refused.child, "exit")) as [number];
    expect(status).not.toBe(0);
    expect(refused.log()).toMatch(/WEBHOOK_SECRET is the word `development`/);
  });

  test("reviews a pull request from webhook to completed check, in a thread, and shows its report", async () => {
    server = start({
      REPORTS: "on",
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      GITHUB_CLIENT_ID: "Iv1.test",
      GITHUB_CLIENT_SECRET: "a client secret",
      SESSION_SECRET: "0123456789abcdef0123456789abcdef",
    });
    await until("ready", async () => (await fetch(`http://127.0.0.1:${port}/readyz`)).ok);
    await github.commit({
      branch: "main",
      message: "Start",
      files: { "data/train.jsonl": rows(200, honest), ".github/dataset-review.yml": "storeRowText: on\n" },
    });
    await github.commit({
      branch: "more",
      message: "More",
      files: { "data/train.jsonl": rows(220, honest) },
    });
    const { headSha } = await github.openPullRequest({ title: "More", head: "more" });
    const run = await until("a completed check", async () =>
      (await github.checkRuns(headSha)).find(({ status }) => status === "completed"),
    );
    expect(run.name).toBe("dataset-review");
    expect(["success", "neutral"]).toContain(run.conclusion);
    // The link behind the check: a report, for who may read the repository.
    const report = await until("the report", async () => {
      const answer = await browser(github.url).open(run.details_url ?? "", "mara-maintains");
      const html = await answer.text();
      return html.includes(`${github.owner}/${github.repo}#`) && html;
    });
    expect(report).toContain("20 added rows in 1 file");
    const metrics = await until("a counted conclusion", async () => {
      const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
      return text.includes("dataset_review_conclusions_total{") && text;
    });
    expect(metrics).toMatch(/dataset_review_stage_seconds_count\{stage="\w+"\} 1/);
    expect(metrics).toMatch(/dataset_review_conclusions_total\{conclusion="\w+"\} 1/);
    expect(server.log()).not.toContain("of the year");
  });

  test("ends well when told to", async () => {
    server?.child.kill("SIGTERM");
    const [status] = (await once(server!.child, "exit")) as [number];
    expect(status).toBe(0);
    expect(server?.log()).toContain('"msg":"stopped"');
  });
});
