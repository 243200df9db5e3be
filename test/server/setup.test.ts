import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { freePort } from "../../examples/demo/app.ts";
import { readEnvironment } from "../../src/environment.ts";
import { transpileSources } from "../support/transpiled.ts";
import { environment } from "./app.ts";

jest.setTimeout(60_000);

let home: string;
let program: ReturnType<typeof transpileSources>;
let child: ChildProcess;
let page: string;
let log = "";

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), "dr-setup-"));
  writeFileSync(join(home, ".env"), "# kept\nLOG_LEVEL=debug\n");
  program = transpileSources();
  // The package's own folder holds the manifest.
  for (const file of ["app.yml", "package.json"]) {
    const from = fileURLToPath(new URL(`../../${file}`, import.meta.url));
    copyFileSync(from, fileURLToPath(new URL(file, program.url)));
  }
  const port = await freePort();
  page = `http://127.0.0.1:${port}/probot`;
  const module = JSON.stringify(new URL("src/server/setup.js", program.url).href);
  const main = `await (await import(${module})).startSetup();`;
  child = spawn(process.execPath, ["--input-type=module", "-e", main], {
    cwd: home,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      PATH: process.env.PATH,
      NODE_ENV: "production",
      PUBLIC_URL: "https://review.example.org",
      HOST: "127.0.0.1",
      PORT: String(port),
    },
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk) => {
      log += String(chunk);
    });
  }
});
afterAll(() => {
  child.kill("SIGKILL");
  program.remove();
  rmSync(home, { recursive: true, force: true });
});

async function open(url: string): Promise<Response> {
  for (const end = Date.now() + 30_000; Date.now() < end; ) {
    const response = await fetch(url).catch(() => null);
    if (response?.ok) return response;
    await sleep(100);
  }
  throw new Error(`The setup page did not open. The log:\n${log}`);
}

test("the page sends the browser to GitHub with the webhook's real address and app.yml's permissions", async () => {
  const html = await (await open(page)).text();
  const manifest = JSON.parse(
    (/name="manifest"[^>]*value='([^']*)'/.exec(html)?.[1] ?? "{}").replaceAll("&quot;", '"'),
  ) as Record<string, unknown>;
  expect(manifest).toMatchObject({
    name: "dataset-review",
    public: false,
    hook_attributes: { url: "https://review.example.org/api/github/webhooks" },
    callback_urls: ["https://review.example.org/sign-in/callback"],
    default_permissions: { checks: "write", contents: "read" },
  });
  expect(html).toContain("https://github.com/settings/apps/new");
});

test("what comes back is written to .env, for its owner alone, and the service can start with it", async () => {
  const { PRIVATE_KEY: pem } = environment();
  const secret = "0123456789abcdef0123456789abcdef01234567";
  const answer = await fetch(`${page}/import`, {
    method: "POST",
    body: JSON.stringify({ appId: "42", pem, webhook_secret: secret }),
  });
  expect(answer.status).toBe(200);
  const file = join(home, ".env");
  expect(statSync(file).mode & 0o077).toBe(0);
  expect(readFileSync(file, "utf8")).toContain("# kept\nLOG_LEVEL=debug\n");
  const read = `process.loadEnvFile(); console.log(JSON.stringify(process.env))`;
  const text = execFileSync(process.execPath, ["-e", read], { cwd: home, env: {}, encoding: "utf8" });
  const variables = JSON.parse(text) as Record<string, string>;
  expect(readEnvironment(variables)).toMatchObject({
    APP_ID: 42,
    PRIVATE_KEY: pem,
    WEBHOOK_SECRET: secret,
    LOG_LEVEL: "debug",
    PUBLIC_URL: "https://review.example.org",
    // 32 bytes in hex.
    SESSION_SECRET: expect.stringMatching(/^[\da-f]{64}$/),
  });
  expect(log).not.toContain("BEGIN RSA");
});
