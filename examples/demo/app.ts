import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { StandIn } from "../stand-in.ts";

const root = path.resolve(import.meta.dirname, "../..");

/** The app as a process of its own, exactly as it is run for real: configured by its environment alone. */
export interface RunningApp {
  stop(): Promise<void>;
  /** The end of what it wrote to its log. */
  log(): string;
}

/** A port that was free a moment ago. The stand-in has to know where to send webhooks before the app exists. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("there is no free port");
  return address.port;
}

/** Starts `dataset-review serve` against the stand-in and waits until it is ready. Its store is in `folder`. */
export async function startApp(github: StandIn, port: number, folder: string): Promise<RunningApp> {
  const child = spawn(process.execPath, [path.join(root, "dist/cli.js"), "serve"], {
    cwd: folder,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      PATH: process.env.PATH,
      APP_ID: String(github.app.appId),
      PRIVATE_KEY: github.app.privateKey,
      WEBHOOK_SECRET: github.app.webhookSecret,
      GITHUB_API_URL: github.url,
      HOST: "127.0.0.1",
      PORT: String(port),
    },
  });
  let log = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      log = (log + chunk.toString("utf8")).slice(-20_000);
    });
  }
  await ready(child, `http://127.0.0.1:${port}/readyz`, () => log);
  return {
    log: () => log,
    stop: async () => {
      if (child.exitCode !== null) return;
      child.kill("SIGTERM");
      await once(child, "exit");
    },
  };
}

async function ready(child: ChildProcess, url: string, log: () => string): Promise<void> {
  for (const end = Date.now() + 300_000; Date.now() < end; ) {
    if (child.exitCode !== null) break;
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok === true) return;
    await sleep(50);
  }
  child.kill();
  throw new Error(`The app did not start. Its log:\n${log()}`);
}
