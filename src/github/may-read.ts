/** Asks GitHub whether a person may read a repository. */
import { request } from "@octokit/request";
import { type RepositoryName, retryAfterMs, statusOf } from "./client/octokit.ts";

/** `signed-out`: GitHub does not take the token any more. */
export type MayRead = "yes" | "no" | "signed-out";

const patienceMs = 8_000;

/**
 * Asks GitHub, in a person's name, whether they may read a repository. `repositoryId` guards against a name that was
 * given up and taken by somebody else; null where it was never learned. Rejects when GitHub cannot answer.
 */
export async function mayRead(
  apiUrl: string,
  token: string,
  { owner, repo }: RepositoryName,
  repositoryId: number | null,
): Promise<MayRead> {
  try {
    const { data } = await request("GET /repos/{owner}/{repo}", {
      baseUrl: apiUrl,
      owner,
      repo,
      headers: { authorization: `token ${token}`, "user-agent": "dataset-review" },
      request: { signal: AbortSignal.timeout(patienceMs) },
    });
    if (repositoryId !== null && data.id !== repositoryId) return "no";
    return data.permissions?.pull === false ? "no" : "yes";
  } catch (error) {
    switch (statusOf(error)) {
      case 401:
        return "signed-out";
      case 403:
        // A rate limit says nothing about the person.
        if (retryAfterMs(error) !== null) throw error;
        return "no";
      // 451: taken down for legal reasons.
      case 404:
      case 451:
        return "no";
      default:
        throw error;
    }
  }
}
