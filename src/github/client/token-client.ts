/** A client that acts with a plain token, such as a workflow's. */
import { Octokit as TokenOctokit } from "octokit";
import type { Octokit } from "./octokit.ts";

/** A client for the REST API at `apiUrl`. It has every method that readers of facts use, but no App to act for. */
export function tokenClient(token: string, apiUrl: string): Octokit {
  const quiet = { onRateLimit: () => false, onSecondaryRateLimit: () => false };
  return new TokenOctokit({
    auth: token,
    baseUrl: apiUrl,
    throttle: quiet,
    log: { debug: ignore, info: ignore, warn: ignore, error: ignore },
  }) as unknown as Octokit;
}

const ignore = (): void => undefined;
