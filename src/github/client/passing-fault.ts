/** Which failures of calls to GitHub pass by themselves, and how long they are waited out. */
import type { Passing } from "../../model/job.ts";
import { retryAfterMs, statusOf } from "./octokit.ts";

const hourMs = 3_600_000;

/**
 * Null for what is not GitHub's. Limits are by the hour: a job that was told to wait for six has another problem. An
 * outage, a lost connection (for the client a 500), a token that is not taken (401: a clock, a key that is being replaced) and
 * a suspended installation are waited out for an hour, so that no check says "could not be completed" of what only
 * GitHub could not do; then they count, so that every check ends.
 */
export function passingFault(error: unknown): Passing | null {
  const wait = retryAfterMs(error);
  if (wait !== null) return { waitMs: wait, patienceMs: 6 * hourMs };
  const status = statusOf(error) ?? 0;
  const suspended = status === 403 && /suspended/i.test((error as Error).message);
  const passes = status >= 500 || status === 401 || suspended || isLostConnection(error);
  return passes ? { waitMs: 0, patienceMs: hourMs } : null;
}

/** What fetch itself says where no client stands between: of Git LFS, or of a body that breaks off. */
function isLostConnection(error: unknown): boolean {
  const { name, message } = error as Partial<Error>;
  return name === "TypeError" && /^(?:fetch failed|terminated)$/.test(message ?? "");
}
