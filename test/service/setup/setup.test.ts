import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { freePort } from "../../../examples/demo/app.ts";
import { readEnvironment } from "../../../src/service/environment.ts";
import { transpileSources } from "../../support/transpiled.ts";
import { environment } from "../web/app.ts";

const webhookSecret = "0123456789abcdef0123456789abcdef01234567";
let home: string;
let program: ReturnType<typeof transpileSources>;
let github: Server;
let asked: string[];
let child: ChildProcess;
let page: string;
let origin: string;
let said = "";

beforeAll(async () => {
  asked = [];
  github = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    const known = request.url === "/app-manifests/good-code/conversions";
    response.writeHead(known ? 201 : 404, { "content-type": "application/json" });
    response.end(
      JSON.stringify({
        id: 42,
        name: "our-review",
        html_url: `${origin}/apps/our-review`,
        client_id: "Iv1.0",
        client_secret: "of the client",
        webhook_secret: webhookSecret,
        pem: environment().PRIVATE_KEY,
      }),
    );
  });
  github.listen(0, "127.0.0.1");
  await once(github, "listening");
  origin = `http://127.0.0.1:${(github.address() as AddressInfo).port}`;

  home = mkdtempSync(join(tmpdir(), "dr-setup-"));
  writeFileSync(join(home, ".env"), "# kept\nLOG_LEVEL=debug\n");
  program = transpileSources();
  // The package's own folder holds the manifest.
  for (const file of ["app.yml", "package.json"]) {
    const from = fileURLToPath(new URL(`../../../${file}`, import.meta.url));
    copyFileSync(from, fileURLToPath(new URL(file, program.url)));
  }
  const port = await freePort();
  page = `http://127.0.0.1:${port}/`;
  const module = JSON.stringify(new URL("src/service/setup/setup.js", program.url).href);
  const main = `await (await import(${module})).startSetup();`;
  child = spawn(process.execPath, ["--input-type=module", "-e", main], {
    cwd: home,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      PATH: process.env.PATH,
      NODE_ENV: "production",
      PUBLIC_URL: "https://review.example.org",
      GITHUB_API_URL: origin,
      HOST: "127.0.0.1",
      PORT: String(port),
    },
  });
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk) => {
      said += String(chunk);
    });
});
afterAll(() => {
  child.kill("SIGKILL");
  github.close();
  program.remove();
  rmSync(home, { recursive: true, force: true });
});

/** The page with the button, as soon as it is served. */
async function firstPage(): Promise<{ html: string; policy: string }> {
  for (;;) {
    const response = await fetch(page).catch(() => null);
    if (response?.ok) {
      const policy = response.headers.get("content-security-policy") ?? "";
      return { html: await response.text(), policy };
    }
    if (child.exitCode !== null) throw new Error(`The setup ended. It said:\n${said}`);
    await sleep(100);
  }
}

test("the page sends the browser to GitHub with the webhook's real address and app.yml's permissions", async () => {
  const { html, policy } = await firstPage();
  const manifest = JSON.parse(
    (/name="manifest" value="([^"]*)"/.exec(html)?.[1] ?? "{}").replaceAll("&quot;", '"'),
  ) as Record<string, unknown>;
  expect(manifest).toMatchObject({
    name: "dataset-review",
    public: false,
    hook_attributes: { url: "https://review.example.org/api/github/webhooks" },
    redirect_url: `${page}created`,
    callback_urls: ["https://review.example.org/sign-in/callback"],
    default_permissions: { checks: "write", contents: "read" },
  });
  expect(html).toContain(`action="${origin}/settings/apps/new?state=`);
  expect(policy).toContain(`form-action ${origin};`);
  expect(said).toContain(`Open ${page} in a browser`);
});

test("an answer that this page did not ask for is refused, and GitHub is not asked", async () => {
  for (const address of ["created?code=good-code", "created?code=good-code&state=guessed"])
    expect((await fetch(page + address)).status).toBe(400);
  expect(asked).toEqual([]);
  expect(readFileSync(join(home, ".env"), "utf8")).not.toContain("APP_ID");
});

test("what comes back is written to .env, for its owner alone, and the service can start with it", async () => {
  const state = /\?state=(\w+)/.exec((await firstPage()).html)?.[1];
  expect((await fetch(`${page}created?code=spent-code&state=${state}`)).status).toBe(502);
  const answer = await fetch(`${page}created?code=good-code&state=${state}`);
  expect(await answer.text()).toContain(`${origin}/apps/our-review/installations/new`);
  if (child.exitCode === null) await once(child, "exit");
  expect([child.exitCode, said]).toEqual([0, expect.stringContaining("dataset-review serve")]);

  const file = join(home, ".env");
  expect(statSync(file).mode & 0o077).toBe(0);
  expect(readFileSync(file, "utf8")).toContain("# kept\nLOG_LEVEL=debug\n");
  const read = `process.loadEnvFile(); console.log(JSON.stringify(process.env))`;
  const text = execFileSync(process.execPath, ["-e", read], { cwd: home, env: {}, encoding: "utf8" });
  expect(readEnvironment(JSON.parse(text) as Record<string, string>)).toMatchObject({
    APP_ID: 42,
    PRIVATE_KEY: environment().PRIVATE_KEY,
    WEBHOOK_SECRET: webhookSecret,
    GITHUB_CLIENT_ID: "Iv1.0",
    LOG_LEVEL: "debug",
    PUBLIC_URL: "https://review.example.org",
    // 32 bytes in hex.
    SESSION_SECRET: expect.stringMatching(/^[\da-f]{64}$/),
  });
  expect(said).not.toContain("BEGIN RSA");
});
