/** Reads how the service is set up from its environment variables. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";

/** A whole number within bounds, with its default and its description. */
function whole(fallback: number, min: number, max: number, description: string) {
  return z.coerce.number().int().min(min).max(max).default(fallback).describe(description);
}

/** Where GitHub sends webhooks, below the public address. */
export const webhookPath = "/api/github/webhooks";

/** Of 32 random hexadecimal digits, fewer than 8 different ones come up once in 28 million times. */
const fewestCharacters = 8;

const webhookSecret = z
  .string({
    error: "is missing. Generate one with `openssl rand -hex 32` and enter it in the App's settings too",
  })
  .refine((secret) => secret !== "development", "is the word `development`, which anybody can guess")
  .refine((secret) => secret.length >= 16, "is shorter than 16 characters. Use `openssl rand -hex 32`")
  .refine(
    (secret) => new Set(secret).size >= fewestCharacters,
    "repeats a few characters, so that it can be guessed. Use `openssl rand -hex 32`",
  );

/**
 * Everything that is configured from outside the repositories. One variable a key, in the order of `.env.example`,
 * which is generated from here. Unknown variables are none of our business: the environment is shared.
 */
export const environmentSchema = z.object({
  APP_ID: z.coerce
    .number({
      error:
        "is missing or not a number. It stands on the App's settings page; `dataset-review setup` creates an App",
    })
    .int()
    .positive()
    .describe("The App's id, from its settings page."),
  PRIVATE_KEY: z
    .string()
    .optional()
    .describe(
      "The App's private key (PEM; newlines may be written as \\n). Or give a file in PRIVATE_KEY_PATH.",
    ),
  PRIVATE_KEY_PATH: z.string().optional().describe("File that holds the private key."),
  WEBHOOK_SECRET: webhookSecret.describe("Secret that GitHub signs webhooks with: at least 16 characters."),
  GITHUB_API_URL: z
    .url()
    .default("https://api.github.com")
    .describe("REST API. On GitHub Enterprise Server: https://HOSTNAME/api/v3."),
  GITHUB_CLIENT_ID: z.string().optional().describe("The App's client id, for signing in to report pages."),
  GITHUB_CLIENT_SECRET: z.string().optional().describe("The App's client secret, for the same."),
  SESSION_SECRET: z
    .string()
    .min(32, "is shorter than 32 characters. Use `openssl rand -hex 32`")
    .optional()
    .describe("Secret that sessions of report pages are encrypted with: at least 32 characters."),
  PUBLIC_URL: z.url().optional().describe("Where people reach this service; needed for report pages."),
  HOST: z.string().default("localhost").describe("Address to listen on; 0.0.0.0 in a container."),
  PORT: whole(3000, 0, 65_535, "Port to listen on."),
  DATABASE_URL: z
    .string()
    .default("data/dataset-review.db")
    .describe("File of the embedded database, or postgres://USER:PASSWORD@HOST/DATABASE."),
  WORKER_CONCURRENCY: whole(2, 1, 64, "Reviews at a time in one process."),
  REVIEW_MEMORY_MB: whole(
    1_024,
    64,
    65_536,
    "Heap of one review; what needs more fails its check, not the process.",
  ),
  REVIEW_TIMEOUT_SECONDS: whole(900, 10, 86_400, "Longest review; what takes longer fails its check."),
  JOB_LEASE_SECONDS: whole(60, 1, 3_600, "After a worker was silent for this long, another takes its job."),
  JOB_ATTEMPTS: whole(5, 1, 20, "Attempts before a job's check says that the review could not be completed."),
  SWEEP_INTERVAL_SECONDS: whole(
    300,
    5,
    86_400,
    "Time between searches for lost deliveries, stuck checks and unreviewed heads.",
  ),
  SHUTDOWN_SECONDS: whole(
    20,
    0,
    3_600,
    "Time for running reviews to end at shutdown; then they are handed back.",
  ),
  REPORTS: z
    .enum(["on", "off"])
    .default("off")
    .describe(
      "`on` keeps a report page of reviews whose repository asks for it (`storeRowText`); `off` keeps no dataset text at all.",
    ),
  KEEP_REVIEWS_DAYS: whole(730, 1, 36_500, "Reviews with conclusion and row locations."),
  KEEP_REPORTS_DAYS: whole(90, 1, 36_500, "Reports, which hold row text."),
  KEEP_HISTORY_DAYS: whole(
    365,
    1,
    36_500,
    "Sizes of merged pull requests by author, since they were learned.",
  ),
  METRICS_TOKEN: z
    .string()
    .min(16, "is shorter than 16 characters")
    .optional()
    .describe("Bearer token for /metrics; without one it answers requests from this machine only."),
  LOG_LEVEL: z
    .enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"])
    .default("info")
    .describe("Least severe level that is logged."),
});

type Parsed = z.infer<typeof environmentSchema>;

/** The validated environment; the private key is read in. */
export type Environment = Omit<Parsed, "PRIVATE_KEY"> & { readonly PRIVATE_KEY: string };

/** The environment cannot be used; the message lists every variable that is wrong and what to do, never a value. */
export class EnvironmentError extends Error {
  override readonly name = "EnvironmentError";
}

/**
 * Validates the environment. An empty variable counts as absent, as in `.env` files.
 * @throws {EnvironmentError}
 */
export function readEnvironment(variables: Readonly<Record<string, string | undefined>>): Environment {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ""));
  const parsed = environmentSchema.safeParse(given);
  const problems = parsed.success
    ? []
    : parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}.`);
  const key = readPrivateKey(given);
  if ("problem" in key) problems.push(key.problem);
  if (given.REPORTS === "on") problems.push(...reportProblems(given));
  if (!parsed.success || "problem" in key || problems.length > 0)
    throw new EnvironmentError(
      [
        "The environment is not usable:",
        ...problems.map((problem) => `  - ${problem}`),
        "See .env.example and docs/operations.md.",
      ].join("\n"),
    );
  return { ...parsed.data, PRIVATE_KEY: key.pem };
}

/** What signing in needs; without all of it nobody could open a report. */
const neededForReports = {
  PUBLIC_URL: "people have to reach the pages",
  GITHUB_CLIENT_ID: "it stands on the App's settings page",
  GITHUB_CLIENT_SECRET: "generate one on the App's settings page",
  SESSION_SECRET: "generate one with `openssl rand -hex 32`",
} as const;

/** Browsers send session cookies over https only, but for the machine that they run on. */
function keepsCookies(address: string): boolean {
  const { protocol, hostname } = new URL(address);
  return protocol === "https:" || ["localhost", "127.0.0.1", "[::1]"].includes(hostname);
}

function reportProblems(given: Record<string, string | undefined>): string[] {
  const missing = Object.entries(neededForReports)
    .filter(([name]) => given[name] === undefined)
    .map(([name, remedy]) => `${name} is missing, which REPORTS=on needs: ${remedy}.`);
  const address = given.PUBLIC_URL ?? "";
  return URL.canParse(address) && !keepsCookies(address)
    ? [...missing, "PUBLIC_URL is not https, so nobody could sign in to reports (REPORTS=on)."]
    : missing;
}

function readPrivateKey(given: Record<string, string | undefined>): { pem: string } | { problem: string } {
  const path = given.PRIVATE_KEY_PATH;
  if (given.PRIVATE_KEY === undefined && path === undefined)
    return {
      problem: "PRIVATE_KEY or PRIVATE_KEY_PATH is missing: generate a key on the App's settings page.",
    };
  if (given.PRIVATE_KEY === undefined && path !== undefined && !existsSync(path))
    return { problem: `PRIVATE_KEY_PATH names no file: ${path}.` };
  const text = given.PRIVATE_KEY ?? readFileSync(path ?? "", "utf8");
  const pem = text.trim().replace(/^"|"$/g, "").replaceAll("\\n", "\n");
  return pem.startsWith("-----BEGIN")
    ? { pem }
    : { problem: "PRIVATE_KEY is not in PEM form: it starts with -----BEGIN RSA PRIVATE KEY-----." };
}

/** Reads `.env` of the working folder into the process, as far as variables are not set already. */
export function loadDotEnv(): void {
  const file = join(process.cwd(), ".env");
  if (existsSync(file)) process.loadEnvFile(file);
}
