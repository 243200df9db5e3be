/** Creates the GitHub App through the browser, once: `dataset-review setup`. */
import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import { webOriginOf } from "../../github/client/octokit.ts";
import { describeError } from "../describe-error.ts";
import { EnvironmentError, loadDotEnv } from "../environment.ts";
import { createLog } from "../log.ts";
import { type HttpService, listen } from "../web/http.ts";
import { sendPage } from "../web/reports/answers.ts";
import { type CreatedApp, convertCode } from "./conversion.ts";
import { appManifest, readManifest } from "./manifest.ts";
import { createdPage, failedPage, type SetupPage, startPage } from "./pages.ts";

export interface SetupSettings {
  /** Where GitHub and people will reach the service. */
  readonly publicUrl: string;
  readonly host: string;
  readonly port: number;
  /** Address of GitHub's REST API. */
  readonly apiUrl: string;
  /** The organisation that shall own the App; null for the person's own account. */
  readonly organization: string | null;
}

/**
 * Serves one page, which sends the browser to GitHub with the permissions and events of app.yml. What GitHub answers
 * (id, key, secrets) is written into `.env` in the present folder; then it ends. Whoever reaches the page can create
 * the App, so it listens on `HOST` (localhost unless set).
 * @throws {EnvironmentError} when a setting is missing, or there is an App already.
 */
export async function startSetup(
  say: (text: string) => void = (text) => process.stdout.write(`${text}\n`),
): Promise<void> {
  loadDotEnv();
  const settings = readSettings(process.env);
  const app = await createApp(settings, say);
  writeDotEnv(join(process.cwd(), ".env"), variablesOf(app, settings));
  say(`
The App "${app.name}" is there. Its id, key and secrets are in .env, which only you can read.

Next:
  1. Start the service here:      dataset-review serve
  2. Install the App:             ${app.html_url}/installations/new`);
}

function readSettings(variables: NodeJS.ProcessEnv): SetupSettings {
  const { PUBLIC_URL = "", APP_ID, GITHUB_API_URL, GH_ORG, HOST, PORT } = variables;
  if (!/^https?:\/\//.test(PUBLIC_URL) || !URL.canParse(PUBLIC_URL)) {
    throw new EnvironmentError(
      "Set PUBLIC_URL to where GitHub can reach this service, for example PUBLIC_URL=https://review.example.org.",
    );
  }
  if (APP_ID)
    throw new EnvironmentError(
      "There is an App already (APP_ID is set). Start it with `dataset-review serve`.",
    );
  return {
    publicUrl: PUBLIC_URL,
    host: HOST || "localhost",
    port: Number(PORT || 3000),
    apiUrl: GITHUB_API_URL || "https://api.github.com",
    organization: GH_ORG || null,
  };
}

/** What the service reads at its start. The session secret is for report pages, should they be switched on. */
function variablesOf(app: CreatedApp, { publicUrl }: SetupSettings): Record<string, string> {
  return {
    APP_ID: String(app.id),
    PRIVATE_KEY: app.pem,
    WEBHOOK_SECRET: app.webhook_secret,
    GITHUB_CLIENT_ID: app.client_id,
    GITHUB_CLIENT_SECRET: app.client_secret,
    PUBLIC_URL: publicUrl,
    SESSION_SECRET: randomBytes(32).toString("hex"),
  };
}

/** Serves the page until the browser came back from GitHub with an App. */
async function createApp(settings: SetupSettings, say: (text: string) => void): Promise<CreatedApp> {
  let http: HttpService | null = null;
  try {
    return await new Promise<CreatedApp>((resolve, reject) => {
      const handler = setupHandler(settings, say, resolve);
      listen([handler], settings, createLog("error")).then((opened) => {
        http = opened;
        const address = `http://${settings.host}:${opened.port}/`;
        say(
          `Open ${address} in a browser that is signed in to GitHub, and press the button there.\n` +
            "This command waits for it, and ends by itself. Ctrl-C stops it; nothing has been created then.",
        );
      }, reject);
    });
  } finally {
    await (http as HttpService | null)?.close();
  }
}

/** `/` is the page with the button; GitHub sends the browser back to `/created` with a code that is good once. */
function setupHandler(
  settings: SetupSettings,
  say: (text: string) => void,
  created: (app: CreatedApp) => void,
): (request: IncomingMessage, response: ServerResponse) => Promise<boolean> {
  const state = randomBytes(16).toString("hex");
  const origin = webOriginOf(settings.apiUrl);
  return async (request, response) => {
    const asked = new URL(request.url ?? "/", `http://${request.headers.host ?? "localhost"}`);
    if (request.method !== "GET") return false;
    if (asked.pathname === "/") {
      const redirectUrl = new URL("/created", asked).href;
      const manifest = appManifest(readManifest(), { ...settings, redirectUrl });
      send(response, 200, startPage(manifest, { ...settings, origin, state }));
      return true;
    }
    if (asked.pathname !== "/created") return false;
    const code = asked.searchParams.get("code") ?? "";
    if (asked.searchParams.get("state") !== state || !/^[\w-]{1,100}$/.test(code)) {
      send(response, 400, failedPage("This address was not the answer to the page that this command shows."));
      return true;
    }
    try {
      const app = await convertCode(settings.apiUrl, code);
      response.once("close", () => created(app));
      send(response, 200, createdPage(app));
    } catch (error) {
      say(`GitHub did not hand over the App: ${describeError(error)}. Press the button once more.`);
      send(response, 502, failedPage("GitHub did not hand over the new App's key."));
    }
    return true;
  };
}

function send(response: ServerResponse, status: number, { html, policy }: SetupPage): void {
  const headers = { "content-security-policy": `${policy}; frame-ancestors 'none'`, connection: "close" };
  sendPage(response, html, { status, reader: null, headers });
}

/** Sets variables in a `.env` file, leaving the others and the comments as they are; only its owner may read it. */
function writeDotEnv(file: string, values: Readonly<Record<string, string>>): void {
  const lines = existsSync(file) ? readFileSync(file, "utf8").split("\n") : [];
  for (const [key, value] of Object.entries(values)) {
    const line = `${key}=${quoted(value.trim().replaceAll("\n", "\\n"))}`;
    const at = lines.findIndex((existing) => existing.startsWith(`${key}=`));
    if (at >= 0) lines[at] = line;
    else lines.push(line);
  }
  writeFileSync(file, `${lines.join("\n").trim()}\n`, { mode: 0o600 });
  // The mode above holds for a new file only.
  chmodSync(file, 0o600);
}

/** Bare where it can be: `docker run --env-file` takes quotes for a part of the value. */
function quoted(value: string): string {
  return /^[\w .:/@+=\\-]*$/.test(value) ? value : `"${value}"`;
}
