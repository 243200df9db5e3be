import { randomBytes } from "node:crypto";
import { chmodSync, copyFileSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "probot";
import { parse, stringify } from "yaml";
import { EnvironmentError, loadDotEnv } from "../environment.ts";
import { packageFolder } from "../home.ts";
import { createLog } from "./log.ts";
import { callbackPath } from "./reports/handler.ts";

/**
 * Creates the App: serves Probot's setup page, which sends the browser to GitHub with the permissions and events of
 * app.yml and writes what comes back (id, key, secrets) into `.env` in the present folder. Whoever reaches the page
 * can do so, so it listens on `HOST` (localhost unless set) and is meant to run once.
 */
export async function startSetup(): Promise<void> {
  loadDotEnv();
  const {
    PUBLIC_URL,
    WEBHOOK_PATH = "/api/github/webhooks",
    HOST = "localhost",
    PORT = "3000",
  } = process.env;
  if (PUBLIC_URL === undefined || PUBLIC_URL === "") {
    throw new EnvironmentError(
      "Set PUBLIC_URL to where GitHub can reach this service, for example PUBLIC_URL=https://review.example.org.",
    );
  }
  if (process.env.APP_ID) {
    throw new EnvironmentError(
      "There is an App already (APP_ID is set). Start it with `dataset-review serve`.",
    );
  }
  const envFile = join(process.cwd(), ".env");
  // Probot reads these by itself. The webhook's address would otherwise be guessed from the browser's.
  process.env.WEBHOOK_PROXY_URL = new URL(WEBHOOK_PATH, PUBLIC_URL).href;
  process.env.NO_SMEE_SETUP = "true";
  // It looks for app.yml in the working folder, and refuses to set up anything "in production".
  process.chdir(manifestFolder(PUBLIC_URL));
  delete process.env.NODE_ENV;
  await run(() => undefined, {
    env: { HOST, PORT },
    log: createLog("info"),
    updateEnv: (values) => {
      // For report pages, should they be switched on.
      const ours = { PUBLIC_URL, SESSION_SECRET: randomBytes(32).toString("hex") };
      writeDotEnv(envFile, { ...(values as Readonly<Record<string, string>>), ...ours });
      return values;
    },
  });
}

/** A folder with app.yml as it is for this address: people who sign in to reports are sent back to it. */
function manifestFolder(publicUrl: string): string {
  const folder = mkdtempSync(join(tmpdir(), "dataset-review-setup-"));
  const manifest = parse(readFileSync(join(packageFolder, "app.yml"), "utf8")) as object;
  const complete = { ...manifest, callback_urls: [new URL(callbackPath, publicUrl).href] };
  writeFileSync(join(folder, "app.yml"), stringify(complete));
  copyFileSync(join(packageFolder, "package.json"), join(folder, "package.json"));
  return folder;
}

/** Bare where it can be: `docker run --env-file` takes quotes for a part of the value. */
function quoted(value: string): string {
  return /^[\w .:/@+=\\-]*$/.test(value) ? value : `"${value}"`;
}

/** Sets variables in a `.env` file, leaving the others and the comments as they are; only its owner may read it. */
export function writeDotEnv<T extends Readonly<Record<string, string>>>(file: string, values: T): T {
  const lines = existsSync(file) ? readFileSync(file, "utf8").split("\n") : [];
  for (const [key, value] of Object.entries(values)) {
    const line = `${key}=${quoted(value.replace(/^"|"$/g, "").trim().replaceAll("\n", "\\n"))}`;
    const at = lines.findIndex((existing) => existing.startsWith(`${key}=`));
    if (at >= 0) lines[at] = line;
    else lines.push(line);
  }
  writeFileSync(file, `${lines.join("\n").trim()}\n`, { mode: 0o600 });
  // The mode above holds for a new file only.
  chmodSync(file, 0o600);
  return values;
}
