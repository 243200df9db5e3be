/** Defines the client of the GitHub API, and what the rest needs to know of it. */
import type { request } from "@octokit/request";
import { ProbotOctokit } from "probot";
import { writeRoom } from "./write-room.ts";

/** A client that acts as an installation of the App. */
export type Octokit = InstanceType<typeof ProbotOctokit>;

/** A repository by its names. */
export interface RepositoryName {
  readonly owner: string;
  readonly repo: string;
}

/** The longest time in seconds that a request waits for a rate limit; beyond it the job waits in the queue, and holds nobody up. */
const patience = 5;
const attempts = 3;
const write = writeRoom();

/** Installations that have no room left for the writes of another review: a job of theirs would only wait (`WriteRoom.crowded`). */
export const withoutRoom = write.crowded;

/**
 * Probot's client, which retries 5xx and obeys Retry-After, with three differences. Probot's own waits for as long as
 * GitHub asks, up to an hour, and would hold a worker all that time; it spaces writes instead of counting them
 * (`WriteRoom`); and it asks github.com for a token that is to replace a kept one, whatever its GitHub is. Pass it to Probot as `Octokit`.
 */
export const PatientOctokit: typeof ProbotOctokit = ProbotOctokit.defaults(
  ({ throttle, auth, ...options }: ClientOptions) => ({
    ...options,
    throttle: { ...throttle, write, onRateLimit: wantRetry, onSecondaryRateLimit: wantRetry },
    auth: auth?.request
      ? { ...auth, request: auth.request.defaults({ baseUrl: options.baseUrl ?? "https://api.github.com" }) }
      : auth,
  }),
);

interface ClientOptions {
  readonly throttle?: object;
  readonly baseUrl?: string;
  readonly auth?: { readonly request?: typeof request };
}

function wantRetry(retryAfter: number, { request }: Asked, _: object, retryCount: number): boolean {
  return request?.optional !== true && retryAfter <= patience && retryCount < attempts;
}

interface Asked {
  readonly request?: { readonly optional?: boolean };
}

const optionalMs = 10_000;

/** For the `request` of a question whose answer is only nice to have: it waits for no limit, and is asked once. */
export function optional(): { readonly optional: true; readonly retries: 0; readonly signal: AbortSignal } {
  return { optional: true, retries: 0, signal: AbortSignal.timeout(optionalMs) };
}

/** The App that a client acts for; null for a client that has only a token (in tests). */
export async function appIdOf(octokit: Octokit): Promise<number | null> {
  const { appId } = (await octokit.auth({ type: "app" })) as { readonly appId?: number | string };
  return appId === undefined ? null : Number(appId);
}

/** Where the web pages and git repositories of this GitHub are: its API may have a host of its own. */
export function webOrigin(octokit: Octokit): string {
  return webOriginOf(octokit.request.endpoint.DEFAULTS.baseUrl);
}

/** The same, from the address of the API. */
export function webOriginOf(apiUrl: string): string {
  const api = new URL(apiUrl);
  // With data residency (ghe.com), as on github.com, the API has a host of its own.
  return /^api\.(?:github\.com|.+\.ghe\.com)$/.test(api.host)
    ? api.origin.replace("://api.", "://")
    : api.origin;
}

/** HTTP status of a failed request, or null for any other error. */
export function statusOf(error: unknown): number | null {
  const status =
    typeof error === "object" && error !== null ? (error as { status?: unknown }).status : undefined;
  return typeof status === "number" ? status : null;
}

/**
 * Milliseconds after which GitHub says that a refused request may be tried again: from `Retry-After` (seconds), else,
 * with no requests left, from `X-RateLimit-Reset` (seconds since 1970). Null where it says nothing.
 */
export function retryAfterMs(error: unknown): number | null {
  const headers = (error as { response?: { headers?: Record<string, unknown> } } | null)?.response?.headers;
  if (!headers) return null;
  const seconds = Number(headers["retry-after"]);
  if (Number.isFinite(seconds) && seconds > 0) return seconds * 1000;
  const reset = Number(headers["x-ratelimit-reset"]);
  if (headers["x-ratelimit-remaining"] === "0" && Number.isFinite(reset))
    return Math.max(0, reset * 1000 - Date.now());
  // A secondary limit may come without a time, and without its name; GitHub asks for a minute then.
  return statusOf(error) === 429 || /rate limit|abuse/i.test((error as Error).message) ? 60_000 : null;
}
