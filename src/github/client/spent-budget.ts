/** Tells when an installation's requests run low, for work that nobody waits for. */
import type { Octokit } from "./octokit.ts";

/** Answers whether less than a fifth of the requests is left that GitHub grants in the present hour. */
export function spentBudget(octokit: Octokit): () => boolean {
  let spent = false;
  octokit.hook.after("request", ({ headers }) => {
    const left = Number(headers["x-ratelimit-remaining"] ?? Number.NaN);
    const granted = Number(headers["x-ratelimit-limit"] ?? Number.NaN);
    // Search has a small budget of its own; a kept answer does not say how much is left.
    const says = Number.isFinite(left) && (headers["x-ratelimit-resource"] ?? "core") === "core";
    if (says) spent = left < granted / 5;
  });
  return () => spent;
}
