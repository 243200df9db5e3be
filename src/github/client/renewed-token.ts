/** A token that GitHub refuses before its time (revoked with a suspension or new permissions, or a clock that is wrong). */
import { type Octokit, statusOf } from "./octokit.ts";

/** Has a client ask for a new installation token when the kept one is refused, once a request. */
export function renewRefusedTokens(octokit: Octokit): void {
  octokit.hook.wrap("request", async (request, options) => {
    try {
      return await request(options);
    } catch (error) {
      // The client asks for tokens through these same hooks: renewing the one that it asks for would wait for itself.
      if (statusOf(error) !== 401 || options.url.endsWith("/access_tokens")) throw error;
      await octokit.auth({ type: "installation", refresh: true });
      return request(options);
    }
  });
}
