import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { environmentExample } from "../../scripts/pages/environment-example.ts";
import { EnvironmentError, environmentSchema, readEnvironment } from "../../src/service/environment.ts";

const pem = "-----BEGIN RSA PRIVATE KEY-----\\nabc\\n-----END RSA PRIVATE KEY-----";
const good = { APP_ID: "12", PRIVATE_KEY: pem, WEBHOOK_SECRET: "0123456789abcdef" };

function problems(change: Record<string, string | undefined>): string {
  try {
    readEnvironment({ ...good, ...change });
  } catch (error) {
    if (error instanceof EnvironmentError) return error.message;
    throw error;
  }
  return "";
}

describe("the environment", () => {
  test("needs three variables; the rest has defaults", () => {
    expect(readEnvironment(good)).toMatchObject({
      APP_ID: 12,
      PRIVATE_KEY: pem.replaceAll("\\n", "\n"),
      GITHUB_API_URL: "https://api.github.com",
      WORKER_CONCURRENCY: 2,
      REPORTS: "off",
    });
  });

  test.each([
    ["absent", undefined, /WEBHOOK_SECRET is missing.*openssl rand/],
    ["empty, as .env files leave it", "", /WEBHOOK_SECRET is missing/],
    ["the word that Probot falls back to", "development", /WEBHOOK_SECRET is the word `development`/],
    [
      "a few characters again and again",
      "abcabcabcabcabcabcabcabc",
      /WEBHOOK_SECRET repeats a few characters/,
    ],
    ["15 characters", "0123456789abcde", /WEBHOOK_SECRET is shorter than 16/],
  ])("refuses a webhook secret that is %s", (_, secret, message) => {
    expect(problems({ WEBHOOK_SECRET: secret })).toMatch(message);
  });

  test("names everything that is wrong at once, and no value", () => {
    const message = problems({
      APP_ID: "x",
      PRIVATE_KEY: "hunter2",
      WORKER_CONCURRENCY: "0",
      LOG_LEVEL: "loud",
    });
    for (const name of ["APP_ID", "PRIVATE_KEY", "WORKER_CONCURRENCY", "LOG_LEVEL"]) {
      expect(message).toContain(name);
    }
    expect(message).not.toContain("hunter2");
  });

  test("reports need all that signing in needs", () => {
    const all = {
      REPORTS: "on",
      PUBLIC_URL: "https://review.example.org",
      GITHUB_CLIENT_ID: "Iv1.0123",
      GITHUB_CLIENT_SECRET: "secret",
      SESSION_SECRET: "0123456789abcdef0123456789abcdef",
    };
    expect(readEnvironment({ ...good, ...all })).toMatchObject(all);
    const missing = problems({ REPORTS: "on" });
    for (const name of Object.keys(all).slice(1)) expect(missing).toMatch(new RegExp(`${name} is missing`));
    expect(problems({ ...all, SESSION_SECRET: "0123456789abcdef0123456789abcde" })).toMatch(
      /SESSION_SECRET is shorter/,
    );
    expect(problems({ ...all, PUBLIC_URL: "http://review.example.org" })).toMatch(/PUBLIC_URL is not https/);
    expect(problems({ ...all, PUBLIC_URL: "http://localhost:3000" })).toBe("");
  });

  test("a key file that is not there is named", () => {
    expect(problems({ PRIVATE_KEY: undefined, PRIVATE_KEY_PATH: "/nowhere/key.pem" })).toContain(
      "/nowhere/key.pem",
    );
  });
});

describe(".env.example", () => {
  const text = readFileSync(new URL("../../.env.example", import.meta.url), "utf8");

  test("is what the schema says", () => {
    expect(text).toBe(environmentExample());
  });

  test("holds every variable once, and with the three that are needed it is a usable environment", () => {
    const lines = [...text.matchAll(/^(?:# )?([A-Z_]+)=(.*)$/gm)].map(([, name, value]) => [name, value]);
    expect(lines.map(([name]) => name)).toEqual(Object.keys(environmentSchema.shape));
    // An empty variable counts as absent.
    const example = Object.fromEntries(lines) as Record<string, string>;
    expect(readEnvironment({ ...example, ...good })).toEqual(readEnvironment(good));
  });
});
