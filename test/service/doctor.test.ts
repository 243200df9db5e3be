import { mkdtempSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { examine } from "../../src/service/doctor/doctor.ts";
import { findingsText } from "../../src/service/doctor/finding.ts";
import { readManifest } from "../../src/service/setup/manifest.ts";
import { sampleItem, sampleReply } from "../support/sample.ts";
import { environment } from "./web/app.ts";

const manifest = readManifest() as {
  default_permissions: Record<string, string>;
  default_events: readonly string[];
};
/** What GitHub and the service answer, by path; 404 for the rest. */
const answers = new Map<string, { readonly status?: number; readonly body: unknown }>();
let server: Server;
let origin: string;
let date: Date;

beforeAll(async () => {
  server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "", "http://localhost");
    const { status = 200, body } = answers.get(pathname) ?? { status: 404, body: { message: "Not Found" } };
    response.writeHead(status, { "content-type": "application/json", date: date.toUTCString() });
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

const app = (change: object = {}) =>
  sampleReply("GET /app", {
    name: "our-review",
    html_url: `${origin}/apps/our-review`,
    permissions: manifest.default_permissions,
    events: manifest.default_events,
    installations_count: 2,
    ...change,
  });

beforeEach(() => {
  date = new Date();
  answers.clear();
  answers.set("/app", { body: app() });
  answers.set("/app/hook/config", { body: { url: `${origin}/api/github/webhooks` } });
  const delivered = sampleItem("GET /app/hook/deliveries", { status_code: 202, status: "OK" });
  answers.set("/app/hook/deliveries", { body: [delivered] });
  answers.set("/healthz", { body: "ok" });
  answers.set("/readyz", { body: "ready" });
});

async function examined(change: Record<string, string | undefined> = {}) {
  const folder = mkdtempSync(join(tmpdir(), "dr-doctor-"));
  const { APP_ID, PRIVATE_KEY, WEBHOOK_SECRET } = environment();
  const found = await examine({
    APP_ID: String(APP_ID),
    PRIVATE_KEY,
    WEBHOOK_SECRET,
    GITHUB_API_URL: origin,
    PUBLIC_URL: origin,
    HOST: "127.0.0.1",
    PORT: new URL(origin).port,
    DATABASE_URL: join(folder, "reviews.db"),
    ...change,
  });
  return { found, wrong: found.filter(({ state }) => state === "wrong"), text: findingsText(found) };
}

describe("dataset-review doctor", () => {
  test("finds nothing wrong with a service that is set up", async () => {
    const { wrong, text } = await examined();
    expect(wrong).toEqual([]);
    expect(text).toMatch(/ok +App +GitHub knows it as "our-review"/);
    expect(text).toContain("Nothing is wrong.");
  });

  test.each([
    ["a key that GitHub does not know", "/app", { status: 401, body: { message: "Bad" } }, /key.*APP_ID/s],
    [
      "a webhook that leads elsewhere",
      "/app/hook/config",
      { body: { url: "https://elsewhere/" } },
      /listens at/,
    ],
    [
      "a service that takes no work",
      "/readyz",
      { status: 503, body: "the database cannot be reached" },
      /DATABASE_URL/,
    ],
    ["an address that is another's", "/healthz", { status: 502, body: "Bad Gateway" }, /proxy/],
  ])("says what to do about %s", async (_, path, answer, words) => {
    answers.set(path, answer);
    const { wrong, text } = await examined();
    expect(wrong).toHaveLength(1);
    expect(text).toMatch(words);
    expect(text).toContain("1 to mend.");
  });

  test("names permissions and events that the App lacks, and a clock that is wrong", async () => {
    const { checks: _, ...permissions } = manifest.default_permissions;
    const body = app({ permissions, events: manifest.default_events.slice(1) });
    answers.set("/app", { body });
    date = new Date(Date.now() - 120_000);
    const { wrong, text } = await examined();
    expect(wrong.map(({ subject }) => subject)).toEqual(["clock", "permissions", "events"]);
    expect(text).toContain("checks: write");
    expect(text).toMatch(/differs from GitHub's by 1[12]\d s/);
  });

  test("names deliveries that were refused, with what it means", async () => {
    const refused = sampleItem("GET /app/hook/deliveries", { status_code: 401, status: "Unauthorized" });
    answers.set("/app/hook/deliveries", { body: [refused] });
    expect((await examined()).text).toContain("WEBHOOK_SECRET is not the App's");
  });

  test("starts with the settings, and with a database that cannot be opened", async () => {
    const { found, text } = await examined({ WEBHOOK_SECRET: undefined });
    expect(found).toHaveLength(1);
    expect(text).toMatch(/WEBHOOK_SECRET is missing/);
    const { wrong } = await examined({ DATABASE_URL: "postgres://nobody@127.0.0.1:1/none" });
    expect(wrong.map(({ subject }) => subject)).toEqual(["database"]);
  });

  test("what cannot be seen from here is no fault", async () => {
    const { wrong, text } = await examined({ PUBLIC_URL: "http://127.0.0.1:1", PORT: "1" });
    expect(wrong.map(({ subject }) => subject)).toEqual(["webhook"]);
    expect(text).toMatch(/unknown +address/);
    expect(text).toMatch(/unknown +process/);
  });
});
